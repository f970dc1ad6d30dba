// Items (ISA-95: material definitions) with the figures a plan needs. What a row does not give is taken
// from the defaults of plant.yaml, and every default that was used is counted and said.

import { MillraceError } from '../../errors.ts'
import { groupBy, parentsFirst, unknownItem, type MaterialUse } from './bill-of-materials.ts'
import { rowsOf, type Range, type Row, type Source } from './rows.ts'
import type { ItemColumn, PlantFile } from './schema.ts'

/** Demand that waits costs per unit and period; demand that goes away costs once per unit, beside its margin. */
export type Shortage =
  | { readonly kind: 'backorder'; readonly costPerPeriod: number }
  | { readonly kind: 'lost-sale'; readonly cost: number }

export interface Item {
  readonly id: string
  readonly description: string
  /** Stated, or made where it has a routing or a bill of materials. */
  readonly supply: 'make' | 'buy'
  readonly price: number
  /** Of buying one unit, or of making one beyond its components. */
  readonly addedCost: number
  /** Of a whole unit, components included; what stock is valued at. */
  readonly unitCost: number
  /** Per unit and period. */
  readonly holdingCost: number
  readonly shortage: Shortage
  /** Share of demand to be met from stock. */
  readonly serviceLevel: number
  readonly stockOnHand: number
  /** Ordered earlier without a date: taken as due in the first period. */
  readonly stockOnOrder: number
  /** Periods from release to receipt; 0 is usable in the period of its release. */
  readonly leadTimePeriods: number
  readonly minimumLot: number
  /** 0: whole units where demand is whole, else any quantity. */
  readonly lotMultiple: number
  /** Of each order or setup. */
  readonly fixedCost: number
  /** Periods after receipt in which it can be used; null is for ever. */
  readonly shelfLifePeriods: number | null
  /** Worth of a unit left at the end of the horizon, as a fraction of its unit cost. */
  readonly endValueRate: number
  /** Product family; empty where none is given. */
  readonly family: string
  /** Demand per period that a planner expects of an item without history. */
  readonly expectedDemand?: number | undefined
  /** The item that a planner expects it to sell like. */
  readonly like?: string | undefined
}

/** A figure that some rows did not give, what was taken instead, and for which items. */
export interface Assumption {
  readonly figure: ItemColumn
  /**
   * What was taken, where a number says it: of a price or unit cost the factor between them (null: the
   * cost of the components), of costs of holding and backorders the rate and the service level as shares.
   */
  readonly value: number | null
  readonly items: readonly string[]
}

export interface ItemTable {
  readonly items: readonly Item[]
  readonly assumptions: readonly Assumption[]
}

type Defaults = PlantFile['items']['defaults']

/** The identifiers, in the order of the file. @throws MillraceError `bad-input` for an empty file or a duplicate. */
export function itemIdsOf(source: Source): readonly string[] {
  const rowOf = new Map<string, number>()
  for (const row of rowsOf(source, ['item'])) {
    const id = row.requiredText('item')
    const earlier = rowOf.get(id)
    if (earlier !== undefined) {
      throw new MillraceError(
        'bad-input',
        `${row.place('item')}: duplicate item, expected each item once, got "${id}" also in row ${earlier}`,
      )
    }
    rowOf.set(id, row.row)
  }
  if (rowOf.size === 0) {
    throw new MillraceError(
      'bad-input',
      `${source.file}: empty, expected at least one item, got none`,
    )
  }
  return [...rowOf.keys()]
}

/**
 * @param madeItems items that a routing or a bill of materials makes.
 * @throws MillraceError `bad-input` naming file, row and column.
 */
export function parseItems(
  source: Source,
  defaults: Defaults,
  plant: {
    readonly periodsPerYear: number
    readonly billOfMaterials: readonly MaterialUse[]
    readonly madeItems: ReadonlySet<string>
  },
): ItemTable {
  const ids = itemIdsOf(source)
  const rows = new Map(rowsOf(source, ['item']).map((row, index) => [ids[index]!, row]))
  const assumed = new Map<string, { figure: ItemColumn; value: number | null; items: string[] }>()
  const componentsOf = groupBy(plant.billOfMaterials, (use) => use.parent)
  const items = new Map<string, Item>()
  // Components first, because the cost of a whole unit is rolled up from theirs.
  for (const id of parentsFirst(ids, plant.billOfMaterials).toReversed()) {
    const uses = componentsOf.get(id)
    const componentCost = uses?.reduce(
      (sum, use) => sum + use.quantity * items.get(use.component)!.unitCost,
      0,
    )
    const assume = (figure: ItemColumn, value: number | null = null): void => {
      const key = `${figure} ${value}`
      const entry = assumed.get(key)
      if (entry) entry.items.push(id)
      else assumed.set(key, { figure, value, items: [id] })
    }
    const context = { defaults, ids, componentCost, periodsPerYear: plant.periodsPerYear, assume }
    items.set(id, parseItem(id, rows.get(id)!, plant.madeItems.has(id), context))
  }
  return {
    items: ids.map((id) => items.get(id)!),
    assumptions: [...assumed.values()],
  }
}

interface ItemContext {
  readonly defaults: Defaults
  /** Of all items. */
  readonly ids: readonly string[]
  readonly periodsPerYear: number
  /** Standard cost of the components of one unit; undefined where it has none. */
  readonly componentCost: number | undefined
  assume(figure: ItemColumn, value?: number): void
}

function parseItem(id: string, row: Row, isMade: boolean, context: ItemContext): Item {
  const { defaults, ids, assume } = context
  const supply = oneOf(row, 'supply', ['make', 'buy'] as const)
  if (supply === 'make' && !isMade) {
    throw new MillraceError(
      'bad-input',
      `${row.place('supply')}: nothing can make item "${id}", expected a row for it in routing or bill_of_materials, got none`,
      { hint: 'Write buy where it is bought.' },
    )
  }
  const { addedCost, unitCost } = parseCost(id, row, context)
  let price = row.number('price', { minimum: 0 })
  if (price === undefined) {
    price = unitCost * (1 + defaults.markup)
    assume('price', 1 + defaults.markup)
  }
  const given = (name: FigureWithDefault, range: Range = { minimum: 0 }): number => {
    const value = row.number(name, range)
    if (value === undefined) assume(name, defaults[name])
    return value ?? defaults[name]
  }
  const holdingCost = parseHoldingCost(row, unitCost, context)
  const serviceLevel = row.number('service_level', { above: 0, below: 1 }) ?? defaults.service_level
  return {
    id,
    description: row.text('description') ?? '',
    supply: supply ?? (isMade ? 'make' : 'buy'),
    price,
    addedCost,
    unitCost,
    holdingCost,
    serviceLevel,
    shortage: parseShortage(row, holdingCost, serviceLevel, context),
    stockOnHand: given('stock_on_hand'),
    stockOnOrder: row.number('stock_on_order', { minimum: 0 }) ?? 0,
    leadTimePeriods: given('lead_time', { minimum: 0, isInteger: true }),
    minimumLot: given('minimum_lot'),
    lotMultiple: given('lot_multiple'),
    fixedCost: given('fixed_cost'),
    shelfLifePeriods: row.number('shelf_life', { minimum: 1, isInteger: true }) ?? null,
    endValueRate: row.number('end_value_rate', { minimum: 0 }) ?? defaults.end_value_rate,
    family: row.text('family') ?? '',
    expectedDemand: row.number('expected_demand', { above: 0 }),
    like: parseLike(id, row, ids),
  }
}

function parseLike(id: string, row: Row, ids: readonly string[]): string | undefined {
  const like = row.text('like')
  if (like === undefined) return undefined
  if (like === id) {
    throw new MillraceError(
      'bad-input',
      `${row.place('like')}: the item itself, expected another item that it will sell like, got "${like}"`,
    )
  }
  if (!ids.includes(like)) throw unknownItem(row.place('like'), like, new Set(ids))
  return like
}

type FigureWithDefault =
  'stock_on_hand' | 'lead_time' | 'minimum_lot' | 'lot_multiple' | 'fixed_cost'

function parseCost(
  id: string,
  row: Row,
  { defaults, componentCost, assume }: ItemContext,
): Pick<Item, 'addedCost' | 'unitCost'> {
  const fromComponents = componentCost ?? 0
  const unitCost = row.number('unit_cost', { minimum: 0 })
  if (unitCost !== undefined) {
    if (unitCost >= fromComponents) return { unitCost, addedCost: unitCost - fromComponents }
    assume('unit_cost')
    return { unitCost: fromComponents, addedCost: 0 }
  }
  const addedCost = row.number('making_cost', { minimum: 0 })
  if (addedCost !== undefined) return { unitCost: fromComponents + addedCost, addedCost }
  if (componentCost !== undefined) {
    assume('making_cost')
    return { addedCost: 0, unitCost: componentCost }
  }
  const price = row.number('price', { minimum: 0 })
  if (price === undefined) {
    throw new MillraceError(
      'bad-input',
      `${row.place('unit_cost')}: neither unit_cost nor price, expected one of them, got nothing for item "${id}"`,
      { hint: 'Map the column in plant.yaml under items.columns.' },
    )
  }
  assume('unit_cost', 1 + defaults.markup)
  const cost = price / (1 + defaults.markup)
  return { addedCost: cost, unitCost: cost }
}

const holdingColumns = [
  'holding_cost_per_period',
  'holding_cost_per_year',
  'holding_rate_per_year',
] as const

function parseHoldingCost(
  row: Row,
  unitCost: number,
  { defaults, periodsPerYear, assume }: ItemContext,
): number {
  const given = holdingColumns.filter((name) => row.number(name, { minimum: 0 }) !== undefined)
  if (given.length > 1) {
    throw new MillraceError(
      'bad-input',
      `${row.place(given[1]!)}: holding cost given twice, expected one way of stating it, got ${given.join(' and ')}`,
    )
  }
  const value = given[0] && row.number(given[0])
  if (value === undefined) {
    assume('holding_rate_per_year', defaults.holding_rate_per_year)
    return (unitCost * defaults.holding_rate_per_year) / periodsPerYear
  }
  if (given[0] === 'holding_cost_per_period') return value
  const perYear = given[0] === 'holding_cost_per_year' ? value : value * unitCost
  return perYear / periodsPerYear
}

/** Where no shortage cost is given: the one for which the service level is optimal (critical ratio). */
function parseShortage(
  row: Row,
  holdingCost: number,
  serviceLevel: number,
  { defaults, assume }: ItemContext,
): Shortage {
  const backorder = row.number('backorder_cost_per_period', { minimum: 0 })
  const lostSale = row.number('lost_sale_cost', { minimum: 0 })
  const stated = oneOf(row, 'shortage', ['backorder', 'lost_sale'] as const)
  if (backorder !== undefined && lostSale !== undefined && stated === undefined) {
    throw new MillraceError(
      'bad-input',
      `${row.place('lost_sale_cost')}: backorder and lost sale cost both given, expected one of them or a column "shortage", got both`,
    )
  }
  const kind =
    stated ??
    (lostSale !== undefined
      ? 'lost_sale'
      : backorder !== undefined
        ? 'backorder'
        : defaults.shortage)
  if (kind === 'lost_sale') {
    if (lostSale === undefined) {
      assume('lost_sale_cost')
    }
    return { kind: 'lost-sale', cost: lostSale ?? 0 }
  }
  if (backorder !== undefined) return { kind: 'backorder', costPerPeriod: backorder }
  assume('backorder_cost_per_period', serviceLevel)
  const odds = serviceLevel / (1 - serviceLevel)
  return { kind: 'backorder', costPerPeriod: holdingCost * odds }
}

function oneOf<const T extends string>(
  row: Row,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const text = row.text(name)?.toLowerCase()
  if (text === undefined) return undefined
  const found = allowed.find((value) => value === text || value.replace('_', '-') === text)
  if (found) return found
  throw new MillraceError(
    'bad-input',
    `${row.place(name)}: unknown word, expected ${allowed.join(' or ')}, got "${text}"`,
  )
}

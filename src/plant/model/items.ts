// Items (ISA-95: material definitions) with the figures a plan needs. What a row does not give is taken
// from the defaults of plant.yaml, and every default that was used is counted and said.

import { MillraceError } from '../../errors.ts'
import { rowsOf, type Row, type Source } from './rows.ts'
import type { PlantFile } from './schema.ts'

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
  /** Of a whole unit, components included (ISA-95: standard cost). */
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
  /** 0 is any quantity. */
  readonly lotMultiple: number
  /** Of each order or setup. */
  readonly fixedCost: number
  /** Periods after receipt in which it can be used; null is for ever. */
  readonly shelfLifePeriods: number | null
  /** Worth of a unit left at the end of the horizon, as a fraction of its unit cost. */
  readonly endValueRate: number
}

/** A figure that no row gave, and for how many items it was assumed. */
export interface Assumption {
  /** `price not given: unit cost x 1.3 assumed`. */
  readonly text: string
  readonly itemCount: number
}

export interface ItemTable {
  readonly items: readonly Item[]
  readonly assumptions: readonly Assumption[]
}

type Defaults = PlantFile['items']['defaults']

/**
 * @param madeItems items that a routing or a bill of materials makes.
 * @param rolledUpCosts unit cost from components, for made items whose row gives none.
 * @throws MillraceError `bad-input` naming file, row and column.
 */
export function parseItems(
  source: Source,
  defaults: Defaults,
  periodsPerYear: number,
  madeItems: ReadonlySet<string>,
  rolledUpCosts: (id: string, costs: ReadonlyMap<string, number>) => number | undefined,
): ItemTable {
  const rows = rowsOf(source, ['item'])
  const rowOf = new Map<string, Row>()
  const costs = new Map<string, number>()
  for (const row of rows) {
    const id = row.requiredText('item')
    const earlier = rowOf.get(id)
    if (earlier) {
      throw new MillraceError(
        'bad-input',
        `${row.place('item')}: duplicate item, expected each item once, got "${id}" also in row ${earlier.row}`,
      )
    }
    rowOf.set(id, row)
    const cost = row.number('unit_cost', { minimum: 0 })
    if (cost !== undefined) costs.set(id, cost)
  }
  if (rowOf.size === 0) {
    throw new MillraceError(
      'bad-input',
      `${source.file}: empty, expected at least one item, got none`,
    )
  }
  const counts = new Map<string, number>()
  const assume = (text: string): void => void counts.set(text, (counts.get(text) ?? 0) + 1)
  const items = [...rowOf].map(([id, row]) =>
    parseItem(
      id,
      row,
      { defaults, periodsPerYear, madeItems, assume },
      () => costs.get(id) ?? rolledUpCosts(id, costs),
    ),
  )
  return { items, assumptions: [...counts].map(([text, itemCount]) => ({ text, itemCount })) }
}

interface ItemContext {
  readonly defaults: Defaults
  readonly periodsPerYear: number
  readonly madeItems: ReadonlySet<string>
  assume(text: string): void
}

function parseItem(
  id: string,
  row: Row,
  { defaults, periodsPerYear, madeItems, assume }: ItemContext,
  costOf: () => number | undefined,
): Item {
  const supply = oneOf(row, 'supply', ['make', 'buy'] as const)
  if (supply === 'make' && !madeItems.has(id)) {
    throw new MillraceError(
      'bad-input',
      `${row.place('supply')}: nothing can make item "${id}", expected a row for it in routing or bill_of_materials, got none`,
      { hint: 'Write buy where it is bought.' },
    )
  }
  let unitCost = costOf()
  let price = row.number('price', { minimum: 0 })
  if (unitCost !== undefined && row.number('unit_cost') === undefined) {
    assume('unit cost not given: sum of its components assumed')
  }
  if (unitCost === undefined && price !== undefined) {
    unitCost = price / (1 + defaults.markup)
    assume(`unit cost not given: price / ${format(1 + defaults.markup)} assumed`)
  }
  if (unitCost === undefined) {
    throw new MillraceError(
      'bad-input',
      `${row.place('unit_cost')}: neither unit_cost nor price, expected one of them, got nothing for item "${id}"`,
      { hint: 'Map the column in plant.yaml under items.columns.' },
    )
  }
  if (price === undefined) {
    price = unitCost * (1 + defaults.markup)
    assume(`price not given: unit cost x ${format(1 + defaults.markup)} assumed`)
  }
  const given = (name: 'stock_on_hand' | 'minimum_lot' | 'lot_multiple' | 'fixed_cost'): number => {
    const value = row.number(name, { minimum: 0 })
    if (value === undefined) assume(`${name} not given: ${defaults[name]} assumed`)
    return value ?? defaults[name]
  }
  let leadTimePeriods = row.number('lead_time', { minimum: 0, isInteger: true })
  if (leadTimePeriods === undefined) {
    leadTimePeriods = defaults.lead_time
    assume(`lead_time not given: ${leadTimePeriods} periods assumed`)
  }
  const holdingCost = parseHoldingCost(row, unitCost, defaults, periodsPerYear, assume)
  const serviceLevel = row.number('service_level', { above: 0, below: 1 }) ?? defaults.service_level
  return {
    id,
    description: row.text('description') ?? '',
    supply: supply ?? (madeItems.has(id) ? 'make' : 'buy'),
    price,
    unitCost,
    holdingCost,
    serviceLevel,
    shortage: parseShortage(row, { price, unitCost, holdingCost, serviceLevel }, defaults, assume),
    stockOnHand: given('stock_on_hand'),
    stockOnOrder: row.number('stock_on_order', { minimum: 0 }) ?? 0,
    leadTimePeriods,
    minimumLot: given('minimum_lot'),
    lotMultiple: given('lot_multiple'),
    fixedCost: given('fixed_cost'),
    shelfLifePeriods: row.number('shelf_life', { minimum: 1, isInteger: true }) ?? null,
    endValueRate: row.number('end_value_rate', { minimum: 0 }) ?? defaults.end_value_rate,
  }
}

const holdingColumns = [
  'holding_cost_per_period',
  'holding_cost_per_year',
  'holding_rate_per_year',
] as const

function parseHoldingCost(
  row: Row,
  unitCost: number,
  defaults: Defaults,
  periodsPerYear: number,
  assume: ItemContext['assume'],
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
    assume(
      `holding cost not given: ${format(100 * defaults.holding_rate_per_year)}% of unit cost per year assumed`,
    )
    return (unitCost * defaults.holding_rate_per_year) / periodsPerYear
  }
  if (given[0] === 'holding_cost_per_period') return value
  const perYear = given[0] === 'holding_cost_per_year' ? value : value * unitCost
  return perYear / periodsPerYear
}

/** Where no shortage cost is given: the one for which the service level is optimal (critical ratio). */
function parseShortage(
  row: Row,
  item: Pick<Item, 'price' | 'unitCost' | 'holdingCost' | 'serviceLevel'>,
  defaults: Defaults,
  assume: ItemContext['assume'],
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
    if (lostSale === undefined) assume('lost sale cost not given: the lost margin alone assumed')
    return { kind: 'lost-sale', cost: lostSale ?? 0 }
  }
  if (backorder !== undefined) return { kind: 'backorder', costPerPeriod: backorder }
  assume(
    `backorder cost not given: the one that makes a service level of ${format(100 * item.serviceLevel)}% optimal assumed`,
  )
  const odds = item.serviceLevel / (1 - item.serviceLevel)
  return { kind: 'backorder', costPerPeriod: item.holdingCost * odds }
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

function format(value: number): string {
  return String(Number(value.toPrecision(6)))
}

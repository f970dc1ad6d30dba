// A plant: the folder that a user owns, `plant.yaml` and the tables it names, parsed and checked once.

import { dirname, join, resolve } from 'node:path'
import { MillraceError, throwIfCancelled } from '../errors.ts'
import type { WorkOptions } from '../progress.ts'
import { readTextFile } from '../data/files.ts'
import { readTable } from '../data/table/read-table.ts'
import type { ExpectedColumn } from '../data/table/expectation.ts'
import { checkFleetFiles, checkQualityFile } from './model/area-files.ts'
import { parseBillOfMaterials, unknownItem, type MaterialUse } from './model/bill-of-materials.ts'
import { itemIdsOf, parseItems, type Assumption, type Item } from './model/items.ts'
import { hasDemand, parsePlantFile } from './model/plant-file.ts'
import {
  parseExceptions,
  parseResources,
  parseRouting,
  type CalendarException,
  type Operation,
  type Resource,
} from './model/resources.ts'
import { rowsOf, type Source } from './model/rows.ts'
import type { AreasFile, PlantFile } from './model/schema.ts'

/** An open order that arrives later. */
export interface Receipt {
  readonly item: string
  /** Label of the period in which it is due, or its number in the plan counted from 1. */
  readonly period: string
  readonly quantity: number
}

export type Frequency = PlantFile['frequency']

/** What every area of a plant is read from. */
export interface PlantFolder {
  /** Absolute path. Files that plant.yaml names are relative to it. */
  readonly folder: string
  /** plant.yaml itself: name, language, currency, operations, fleets, ... */
  readonly file: AreasFile
}

/** A plant is its areas: demand with production, quality, machines, each of which may be absent. */
export interface PlantAreas extends PlantFolder {
  /** Undefined where there is no demand to plan for. */
  readonly production: Plant | undefined
}

/** A plant that makes and buys for a demand. */
export interface Plant extends PlantFolder {
  readonly file: PlantFile
  readonly items: readonly Item[]
  readonly receipts: readonly Receipt[]
  readonly billOfMaterials: readonly MaterialUse[]
  readonly resources: readonly Resource[]
  readonly calendarExceptions: readonly CalendarException[]
  readonly routing: readonly Operation[]
  /** Figures that were not given, with what was taken instead. */
  readonly assumptions: readonly Assumption[]
}

/**
 * Reads a plant from its folder, or from the path of its plant.yaml.
 * @throws MillraceError `not-found` or `bad-input`, with file, row and column.
 */
export async function loadAreas(path: string, options: WorkOptions = {}): Promise<PlantAreas> {
  const isFile = /\.ya?ml$/.test(path)
  const folder = resolve(isFile ? dirname(path) : path)
  const file = parsePlantFile(await readTextFile(isFile ? path : join(path, 'plant.yaml')))
  const production = hasDemand(file) ? await loadProduction(folder, file, options) : undefined
  for (const operation of file.quality) await checkQualityFile(folder, operation)
  for (const fleet of file.maintenance) await checkFleetFiles(folder, fleet, production?.resources)
  return { folder, file, production }
}

/**
 * As `loadAreas`, of a plant that has demand to plan for.
 * @throws MillraceError `bad-input` as well where it has none.
 */
export async function loadPlant(path: string, options: WorkOptions = {}): Promise<Plant> {
  const { production } = await loadAreas(path, options)
  if (production) return production
  throw new MillraceError(
    'bad-input',
    'plant.yaml: nothing to plan, expected demand and items, got quality or maintenance alone',
    { hint: 'millrace run serves a plant with whatever areas it has.' },
  )
}

async function loadProduction(
  folder: string,
  file: PlantFile,
  { signal }: WorkOptions,
): Promise<Plant> {
  const read = async (source: FileSource): Promise<Source> => {
    throwIfCancelled(signal)
    return readSource(folder, source)
  }
  const readIf = async <T>(source: FileSource | undefined, parse: (source: Source) => T) =>
    source ? parse(await read(source)) : undefined

  const itemSource = await read(file.items)
  const ids = new Set(itemIdsOf(itemSource))
  const billOfMaterials =
    (await readIf(file.bill_of_materials, (source) => parseBillOfMaterials(source, ids))) ?? []
  const resources = (await readIf(file.resources, parseResources)) ?? []
  const calendarExceptions =
    (await readIf(file.resources?.exceptions, (source) => parseExceptions(source, resources))) ?? []
  const routing =
    (await readIf(file.routing, (source) => parseRouting(source, ids, resources))) ?? []
  const receipts = (await readIf(file.receipts, (source) => parseReceipts(source, ids))) ?? []
  const madeItems = new Set([
    ...billOfMaterials.map(({ parent }) => parent),
    ...routing.map(({ item }) => item),
  ])
  const { items, assumptions } = parseItems(itemSource, file.items.defaults, {
    periodsPerYear: periodsPerYear[file.frequency],
    billOfMaterials,
    madeItems,
  })
  return {
    folder,
    file,
    items,
    receipts,
    billOfMaterials,
    resources,
    calendarExceptions,
    routing,
    assumptions,
  }
}

type FileSource = Pick<PlantFile['items'], 'file'> & {
  readonly columns: Readonly<Record<string, string | undefined>>
}

/** Columns that are read as they stand, so that an item 007 keeps its zeros. */
const textColumns = new Set<string>([
  'item',
  'description',
  'supply',
  'shortage',
  'parent',
  'component',
  'resource',
  'period',
  'family',
  'like',
])

async function readSource(folder: string, { file, columns }: FileSource): Promise<Source> {
  const expected: Record<string, ExpectedColumn> = {}
  for (const name of [...textColumns, ...Object.keys(columns)]) {
    const kind = textColumns.has(name) ? 'text' : 'number'
    expected[columns[name] ?? name] = { kind, optional: true }
  }
  const table = await readTable(resolve(folder, file), { columns: expected, allowEmpty: true })
  return { file, table, columns }
}

function parseReceipts(source: Source, ids: ReadonlySet<string>): Receipt[] {
  return rowsOf(source, ['item', 'period', 'quantity']).map((row) => {
    const item = row.requiredText('item')
    if (!ids.has(item)) throw unknownItem(row.place('item'), item, ids)
    return {
      item,
      period: row.requiredText('period'),
      quantity: row.requiredNumber('quantity', { minimum: 0 }),
    }
  })
}

export const periodsPerYear = {
  hour: 8766,
  day: 365.25,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
} as const satisfies Record<Frequency, number>

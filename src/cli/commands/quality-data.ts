// Where the records of `millrace quality fit` come from: an operation of a plant, or a bare file described
// by options with the words of plant.yaml.

import { basename, dirname, join, resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import { MillraceError } from '../../errors.ts'
import { listed } from '../../data/table/schema.ts'
import { nearestName } from '../../near-name.ts'
import { readTextFile } from '../../data/files.ts'
import { checkQualityFile } from '../../plant/model/area-files.ts'
import { parsePlantFile } from '../../plant/model/plant-file.ts'
import type { QualityOperation } from '../../plant/model/quality-schema.ts'
import type { QualitySpecification } from '../../plant/quality/quality-records.ts'
import { integerOption, namesOption } from '../options.ts'

export interface QualityDataOptions {
  readonly operation?: string
  readonly outcome?: string
  readonly failing?: string[]
  readonly lower?: number
  readonly upper?: number
  readonly setting?: Record<string, { lowest: number; highest: number }>
  readonly measurements?: string[]
  readonly ignore?: string[]
  readonly time?: string
  readonly lot?: string
  readonly item?: string
  readonly scrapCost?: number
  readonly inspectionCost?: number
  readonly escapeCost?: number
  readonly inspectionCapacity?: number
}

export function addQualityDataOptions(command: Command): Command {
  return command
    .option('--operation <name>', 'operation of plant.yaml, or a name for the file')
    .option('--outcome <column>', 'column that is judged')
    .option(
      '--failing <levels>',
      'levels of the outcome that fail, with commas between',
      namesOption,
    )
    .option('--lower <number>', 'lower limit of an outcome that is measured', numberOption('lower'))
    .option('--upper <number>', 'upper limit of an outcome that is measured', numberOption('upper'))
    .addOption(
      new Option(
        '--setting <name=lowest:highest>',
        'column that an engineer may change, and how far (repeat it)',
      ).argParser(settingOption),
    )
    .option(
      '--measurements <columns>',
      'columns to predict from (default: every other)',
      namesOption,
    )
    .option('--ignore <columns>', 'columns that are no cause: results, identifiers', namesOption)
    .option('--time <column>', 'column that orders the records')
    .option('--lot <column>', 'column that names the lot')
    .option('--item <column>', 'column that names the item')
    .option('--scrap-cost <money>', 'of a record that fails and is found', costOption('scrap-cost'))
    .option('--inspection-cost <money>', 'of inspecting a record', costOption('inspection-cost'))
    .option(
      '--escape-cost <money>',
      'of a record that fails and is not found',
      costOption('escape-cost'),
    )
    .option(
      '--inspection-capacity <n>',
      'records that can be inspected per decision',
      integerOption('inspection-capacity', 0),
    )
}

export interface QualityData {
  /** The file of the records. */
  readonly path: string
  /** Of the plant; empty for a bare file. */
  readonly currency: string
  readonly specification: QualitySpecification
}

/** @throws MillraceError `bad-input` or `not-found`. */
export async function qualityDataOf(
  data: string,
  options: QualityDataOptions,
): Promise<QualityData> {
  const isFile = /\.ya?ml$/.test(data)
  const isPlant =
    isFile ||
    (await stat(data).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  if (!isPlant) {
    return { path: data, currency: '', specification: specificationOf(data, options) }
  }
  refuseFileOptions(options)
  const folder = resolve(isFile ? dirname(data) : data)
  const file = parsePlantFile(await readTextFile(isFile ? data : join(data, 'plant.yaml')))
  const operation = operationNamed(file.quality, options.operation)
  await checkQualityFile(folder, operation)
  const { currency } = file
  return { path: resolve(folder, operation.file), currency, specification: operation }
}

function operationNamed(
  operations: readonly QualityOperation[],
  name: string | undefined,
): QualityOperation {
  const names = operations.map(({ operation }) => operation)
  const [only] = operations
  if (!only) {
    throw new MillraceError(
      'bad-input',
      'plant.yaml: no quality, expected an operation, got none',
      {
        hint: 'write one under quality:, or give a CSV file and --outcome',
      },
    )
  }
  const found = name === undefined && names.length === 1 ? only : undefined
  const chosen = found ?? operations.find(({ operation }) => operation === name)
  if (chosen) return chosen
  const near = name === undefined ? undefined : nearestName(name, names)
  throw new MillraceError(
    'not-found',
    `--operation: expected one of ${listed(names)}, got ${name ?? 'none'}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

/** plant.yaml says all of it. */
function refuseFileOptions(options: QualityDataOptions): void {
  const names = [
    'outcome',
    'failing',
    'lower',
    'upper',
    'setting',
    'measurements',
    'ignore',
    'time',
    'lot',
    'item',
    'scrapCost',
    'inspectionCost',
    'escapeCost',
    'inspectionCapacity',
  ] as const
  const given = names.find((name) => options[name] !== undefined)
  if (given === undefined) return
  const flag = given.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new MillraceError(
    'bad-input',
    `--${flag}: of no use with a plant, expected it in plant.yaml, got an option`,
  )
}

function specificationOf(data: string, options: QualityDataOptions): QualitySpecification {
  const { outcome, failing, lower, upper, setting = {}, measurements, ignore = [] } = options
  const { time, lot, item, inspectionCapacity } = options
  if (outcome === undefined) {
    throw new MillraceError('bad-input', '--outcome: missing, expected the column that is judged')
  }
  const isMeasured = lower !== undefined || upper !== undefined
  if (isMeasured === (failing !== undefined)) {
    throw new MillraceError(
      'bad-input',
      `--failing: expected the levels that fail, or --lower and --upper for a measurement, got ${isMeasured ? 'both' : 'neither'}`,
    )
  }
  if (lower !== undefined && upper !== undefined && lower >= upper) {
    throw new MillraceError(
      'bad-input',
      `--lower: not below --upper, expected less than ${upper}, got ${lower}`,
    )
  }
  requireOneUse(outcome, Object.keys(setting), measurements ?? [], ignore)
  const costs = costsOf(options)
  return {
    operation: options.operation ?? basename(data).replace(/\..*$/, ''),
    columns: { ...(time && { time }), ...(lot && { lot }), ...(item && { item }) },
    outcome,
    ...(failing && { failing }),
    ...(isMeasured && { limits: { lower, upper } }),
    settings: setting,
    ...(measurements && { measurements }),
    ignore,
    ...(costs && { costs }),
    ...(inspectionCapacity !== undefined && { inspection_capacity: inspectionCapacity }),
  }
}

/** As `quality:` of plant.yaml refuses it. */
function requireOneUse(
  outcome: string,
  settings: readonly string[],
  measurements: readonly string[],
  ignore: readonly string[],
): void {
  const uses = [
    ['--outcome', [outcome]],
    ['--setting', settings],
    ['--measurements', measurements],
    ['--ignore', ignore],
  ] as const
  for (const [i, [flag, columns]] of uses.entries()) {
    for (const [other, others] of uses.slice(i + 1)) {
      const twice = columns.find((column) => others.includes(column))
      if (twice === undefined) continue
      throw new MillraceError(
        'bad-input',
        `${other}: column ${twice} has another use, expected one that ${flag} does not name, got it in both`,
      )
    }
  }
}

function costsOf({
  scrapCost: scrap,
  inspectionCost: inspection,
  escapeCost: escape,
}: QualityDataOptions): QualitySpecification['costs'] {
  if (scrap === undefined && inspection === undefined && escape === undefined) return undefined
  if (scrap === undefined || inspection === undefined || escape === undefined) {
    const flags = {
      '--scrap-cost': scrap,
      '--inspection-cost': inspection,
      '--escape-cost': escape,
    }
    const given = Object.entries(flags).flatMap(([flag, cost]) => (cost === undefined ? [] : flag))
    throw new MillraceError(
      'bad-input',
      `costs: incomplete, expected --scrap-cost, --inspection-cost and --escape-cost, got ${given.join(' and ')} alone`,
    )
  }
  return { scrap, inspection, escape }
}

function numberOption(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && Number.isFinite(value)) return value
    throw new MillraceError('bad-input', `--${name}: not usable, expected a number, got "${text}"`)
  }
}

function costOption(name: string): (text: string) => number {
  const parse = numberOption(name)
  return (text) => {
    const value = parse(text)
    if (value >= 0) return value
    throw new MillraceError('bad-input', `--${name}: not usable, expected 0 or more, got "${text}"`)
  }
}

/** `torque=28:46`; the name may hold anything. */
function settingOption(
  text: string,
  before: Record<string, { lowest: number; highest: number }> = {},
): Record<string, { lowest: number; highest: number }> {
  const parts = /^(.+)=([^=:]+):([^=:]+)$/.exec(text)
  const [lowest, highest] = [Number(parts?.[2]), Number(parts?.[3])]
  if (parts && lowest < highest) return { ...before, [parts[1]!]: { lowest, highest } }
  throw new MillraceError(
    'bad-input',
    `--setting: not usable, expected NAME=LOWEST:HIGHEST with the lowest below the highest, got "${text}"`,
  )
}

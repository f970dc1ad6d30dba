// Bounds, rounding and levels of fields, found under a budget: noisy counts on grids that anybody could draw up, of
// which only what stands out of the noise is told. Levels are not known beforehand, so those whose noisy count passes
// a threshold that a level of one row passes with a chance of delta (Korolova et al. 2009,
// doi:10.1145/1526709.1526733).

import type { Field, RecordSchema } from '../../data/table/schema.ts'
import type { Column, Table } from '../../data/table/table.ts'
import { createRandom, createSecureRandom, type Random } from '../../random.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { type Release, budgetFor, concentrated, type PrivacyOptions } from './statement.ts'
import { spentEpsilon } from './accountant.ts'

export interface PrivateSchema {
  readonly schema: RecordSchema
  /** What was really spent on it; that of a fit by this schema comes on top. */
  readonly epsilon: number
  readonly delta: number
  readonly releases: readonly Release[]
  /** Columns that are left out, because nothing of them stands out of the noise. */
  readonly unknown: readonly string[]
}

/** The level that stands for all levels of a category that are too rare to be told. */
export const otherLevel = 'other'

/** Share of delta that the thresholds of levels may use. */
const levelDelta = 0.5
/** Chance that noise alone passes a threshold in any cell of a grid. */
const falseCell = 0.01

/**
 * Names and kinds of the columns (number, text, time, truth value) are taken as public, and the number of rows.
 * @param seed of the noise where the budget's randomness is `reproducible`, which promises nothing.
 * @throws MillraceError `bad-input` for a budget that promises nothing.
 */
export function privateSchema(
  table: Table,
  privacy: PrivacyOptions,
  seed: number | string = 1,
): PrivateSchema {
  const { epsilon, delta } = budgetFor(privacy, table.rowCount)
  const random =
    privacy.randomness === 'reproducible'
      ? createRandom(seed).split('private schema')
      : createSecureRandom()
  const columns = [...table.columns]
  const texts = columns.filter(([, { kind }]) => kind === 'text').length
  const ownDelta = texts === 0 ? delta : (1 - levelDelta) * delta
  const count = columns.reduce((sum, [, { kind }]) => sum + releasesOf[kind], 0)
  const noise = Math.sqrt(count / (2 * concentrated({ epsilon, delta: ownDelta })))
  const counter = noisyCounter(noise, random)
  // A level that one row brings in passes with a chance of its share of delta.
  const threshold = 1 + noise * normalQuantile(1 - (levelDelta * delta) / Math.max(1, texts))
  const fields: Record<string, Field> = {}
  const unknown: string[] = []
  for (const [name, column] of columns) {
    const field = fieldOf(column, counter, threshold)
    if (field) fields[name] = field
    else unknown.push(name)
  }
  const releases = columns.flatMap(([name, { kind }]) => {
    const steps = releasesOf[kind]
    return steps > 0 ? [{ what: `grids of ${name}`, mechanism: { noise, rate: 1, steps } }] : []
  })
  return {
    schema: { fields, constraints: [] },
    epsilon: spentEpsilon(
      releases.map(({ mechanism }) => mechanism),
      ownDelta,
    ),
    delta,
    releases,
    unknown,
  }
}

/** Every release is a set of counts of which one row changes one by one. */
const releasesOf = { number: 3, text: 1, time: 2, boolean: 0 } as const

interface NoisyCounts {
  readonly counts: Float64Array
  /** What hardly any cell passes by noise alone. */
  readonly threshold: number
}

type Counter = (cells: number, cellOfRows: readonly number[] | Int32Array) => NoisyCounts

function noisyCounter(noise: number, random: Random): Counter {
  return (cells, cellOfRows) => {
    const counts = new Float64Array(cells)
    for (const cell of cellOfRows) counts[cell]!++
    for (let cell = 0; cell < cells; cell++) counts[cell]! += noise * random.normal()
    return { counts, threshold: noise * normalQuantile(1 - falseCell / cells) }
  }
}

/** Gaps are taken to be possible everywhere. Undefined where nothing stands out of the noise. */
function fieldOf(column: Column, count: Counter, threshold: number): Field | undefined {
  switch (column.kind) {
    case 'number':
      return numberField(column.values, count)
    case 'text':
      return categoryField(column, count, threshold)
    case 'time':
      return timeField(column.values, count)
    case 'boolean':
      return { kind: 'boolean', stored: 'boolean', missing: true }
  }
}

function numberField(values: Float64Array, count: Counter): Field | undefined {
  const present = values.filter((value) => !Number.isNaN(value))
  const coarse = found(count(magnitudes, Array.from(present, magnitudeOf)))
  // All three are released, so that what is spent does not hang on the data.
  const [low, outer] = coarse ? [edgesOf(coarse[0])[0], edgesOf(coarse[1])[1]] : [0, 1]
  const high = outer > low ? outer : low + 1
  const cells = Array.from(present, (value) =>
    Math.max(0, Math.min(fineCells - 1, Math.floor((fineCells * (value - low)) / (high - low)))),
  )
  const fine = found(count(fineCells, cells)) ?? [0, fineCells - 1]
  const places = count(mostDecimals + 1, Array.from(present, decimalsOf))
  if (!coarse) return undefined
  const decimals = enough(places)
  const edge = (cell: number): number => low + ((high - low) * cell) / fineCells
  const scale = 10 ** decimals
  // Tails are too thin to stand out; what has one sign keeps it.
  const margin = tailMargin * (edge(fine[1] + 1) - edge(fine[0]))
  const below = low < 0 ? edge(fine[0]) - margin : Math.max(0, edge(fine[0]) - margin)
  const above = high > 0 ? edge(fine[1] + 1) + margin : Math.min(0, edge(fine[1] + 1) + margin)
  // The nearest step: zeros and ones stay what they are.
  const minimum = Math.round(below * scale) / scale
  const maximum = Math.max(minimum + 1 / scale, Math.round(above * scale) / scale)
  return decimals === 0 && minimum >= 0
    ? { kind: 'count', minimum, maximum, missing: true }
    : { kind: 'number', minimum, maximum, decimals, missing: true }
}

function categoryField(
  { codes, levels }: Extract<Column, { kind: 'text' }>,
  count: Counter,
  threshold: number,
): Field | undefined {
  const { counts } = count(
    levels.length,
    codes.filter((code) => code >= 0),
  )
  const known = levels.filter((_, level) => counts[level]! > threshold)
  if (known.length === 0) return undefined
  const all = known.includes(otherLevel) ? known : [...known, otherLevel]
  return { kind: 'category', ordered: false, levels: all.toSorted(), stored: 'text', missing: true }
}

function timeField(values: Float64Array, count: Counter): Field | undefined {
  const present = values.filter((value) => !Number.isNaN(value))
  const monthOf = (time: number): number => {
    const date = new Date(time)
    const month = 12 * (date.getUTCFullYear() - firstYear) + date.getUTCMonth()
    return Math.max(0, Math.min(months - 1, month))
  }
  const span = found(count(months, Array.from(present, monthOf)))
  const finest = count(
    resolutions.length,
    Array.from(present, (time) => resolutions.findIndex((step) => time % step === 0)),
  )
  if (!span) return undefined
  return {
    kind: 'time',
    earliest: new Date(Date.UTC(firstYear, span[0])).toISOString(),
    latest: new Date(Date.UTC(firstYear, span[1] + 1) - 1).toISOString(),
    resolution: resolutions[enough(finest)]!,
    missing: true,
  }
}

/** The first and the last cell that stand out of the noise. */
function found({ counts, threshold }: NoisyCounts): [number, number] | undefined {
  const first = counts.findIndex((value) => value > threshold)
  return first < 0 ? undefined : [first, counts.findLastIndex((value) => value > threshold)]
}

/** The first cell up to which nearly all lies of what stands out of the noise. */
function enough({ counts, threshold }: NoisyCounts): number {
  const known = counts.map((value) => (value > threshold ? value : 0))
  const total = known.reduce((sum, value) => sum + value, 0)
  let sum = 0
  return known.findIndex((value) => (sum += value) >= nearlyAll * total)
}

const nearlyAll = 0.98

/** Half octaves of the size of a number, from 2^-20 to 2^40, on either side of what is nearly zero. */
const [smallest, largest] = [-20, 40]
const sizes = 2 * (largest - smallest)
const magnitudes = 2 * sizes + 1

function magnitudeOf(value: number): number {
  const size = Math.floor(2 * (Math.log2(Math.abs(value)) - smallest))
  if (size < 0 || value === 0) return sizes
  const own = Math.min(size, sizes - 1) + 1
  return value > 0 ? sizes + own : sizes - own
}

function edgesOf(cell: number): readonly [number, number] {
  const size = (own: number): number => 2 ** (smallest + own / 2)
  const own = Math.abs(cell - sizes)
  if (own === 0) return [0, 0]
  return cell > sizes ? [size(own - 1), size(own)] : [-size(own), -size(own - 1)]
}

/** What is added on either side of the parts that stand out, as a share of their range. */
const tailMargin = 0.25

/** Parts of the range that the coarse grid leaves. */
const fineCells = 64

const mostDecimals = 6

/** Decimals that write a number, as far as they are told apart. */
function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < mostDecimals; decimals++) {
    if (Number(value.toFixed(decimals)) === value) return decimals
  }
  return mostDecimals
}

const [firstYear, months] = [1970, 12 * 130]
/** Milliseconds: day, hour, minute, second, millisecond. */
const resolutions = [86_400_000, 3_600_000, 60_000, 1000, 1]

/** The table with levels that a schema does not name taken together as `other`, where it has that level. */
export function withOtherLevels(schema: RecordSchema, table: Table): Table {
  const columns = [...table.columns].map(([name, column]): [string, Column] => {
    const field = schema.fields[name]
    if (field?.kind !== 'category' || column.kind !== 'text') return [name, column]
    const other = field.levels.indexOf(otherLevel)
    if (other < 0) return [name, column]
    const known = new Map(field.levels.map((level, i) => [level, i]))
    const places = column.levels.map((level) => known.get(level) ?? other)
    return [
      name,
      {
        kind: 'text',
        levels: field.levels,
        codes: column.codes.map((code) => (code < 0 ? code : places[code]!)),
      },
    ]
  })
  return { ...table, columns: new Map(columns) }
}

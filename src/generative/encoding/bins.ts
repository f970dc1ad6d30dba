// Fields as a few hundred bins: which bin a value falls in, and which values a bin stands for, outside
// the graph in float64 and inside it in float32. Values are counted in steps above the field's minimum,
// so that large numbers and times stay exact in float32.

import { constant } from '../../learning/graph/apply.ts'
import { concat, gather, reshape, slice } from '../../learning/graph/arrangement.ts'
import {
  add,
  cast,
  equal,
  floor,
  greater,
  maximum,
  minimum,
  multiply,
  not,
  where,
} from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'
import { sum } from '../../learning/graph/reduction.ts'

/** How the values of a field are counted: value = origin + unit * steps. */
export interface FieldSteps {
  readonly origin: number
  readonly unit: number
  /** Values lie on whole steps; else anywhere. */
  readonly isWhole: boolean
}

/** The bins of a field: spans of steps, ascending, and one for missing values where there are any. */
export interface FieldBins extends FieldSteps {
  readonly name: string
  /** First and last step of each bin; equal for a value that is common enough for a bin of its own. */
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** The last bin stands for a missing value. */
  readonly hasMissing: boolean
  /** Values are counts, which have probabilities; absent: those of a quantity have a density. */
  readonly isCounted?: boolean
}

/** A quantity or the index of a level, as `generative/tables/row-matrix.ts` describes it. */
export interface BinnedField {
  readonly name: string
  readonly levels?: number
  readonly minimum: number
  readonly maximum: number
  readonly step: number
  readonly isCounted?: boolean
}

/** Bins of a quantity; common values add to them. */
export const usualBins = 100

/** Whole numbers beyond this are not exact in float32. */
const exactSteps = 2 ** 23

/** Chooses the bins of a field from its values (NaN is missing). */
export function fitBins(field: BinnedField, values: Float64Array, most = usualBins): FieldBins {
  const { name, levels } = field
  const present = values.filter((value) => !Number.isNaN(value)).sort()
  const hasMissing = present.length < values.length
  if (levels !== undefined) {
    const indices = Array.from({ length: levels }, (_, i) => i)
    const shared = { name, origin: 0, unit: 1, isWhole: true }
    return { ...shared, low: indices, high: indices, hasMissing }
  }
  const scale = stepsOf(field)
  const { origin, unit, isWhole } = scale
  const steps = present.map((value) => (value - origin) / unit)
  const exact = isWhole ? steps.map(Math.round) : steps
  const counted = field.isCounted && { isCounted: true }
  return { name, ...scale, ...spansOf(exact, most), hasMissing, ...counted }
}

/** Whole multiples of the field's step where float32 holds them exactly, else plain differences. */
export function stepsOf({
  minimum,
  maximum,
  step,
}: Pick<BinnedField, 'minimum' | 'maximum' | 'step'>): FieldSteps {
  const isWhole = (maximum - minimum) / step <= exactSteps
  return { origin: minimum, unit: isWhole ? step : 1, isWhole }
}

/** Common values stand alone; what lies between them is cut into spans of about as many values each. */
function spansOf(sorted: Float64Array, most: number): { low: number[]; high: number[] } {
  const [low, high]: [number[], number[]] = [[], []]
  const runs = runsOf(sorted)
  const isCommon = (count: number): boolean => runs.length <= most || count * most >= sorted.length
  const common = runs.filter(({ count }) => isCommon(count))
  const rest = sorted.length - common.reduce((total, { count }) => total + count, 0)
  const target = rest / Math.max(1, most - common.length)
  let held = 0
  for (const { value, count } of runs) {
    if (isCommon(count)) {
      low.push(value)
      high.push(value)
      held = 0
    } else if (held > 0 && held + count / 2 <= target) {
      high[high.length - 1] = value
      held += count
    } else {
      low.push(value)
      high.push(value)
      held = count
    }
  }
  return { low, high }
}

function runsOf(sorted: Float64Array): { value: number; count: number }[] {
  const runs: { value: number; count: number }[] = []
  for (const value of sorted) {
    const last = runs.at(-1)
    if (last?.value === value) last.count++
    else runs.push({ value, count: 1 })
  }
  return runs
}

export function binCount({ low, hasMissing }: FieldBins): number {
  return low.length + (hasMissing ? 1 : 0)
}

/** Where the bins of each field begin in the list of all bins of a record, and their total. */
export function binOffsets(fields: readonly FieldBins[]): { offsets: number[]; total: number } {
  let total = 0
  const offsets = fields.map((field) => {
    total += binCount(field)
    return total - binCount(field)
  })
  return { offsets, total }
}

export function stepsOfValue({ origin, unit, isWhole }: FieldSteps, value: number): number {
  const steps = (value - origin) / unit
  return isWhole ? Math.round(steps) : steps
}

export function valueOfSteps({ origin, unit }: FieldSteps, steps: number): number {
  return origin + unit * steps
}

/** First and last value of a bin, both NaN for a missing value. */
export function spanOfBin(bins: FieldBins, bin: number): readonly [number, number] {
  return [valueOfSteps(bins, bins.low[bin] ?? NaN), valueOfSteps(bins, bins.high[bin] ?? NaN)]
}

/** The bin of a value: the nearest one for a value between two or outside all. */
export function binOfValue(bins: FieldBins, value: number): number {
  const { low, high, hasMissing } = bins
  if (Number.isNaN(value)) return hasMissing ? low.length : 0
  const steps = stepsOfValue(bins, value)
  let [from, to] = [0, low.length - 1]
  // The first bin before whose upper boundary the value lies.
  while (from < to) {
    const middle = (from + to) >> 1
    if (steps > (high[middle]! + low[middle + 1]!) / 2) from = middle + 1
    else to = middle
  }
  return from
}

/** As `binOfValue` in the graph: steps `[batch, fields]`, NaN where missing, to bins, float32. */
export function binsInGraph(fields: readonly FieldBins[], steps: Node): Node {
  const ofFields = (each: (field: FieldBins) => number): Node =>
    constant(fields.map(each), [1, fields.length])
  // Levels are their own bins.
  const last = ofFields(({ low }) => Math.max(0, low.length - 1))
  const level = minimum(maximum(steps, 0), last)
  const isLevel = greater(
    ofFields((field) => Number(isIndex(field))),
    0,
  )
  const bin = where(isLevel, level, boundariesBelow(fields, steps))
  const missing = ofFields(({ low, hasMissing }) => (hasMissing ? low.length : 0))
  return where(not(equal(steps, steps)), missing, bin)
}

/** The steps that bins stand for: `bins` and positions within them on [0, 1), both `[batch, fields]`. */
export function stepsInGraph(fields: readonly FieldBins[], bins: Node, place: Node): Node {
  const { offsets } = binOffsets(fields)
  const index = cast(add(bins, constant(offsets, [1, offsets.length])), 'int32')
  const ofBins = (each: (field: FieldBins, bin: number) => number): Node => {
    const table = fields.flatMap((field) =>
      Array.from({ length: binCount(field) }, (_, bin) => each(field, bin)),
    )
    return gather(constant(table, [table.length]), index)
  }
  const low = ofBins(({ low }, bin) => low[bin] ?? NaN)
  const span = ofBins(({ low, high, isWhole }, bin) =>
    bin < low.length ? high[bin]! - low[bin]! + (isWhole ? 1 : 0) : 0,
  )
  const within = multiply(span, place)
  const isWhole = constant(
    fields.map((field) => Number(field.isWhole)),
    [1, fields.length],
  )
  return add(low, where(greater(isWhole, 0), floor(within), within))
}

function isIndex({ low, high }: FieldBins): boolean {
  return low.every((start, i) => start === i && high[i] === i)
}

/** Boundaries that are compared with a row at once: many fields in few operators, in bounded memory. */
const boundariesAtOnce = 4096

/** How many boundaries between the bins of its field each value lies above; 0 for levels. */
function boundariesBelow(fields: readonly FieldBins[], steps: Node): Node {
  const boundaries = fields.map((field) =>
    isIndex(field) ? [] : field.high.slice(0, -1).map((end, i) => (end + field.low[i + 1]!) / 2),
  )
  const most = Math.max(1, ...boundaries.map(({ length }) => length))
  const size = Math.ceil(boundariesAtOnce / most)
  const parts: Node[] = []
  for (let first = 0; first < fields.length; first += size) {
    const own = boundaries.slice(first, first + size)
    const table = own.flatMap((ends) => Array.from({ length: most }, (_, i) => ends[i] ?? beyond))
    const part = reshape(slice(steps, 1, first, first + own.length), [-1, own.length, 1])
    const isAbove = greater(part, constant(table, [1, own.length, most]))
    parts.push(sum(cast(isAbove, 'float32'), { axes: 2 }))
  }
  return concat(parts, 1)
}

/** Above every value. */
const beyond = 3e38

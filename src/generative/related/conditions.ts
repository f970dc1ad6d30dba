// Operating conditions of children: a machine that runs recipes or loads measures something else under each,
// and jumps from child to child as these do. Where the values of several quantities are a few points that
// go together, the point is a hidden level of the child, drawn by a chain before all else, and quantities are
// drawn as what they are within it.

import { fewestCentres, nearestCentre, type Point } from '../../statistics/k-means.ts'
import { mean, populationDeviation } from '../../statistics/moments.ts'
import type { RowField, RowMatrix } from '../tables/row-matrix.ts'
import { type ConditionChain, fitConditionChain } from './condition-chain.ts'
import type { ChildRows } from './courses.ts'

/** Plain data. */
export interface Conditions {
  /** Name of the hidden level. */
  readonly name: string
  /** Places of the quantities whose values say which condition it is, and one unit of each in distances. */
  readonly told: readonly number[]
  readonly scales: readonly number[]
  /** Per condition the values that these have. */
  readonly centres: readonly Point[]
  /** The condition of a first child that says nothing. */
  readonly commonest: number
  readonly fields: readonly ConditionedField[]
  readonly chain: ConditionChain
}

/** A quantity that is drawn in deviations from what is usual under each condition. */
interface ConditionedField {
  readonly field: RowField
  readonly place: number
  /** By condition. */
  readonly usual: readonly Usual[]
}

interface Usual {
  readonly mean: number
  readonly deviation: number
  readonly minimum: number
  readonly maximum: number
}

/** Children that points are found from at most. */
const childrenForPoints = 1000
/** Share of the spread of a quantity that is left around its points. */
const leftShare = 0.01
/** And as a share of what as many equal cells would leave of a quantity that lies anywhere. */
const leftOfCells = 0.1
/** Points lie farther apart than this many steps: a quantity of few steps has few points by nature. */
const stepsApart = 10
/** Share of the variance that a condition explains of the quantities that go with it. */
const goingShare = 0.5
/** Children whose condition is another than that of the one before; fewer tell parents apart. */
const leastChanges = 0.01

/**
 * Undefined where there are no conditions: where no quantity has few points that explain another one in parents
 * that were left out.
 *
 * @param kept places of fields that stay as they are.
 */
export function fitConditions(
  rows: ChildRows,
  kept: ReadonlySet<number> = new Set(),
): Conditions | undefined {
  const { fields } = rows.children
  const quantities = fields.flatMap((field, place) =>
    field.levels === undefined && !kept.has(place) && isMoving(rows, place) ? [place] : [],
  )
  const told = quantities.filter((place) => {
    const own = pointsOf(rows, [place], (count) => leftOfCells / count ** 2)
    if (!own || leastGap(own) < stepsApart * fields[place]!.step) return false
    const labels = labelsOf(rows, own)
    return quantities.some(
      (other) => other !== place && explained(rows, labels, other) > goingShare,
    )
  })
  const points = told.length > 0 ? pointsOf(rows, told, () => Infinity) : undefined
  if (!points) return undefined
  const labels = labelsOf(rows, points)
  const going = quantities.filter((place) => explained(rows, labels, place) > goingShare)
  if (going.length < 2 || shareOfChanges(rows, labels) < leastChanges) return undefined
  const names = new Set(fields.map(({ name }) => name))
  const free = (name: string): string => (names.has(name) ? free(`#${name}`) : name)
  return {
    name: free('condition'),
    ...points,
    fields: going.map((place) => ({
      field: fields[place]!,
      place,
      usual: usualOf(rows.children, labels, place, points.centres.length),
    })),
    chain: fitConditionChain(labels, rows.starts, points.centres.length),
  }
}

type Points = Pick<Conditions, 'told' | 'scales' | 'centres' | 'commonest'>

function pointsOf(
  { children: { fields, rowCount, values } }: ChildRows,
  told: readonly number[],
  mayLeave: (count: number) => number,
): Points | undefined {
  const every = Math.max(1, Math.floor(rowCount / childrenForPoints))
  const points: Point[] = []
  for (let row = 0; row < rowCount; row += every) {
    const point = told.map((place) => values[row * fields.length + place]!)
    if (!point.some(Number.isNaN)) points.push(point)
  }
  if (points.length === 0) return undefined
  const scales = told.map((_, i) => populationDeviation(points.map((point) => point[i]!)) || 1)
  const centres = fewestCentres(points, scales, (count) => Math.min(leftShare, mayLeave(count)))
  if (!centres || centres.length < 2) return undefined
  const counts = centres.map(() => 0)
  for (const point of points) counts[nearestCentre(centres, point, scales).centre]!++
  return { told, scales, centres, commonest: counts.indexOf(Math.max(...counts)) }
}

/** Between neighbouring points of one quantity. */
function leastGap({ centres }: Points): number {
  const sorted = centres.map(([value]) => value!).sort((a, b) => a - b)
  return sorted.slice(1).reduce((least, value, i) => Math.min(least, value - sorted[i]!), Infinity)
}

/** The condition of every child; one that has a gap is taken to be under that of the child before it. */
function labelsOf(
  { children: { fields, rowCount, values }, starts }: ChildRows,
  { told, scales, centres, commonest }: Points,
): Int32Array {
  const labels = new Int32Array(rowCount)
  const isFirst = new Set(starts)
  for (let row = 0; row < rowCount; row++) {
    const point = told.map((place) => values[row * fields.length + place]!)
    labels[row] = point.some(Number.isNaN)
      ? isFirst.has(row)
        ? commonest
        : labels[row - 1]!
      : nearestCentre(centres, point, scales).centre
  }
  return labels
}

function isMoving({ children: { fields, values } }: ChildRows, place: number): boolean {
  const first = values[place]
  for (let at = place; at < values.length; at += fields.length) {
    if (values[at] !== first && !Number.isNaN(values[at])) return true
  }
  return false
}

/** Share of the variance of a quantity in every second parent that its means by condition in the others explain. */
function explained({ children, starts }: ChildRows, labels: Int32Array, place: number): number {
  const width = children.fields.length
  const valuesBy = (half: number, use: (label: number, value: number) => void): void => {
    for (let p = half; p + 1 < starts.length; p += 2) {
      for (let row = starts[p]!; row < starts[p + 1]!; row++) {
        const value = children.values[row * width + place]!
        if (!Number.isNaN(value)) use(labels[row]!, value)
      }
    }
  }
  const sums = new Map<number, { sum: number; count: number }>()
  const all = { sum: 0, count: 0 }
  valuesBy(0, (label, value) => {
    const own = sums.get(label) ?? { sum: 0, count: 0 }
    sums.set(label, own)
    for (const total of [own, all]) {
      total.sum += value
      total.count++
    }
  })
  const mean = all.sum / all.count
  let [within, total] = [0, 0]
  valuesBy(1, (label, value) => {
    const own = sums.get(label)
    within += (value - (own ? own.sum / own.count : mean)) ** 2
    total += (value - mean) ** 2
  })
  return total > 0 ? 1 - within / total : 0
}

function shareOfChanges({ starts }: ChildRows, labels: Int32Array): number {
  let [changes, steps] = [0, 0]
  for (let p = 0; p + 1 < starts.length; p++) {
    for (let row = starts[p]! + 1; row < starts[p + 1]!; row++) {
      changes += Number(labels[row] !== labels[row - 1])
      steps++
    }
  }
  return steps > 0 ? changes / steps : 0
}

function usualOf(
  { fields, values }: RowMatrix,
  labels: Int32Array,
  place: number,
  count: number,
): Usual[] {
  const own = Array.from({ length: count }, (): number[] => [])
  labels.forEach((label, row) => {
    const value = values[row * fields.length + place]!
    if (!Number.isNaN(value)) own[label]!.push(value)
  })
  const { step, minimum, maximum } = fields[place]!
  return own.map((list) => {
    if (list.length === 0) return { mean: minimum, deviation: 1, minimum, maximum }
    return {
      mean: mean(list),
      // What moves by less than its steps is not blown up.
      deviation: Math.max(populationDeviation(list), step / 2),
      minimum: list.reduce((a, b) => Math.min(a, b)),
      maximum: list.reduce((a, b) => Math.max(a, b)),
    }
  })
}

/** The children as what they are within their conditions, and these. */
export function withinConditions(
  conditions: Conditions | undefined,
  rows: ChildRows,
): { readonly children: RowMatrix; readonly labels?: Int32Array } {
  const { children } = rows
  if (!conditions) return { children }
  const width = children.fields.length
  const labels = labelsOf(rows, conditions)
  const values = children.values.slice()
  labels.forEach((label, row) => {
    for (const { place, usual } of conditions.fields) {
      const { mean, deviation } = usual[label]!
      const at = row * width + place
      values[at] = (values[at]! - mean) / deviation
    }
  })
  const taken = new Set(conditions.fields.map(({ place }) => place))
  const fields = children.fields.map((field, place): RowField => {
    if (!taken.has(place)) return field
    let [minimum, maximum] = [Infinity, -Infinity]
    for (let at = place; at < values.length; at += width) {
      if (values[at]! < minimum) minimum = values[at]!
      if (values[at]! > maximum) maximum = values[at]!
    }
    return {
      ...field,
      minimum,
      maximum,
      step: (maximum - minimum) / 2 ** 20 || 1,
      isCounted: false,
    }
  })
  return { children: { ...children, fields, values }, labels }
}

/** Puts children under conditions back to what they are in the data, within bounds and steps. */
export function fromConditions(
  { fields }: Conditions,
  labels: Int32Array,
  values: Float64Array,
  width: number,
): void {
  for (const { field, place, usual } of fields) {
    labels.forEach((label, row) => {
      const { mean, deviation, minimum, maximum } = usual[label]!
      // Rounding adds a twelfth of a squared step, which the deviation has already.
      const share = Math.sqrt(Math.max(0, 1 - field.step ** 2 / (12 * deviation ** 2)))
      const value = mean + share * deviation * values[row * width + place]!
      const whole = field.minimum + Math.round((value - field.minimum) / field.step) * field.step
      values[row * width + place] = Math.min(maximum, Math.max(minimum, whole))
    })
  }
}

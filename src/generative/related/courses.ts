// What a parent's quantities do from its first child to its last: smooth courses, as a sum of a few that all
// parents share, weighted by scores of its own (functional principal components: Ramsay & Silverman 2005,
// doi:10.1007/b98888). Scores are drawn with the parent; children are then drawn as what their course leaves.

import { symmetricEigen } from '../../statistics/symmetric-eigen.ts'
import type { RowField, RowMatrix } from '../tables/row-matrix.ts'
import { nodeWeights, smoothCourse, solveInPlace } from './course-basis.ts'
import type { StepForm } from './step-forms.ts'

/** Plain data. */
export interface Courses {
  /** Child fields that have courses, as they are in the data. */
  readonly fields: readonly CourseField[]
  /** Points from the first child to the last at which a course is kept; it is straight between them. */
  readonly nodes: number
  /** Per component its values, `[fields * nodes]`, in units of each field's noise. */
  readonly components: readonly (readonly number[])[]
  /** Variance of the scores of each component, in the same units. */
  readonly variances: readonly number[]
}

interface CourseField {
  readonly field: RowField
  readonly place: number
  /** Mean course of all parents. */
  readonly mean: readonly number[]
  /** Deviation of the values around their parent's course. */
  readonly noise: number
}

/** Children of each parent, as `relatedRows` has them. */
export interface ChildRows {
  readonly children: RowMatrix
  readonly starts: Uint32Array
}

const mostNodes = 16
const rowsPerNode = 4
const fewestNodes = 4
const fewestParents = 10
/** Parents that components are found from at most: eigenvectors take the cube of their number. */
const mostParents = 200
const mostComponents = 12
/** What both halves of a parent's children agree on, beside what they differ by. */
const telling = 2

/**
 * Components are kept while they vary between parents more than between the even and the odd children of one
 * (parallel analysis: Horn 1965, doi:10.1007/BF02289447, with the halves' differences as chance). Undefined
 * where parents have too few children for a course, or none tells anything.
 *
 * @param kept places of fields that stay as they are.
 */
export function fitCourses(
  { children, starts }: ChildRows,
  forms: readonly StepForm[],
  kept: ReadonlySet<number> = new Set(),
): Courses | undefined {
  const parents = longParents(starts)
  const lengths = parents.map((p) => starts[p + 1]! - starts[p]!).sort((a, b) => a - b)
  const middle = lengths[Math.floor(lengths.length / 2)] ?? 0
  const nodes = Math.min(mostNodes, Math.floor(middle / rowsPerNode))
  if (parents.length < fewestParents || nodes < fewestNodes) return undefined
  const halves = [0, 1].map((half) =>
    parents.map((p) => coursesOf({ children, starts }, p, nodes, (i) => i % 2 === half)),
  )
  const fields = forms.flatMap((form, place): CourseField[] => {
    const isQuantity = form.form !== 'order' && form.field.levels === undefined
    if (!isQuantity || form.usual !== undefined || kept.has(place)) return []
    const found = courseField({ children, starts }, halves, place, form.field, nodes)
    return found ? [found] : []
  })
  if (fields.length === 0) return undefined
  // Half the sum of the two halves' courses, and half their difference: what is there, and what chance makes of it.
  const [sums, differences] = [1, -1].map((sign) =>
    parents.map((_, p) =>
      Float64Array.from({ length: fields.length * nodes }, (__, i) => {
        const { place, mean, noise } = fields[Math.floor(i / nodes)]!
        const [even, odd] = halves.map((half) => half[p]![place]![i % nodes]!)
        const value = sign > 0 ? (even! + odd!) / 2 - mean[i % nodes]! : (even! - odd!) / 2
        // A parent that never has the field says nothing of it.
        return Number.isNaN(value) ? 0 : value / noise
      }),
    ),
  )
  const signal = principal(sums!)
  const chance = principal(differences!)
  const bound = Math.min(mostComponents, Math.floor(parents.length / 4))
  const count = signal.values.findIndex((value, k) => value <= telling * (chance.values[k] ?? 0))
  const most = Math.min(bound, count < 0 ? signal.values.length : count)
  return {
    fields,
    nodes,
    components: signal.vectors.slice(0, most).map((vector) => Array.from(vector)),
    variances: Array.from(signal.values.slice(0, most)),
  }
}

function longParents(starts: Uint32Array): number[] {
  const all = Array.from({ length: starts.length - 1 }, (_, p) => p).filter(
    (p) => starts[p + 1]! - starts[p]! >= 2 * rowsPerNode,
  )
  const every = Math.max(1, all.length / mostParents)
  return Array.from(
    { length: Math.min(all.length, mostParents) },
    (_, i) => all[Math.floor(i * every)]!,
  )
}

/** The smooth course of each field over the children of one parent that `isTaken`. */
function coursesOf(
  { children, starts }: ChildRows,
  parent: number,
  nodes: number,
  isTaken: (place: number) => boolean,
): Float64Array[] {
  const length = starts[parent + 1]! - starts[parent]!
  const taken = Array.from({ length }, (_, i) => i).filter(isTaken)
  const width = children.fields.length
  return children.fields.map((field, place) =>
    field.levels !== undefined
      ? new Float64Array(nodes)
      : smoothCourse(
          taken.map((i) => positionOf(i, length)),
          taken.map((i) => children.values[(starts[parent]! + i) * width + place]!),
          nodes,
        ),
  )
}

function positionOf(place: number, length: number): number {
  return length > 1 ? place / (length - 1) : 0.5
}

/** Undefined where what the halves agree on is hardly more than what they differ by. */
function courseField(
  { children, starts }: ChildRows,
  halves: readonly (readonly Float64Array[])[][],
  place: number,
  field: RowField,
  nodes: number,
): CourseField | undefined {
  const [even, odd] = halves.map((half) => half.map((own) => own[place]!))
  const both = even!.map((own, p) => own.map((value, i) => (value + odd![p]![i]!) / 2))
  const known = both.filter((own) => !Number.isNaN(own[0]))
  if (known.length < fewestParents) return undefined
  const mean = Array.from({ length: nodes }, (_, i) => meanOf(known.map((own) => own[i]!)))
  const centre = meanOf(mean)
  const agreed = meanOf(known.flatMap((own) => Array.from(own, (value) => (value - centre) ** 2)))
  const differing = meanOf(
    even!
      .flatMap((own, p) => Array.from(own, (value, i) => ((value - odd![p]![i]!) / 2) ** 2))
      .filter((value) => !Number.isNaN(value)),
  )
  if (!(agreed > telling * differing)) return undefined
  let [squares, count] = [0, 0]
  const width = children.fields.length
  longParents(starts).forEach((p, i) => {
    const length = starts[p + 1]! - starts[p]!
    for (let row = 0; row < length; row++) {
      const value = children.values[(starts[p]! + row) * width + place]!
      const rest = value - valueAt(both[i]!, positionOf(row, length))
      if (Number.isNaN(rest)) continue
      squares += rest * rest
      count++
    }
  })
  const noise = Math.sqrt(squares / count)
  return noise > field.step / 2 ? { field, place, mean, noise } : undefined
}

function valueAt(course: ArrayLike<number>, position: number): number {
  const { first, share } = nodeWeights(position, course.length)
  return course[first]! * (1 - share) + course[first + 1]! * share
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Principal components of rows that are centred already, by the products of the rows. */
function principal(rows: readonly Float64Array[]): ReturnType<typeof symmetricEigen> {
  const products = rows.map((a) =>
    Float64Array.from(
      rows,
      (b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0) / rows.length,
    ),
  )
  const { values, vectors } = symmetricEigen(products)
  return {
    values,
    vectors: vectors.map((own) => {
      const direction = new Float64Array(rows[0]!.length)
      own.forEach((weight, p) => rows[p]!.forEach((value, i) => (direction[i]! += weight * value)))
      const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0)) || 1
      return direction.map((value) => value / length)
    }),
  }
}

/**
 * Scores of every parent, `[parents, components]`: their mean given its children, if what its course leaves
 * were white noise (Yao, Müller & Wang 2005, doi:10.1198/016214504000001745). Zeros for one without children.
 */
export function courseScores(
  { fields, nodes, components, variances }: Courses,
  { children, starts }: ChildRows,
): Float64Array {
  const count = components.length
  const width = children.fields.length
  const scores = new Float64Array((starts.length - 1) * count)
  const loading = new Float64Array(count)
  for (let p = 0; p + 1 < starts.length; p++) {
    const length = starts[p + 1]! - starts[p]!
    const normal = Array.from(variances, (variance, k) =>
      Float64Array.from({ length: count + 1 }, (_, j) => (j === k ? 1 / variance : 0)),
    )
    for (let row = 0; row < length; row++) {
      const { first, share } = nodeWeights(positionOf(row, length), nodes)
      for (const [f, { place, mean, noise }] of fields.entries()) {
        const value = children.values[(starts[p]! + row) * width + place]!
        if (Number.isNaN(value)) continue
        const usual = mean[first]! * (1 - share) + mean[first + 1]! * share
        const rest = (value - usual) / noise
        for (let k = 0; k < count; k++) {
          const own = components[k]!
          const at = f * nodes + first
          loading[k] = own[at]! * (1 - share) + own[at + 1]! * share
        }
        for (let k = 0; k < count; k++) {
          normal[k]![count]! += loading[k]! * rest
          for (let j = 0; j < count; j++) normal[k]![j]! += loading[k]! * loading[j]!
        }
      }
    }
    scores.set(solveInPlace(normal), p * count)
  }
  return scores
}

/** Children as what their courses leave, with the scores of these; without courses as they are. */
export function courseRests(
  courses: Courses | undefined,
  rows: ChildRows,
): { readonly children: RowMatrix; readonly scores: Float64Array } {
  if (!courses) return { children: rows.children, scores: new Float64Array() }
  const scores = courseScores(courses, rows)
  return { children: withoutCourses(courses, rows, scores), scores }
}

/** The children as what their courses leave. */
export function withoutCourses(
  courses: Courses,
  { children, starts }: ChildRows,
  scores: Float64Array,
): RowMatrix {
  const values = children.values.slice()
  shift(courses, values, children.fields.length, starts, scores, -1)
  const fields = children.fields.map((field, place): RowField => {
    if (!courses.fields.some((own) => own.place === place)) return field
    let [minimum, maximum] = [Infinity, -Infinity]
    for (let at = place; at < values.length; at += children.fields.length) {
      if (values[at]! < minimum) minimum = values[at]!
      if (values[at]! > maximum) maximum = values[at]!
    }
    return { ...field, minimum, maximum, step: (maximum - minimum) / 2 ** 20 || 1 }
  })
  return { ...children, fields, values }
}

/** Puts the courses back, within bounds and to the steps of the data. */
export function addCourses(
  courses: Courses,
  values: Float64Array,
  width: number,
  starts: Uint32Array,
  scores: Float64Array,
): void {
  for (const { field, place, noise } of courses.fields) {
    // Rounding adds a twelfth of a squared step, which what is left has already.
    const share = Math.sqrt(1 - field.step ** 2 / (12 * noise ** 2))
    for (let at = place; at < values.length; at += width) values[at]! *= share
  }
  shift(courses, values, width, starts, scores, 1)
  for (const { field, place } of courses.fields) {
    const { minimum, maximum, step } = field
    for (let at = place; at < values.length; at += width) {
      const whole = minimum + Math.round((values[at]! - minimum) / step) * step
      values[at] = Math.min(maximum, Math.max(minimum, whole))
    }
  }
}

function shift(
  { fields, nodes, components }: Courses,
  values: Float64Array,
  width: number,
  starts: Uint32Array,
  scores: Float64Array,
  sign: 1 | -1,
): void {
  const own = new Float64Array(nodes)
  for (let p = 0; p + 1 < starts.length; p++) {
    const length = starts[p + 1]! - starts[p]!
    for (const [f, { place, mean, noise }] of fields.entries()) {
      for (let i = 0; i < nodes; i++) {
        own[i] = components.reduce(
          (sum, component, k) =>
            sum + noise * scores[p * components.length + k]! * component[f * nodes + i]!,
          mean[i]!,
        )
      }
      for (let row = 0; row < length; row++) {
        values[(starts[p]! + row) * width + place]! += sign * valueAt(own, positionOf(row, length))
      }
    }
  }
}

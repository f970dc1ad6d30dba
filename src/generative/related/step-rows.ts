// Children as rows for a family: what is known before each (its parent, its place, the children before it)
// and what is drawn.

import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { fieldOf } from '../../data/table/schema.ts'
import type { RowField, RowMatrix } from '../tables/row-matrix.ts'
import { contextBins, createHistory, type History, historyFields } from './history.ts'
import type { StepForm } from './step-forms.ts'

/** Plain data: all that rows of steps are made from. */
export interface StepPlan {
  readonly forms: readonly StepForm[]
  /** Fields of the parent as rows of numbers, with its profile. */
  readonly parentFields: readonly RowField[]
  /** Among the parent's fields, the number of children. */
  readonly lengthPlace: number
  /** Per child field, where the parent's fields hold its first value; -1 where the first child is drawn. */
  readonly firstPlaces: readonly number[]
  readonly longest: number
  /** Operating conditions, drawn before the child; absent where there are none. */
  readonly condition?: { readonly name: string; readonly count: number } | undefined
  /** Parts of the year that tell children apart; absent where the order is no time. */
  readonly calendar?: Calendar | undefined
}

/** How an order that is a time tells the season. */
interface Calendar {
  readonly place: number
  readonly earliest: number
  readonly resolution: number
}

const seasons = 24
const yearMilliseconds = 365.2425 * 86_400_000

export function calendarOf(schema: RelatedSchema, order: number | undefined): Calendar | undefined {
  if (order === undefined) return undefined
  const field = fieldOf(schema.child, schema.child.order!)
  if (field.kind !== 'time') return undefined
  return { place: order, earliest: Date.parse(field.earliest), resolution: field.resolution }
}

/** What is known, then what is drawn. */
export function stepFields({
  forms,
  parentFields,
  longest,
  condition,
  calendar,
}: StepPlan): RowField[] {
  const counted = (name: string, maximum: number): RowField => ({
    name,
    minimum: 0,
    maximum,
    step: 1,
    isContext: true,
    mostBins: contextBins,
  })
  return [
    ...parentFields.map((field) => ({
      ...field,
      name: `parent's ${field.name}`,
      isContext: true,
      mostBins: contextBins,
    })),
    counted('children before', longest),
    counted('children after', longest),
    ...(condition
      ? [{ ...counted(condition.name, condition.count - 1), levels: condition.count }]
      : []),
    ...(calendar ? [{ ...counted('season', seasons), mayBeMissing: true }] : []),
    ...historyFields(forms),
    ...forms.map(({ field, form, changes }) =>
      form === 'value' ? field : { ...field, minimum: changes[0], maximum: changes[1] },
    ),
  ]
}

/** Where a child stands. */
interface ChildPlace {
  readonly place: number
  readonly length: number
  /** Of the child before. */
  readonly order: number
  readonly condition: number | undefined
}

/** Writes what is known before the child at `place` of a parent of `length` children. */
export function writeContext(
  { parentFields, condition, calendar }: StepPlan,
  history: History,
  parent: { readonly values: Float64Array; readonly place: number },
  child: ChildPlace,
  out: Float64Array,
  at: number,
): void {
  const count = parentFields.length
  out.set(parent.values.subarray(parent.place * count, (parent.place + 1) * count), at)
  let next = at + count
  out[next++] = child.place
  out[next++] = child.length - 1 - child.place
  if (condition) out[next++] = child.condition!
  if (calendar) {
    const years = (calendar.earliest + child.order * calendar.resolution) / yearMilliseconds
    out[next++] = Math.floor((years - Math.floor(years)) * seasons)
  }
  history.write(parent.place, out, next)
}

/** The children of all parents as rows to be learnt; a parent's children are held out together. */
export function stepRows(
  plan: StepPlan,
  parents: RowMatrix,
  children: RowMatrix,
  starts: Uint32Array,
  conditions?: Int32Array,
): RowMatrix {
  const { forms } = plan
  const fields = stepFields(plan)
  const width = fields.length
  const contexts = width - forms.length
  const own = forms.length
  const values = new Float64Array(children.rowCount * width)
  const groups = new Uint32Array(children.rowCount)
  const history = createHistory(forms, parents.rowCount)
  for (let parent = 0; parent < parents.rowCount; parent++) {
    const [from, to] = [starts[parent]!, starts[parent + 1]!]
    for (let row = from; row < to; row++) {
      const place = row - from
      const order =
        plan.calendar && place > 0 ? children.values[(row - 1) * own + plan.calendar.place]! : NaN
      const child = { place, length: to - from, order, condition: conditions?.[row] }
      writeContext(
        plan,
        history,
        { values: parents.values, place: parent },
        child,
        values,
        row * width,
      )
      for (const [i, { form, changes }] of forms.entries()) {
        const at = (other: number): number => children.values[other * own + i]!
        // The first child comes from nowhere: the change after it stands in, and is not used when drawn.
        const later = Math.max(row, from + 1)
        values[row * width + contexts + i] =
          form === 'value' ? at(row) : later < to ? at(later) - at(later - 1) : changes[0]
      }
      groups[row] = parent
      history.add(parent, children.values, row * own)
    }
  }
  return { fields, rowCount: children.rowCount, values, groups }
}

/** The child that a drawn row stands for, written to `children` at `to`; `before` is -1 for the first one. */
export function writeChild(
  { forms, firstPlaces, parentFields }: StepPlan,
  drawn: { readonly values: Float64Array; readonly at: number },
  parent: { readonly values: Float64Array; readonly place: number },
  children: Float64Array,
  before: number,
  to: number,
): void {
  for (const [i, { form, field }] of forms.entries()) {
    const value = drawn.values[drawn.at + i]!
    if (form === 'value') {
      children[to + i] = value
      continue
    }
    const first = parent.values[parent.place * parentFields.length + firstPlaces[i]!]!
    const moved = before < 0 ? first : children[before + i]! + value
    const isBound = form === 'change'
    children[to + i] = isBound ? Math.min(field.maximum, Math.max(field.minimum, moved)) : moved
  }
}

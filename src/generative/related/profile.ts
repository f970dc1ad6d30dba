// What a parent's children are like as a whole, as fields of the parent: how many they are, and means and
// spreads of what tells parents apart. They are drawn with the parent, so that children go with it.

import { type Field, modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import { lengthField, type RelatedSchema } from '../../data/table/related-schema.ts'
import { type Column, createTable, type Table } from '../../data/table/table.ts'
import { valueInTable } from '../tables/row-matrix.ts'
import { mean } from '../../statistics/moments.ts'
import type { RelatedRows } from './related-rows.ts'
import type { StepForm } from './step-forms.ts'

/** One number or level of a parent, of the child's field at `place`. */
export interface ProfilePart {
  readonly name: string
  readonly place: number
  readonly statistic: 'first' | 'mean' | 'spread' | 'usual share' | 'commonest'
}

export interface Profile {
  readonly length: string
  /** Names of the scores of the courses. */
  readonly courses: readonly string[]
  readonly parts: readonly ProfilePart[]
}

/** Parents differ by this much more than chance makes them differ, or a statistic tells nothing of them. */
const telling = 2

/** Chooses what tells parents apart: statistics that vary between them by more than chance. */
export function chooseProfile(
  { parent }: RelatedSchema,
  rows: RelatedRows,
  forms: readonly StepForm[],
  courses: number = 0,
): Profile {
  const taken = new Set(Object.keys(parent.fields))
  const free = (name: string): string => (taken.has(name) ? free(`#${name}`) : name)
  const parts = forms.flatMap((form, place): ProfilePart[] => {
    const part = (statistic: ProfilePart['statistic']): ProfilePart => ({
      name: free(`${statistic} of ${form.field.name}`),
      place,
      statistic,
    })
    const first = form.form === 'value' ? [] : [part('first')]
    if (form.form === 'order') return first
    const isLevels = form.field.levels !== undefined
    const candidates = isLevels
      ? [part('commonest')]
      : [part('mean'), part('spread'), ...(form.usual === undefined ? [] : [part('usual share')])]
    return [...first, ...candidates.filter((candidate) => isTelling(rows, forms, candidate))]
  })
  const scores = Array.from({ length: courses }, (_, k) => free(`course ${k + 1}`))
  return { length: free(lengthField), courses: scores, parts }
}

/**
 * Whether a statistic varies between parents more than between the two halves of the children of one, those
 * of even and odd place: the halves' difference shows what chance does.
 */
function isTelling(
  { children, starts }: RelatedRows,
  forms: readonly StepForm[],
  part: ProfilePart,
): boolean {
  const width = children.fields.length
  const [between, within] = [[] as number[], [] as number[]]
  for (let p = 0; p + 1 < starts.length; p++) {
    const own = Array.from(
      { length: starts[p + 1]! - starts[p]! },
      (_, i) => children.values[(starts[p]! + i) * width + part.place]!,
    )
    const halves = [0, 1].map((half) => own.filter((_, i) => i % 2 === half))
    const [even, odd] = halves.map((half) => statisticOf(part, forms, half))
    if (Number.isNaN(even) || Number.isNaN(odd)) continue
    if (part.statistic === 'commonest') {
      between.push(even!)
      within.push(Number(even === odd))
    } else {
      between.push((even! + odd!) / 2)
      within.push((even! - odd!) / 2)
    }
  }
  if (between.length < 2) return false
  if (part.statistic !== 'commonest') return variance(between) > telling * meanSquare(within)
  // Levels: the halves agree more often than those of two parents would.
  const shares = new Map<number, number>()
  for (const level of between) shares.set(level, (shares.get(level) ?? 0) + 1 / between.length)
  const byChance = [...shares.values()].reduce((sum, share) => sum + share * share, 0)
  return shares.size > 1 && mean(within) > byChance + 0.1
}

/** Of the values of one parent's children; NaN where there are none. */
function statisticOf(
  { statistic, place }: ProfilePart,
  forms: readonly StepForm[],
  values: readonly number[],
): number {
  const present = values.filter((value) => !Number.isNaN(value))
  if (present.length === 0) return NaN
  switch (statistic) {
    case 'first':
      return values[0]!
    case 'mean':
      return mean(present)
    case 'spread':
      return Math.sqrt(variance(present))
    case 'usual share':
      return present.filter((value) => value === forms[place]!.usual).length / present.length
    case 'commonest': {
      const counts = new Map<number, number>()
      for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1)
      return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0]
    }
  }
}

/** The parents' table and schema with their profiles. */
export function profiled(
  schema: RelatedSchema,
  rows: RelatedRows,
  forms: readonly StepForm[],
  profile: Profile,
  scores: Float64Array = new Float64Array(),
): { readonly schema: RecordSchema; readonly table: Table } {
  const { parents, children, starts } = rows
  const width = children.fields.length
  const lengths = Float64Array.from(
    { length: parents.rowCount },
    (_, p) => starts[p + 1]! - starts[p]!,
  )
  const fields: Record<string, Field> = { ...schema.parent.fields }
  const columns = new Map<string, Column>(parents.columns)
  fields[profile.length] = {
    kind: 'count',
    minimum: lengths.reduce((a, b) => Math.min(a, b), Infinity),
    maximum: lengths.reduce((a, b) => Math.max(a, b), 0),
    missing: false,
  }
  columns.set(profile.length, { kind: 'number', values: lengths })
  // A parent without children stands with the profile of another: it is not used, and drawn lengths need not
  // go with gaps.
  const withChildren = Array.from(lengths.keys()).filter((p) => lengths[p]! > 0)
  const donor = (p: number): number =>
    lengths[p]! > 0 ? p : withChildren[p % withChildren.length]!
  for (const [k, name] of profile.courses.entries()) {
    const values = Float64Array.from(
      lengths,
      (_, p) => scores[donor(p) * profile.courses.length + k]!,
    )
    const { field, column } = numbersOf(values)
    fields[name] = field
    columns.set(name, column)
  }
  const childFields = modelledFields(schema.child)
  const levelsAt = (place: number): string[] => {
    const [, field] = childFields[place]!
    const count = forms[place]!.field.levels ?? 0
    return Array.from({ length: count }, (_, level) => String(valueInTable(field, level)))
  }
  for (const part of profile.parts) {
    const values = Float64Array.from(lengths, (_, p) => {
      const [from, to] = [starts[donor(p)]!, starts[donor(p) + 1]!]
      const own = Array.from({ length: to - from }, (_, i) => from + i)
      return statisticOf(
        part,
        forms,
        own.map((row) => children.values[row * width + part.place]!),
      )
    })
    const { field: described, column } =
      part.statistic === 'commonest'
        ? levelsOf(levelsAt(part.place), values)
        : numbersOf(values, part.statistic === 'first' ? forms[part.place]!.field.step : undefined)
    fields[part.name] = described
    columns.set(part.name, column)
  }
  const { constraints } = schema.parent
  return { schema: { fields, constraints }, table: createTable(columns) }
}

function levelsOf(levels: string[], values: Float64Array): { field: Field; column: Column } {
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value))
  return {
    field: {
      kind: 'category',
      ordered: false,
      levels,
      stored: 'text',
      missing: codes.includes(-1),
    },
    column: { kind: 'text', codes, levels },
  }
}

/** Digits by which the statistics of parents are told apart. */
const digits = 5

function numbersOf(values: Float64Array, step?: number): { field: Field; column: Column } {
  const present = values.filter((value) => !Number.isNaN(value))
  const [low, high] = present.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)] as const,
    [Infinity, -Infinity] as readonly [number, number],
  )
  const wanted = digits - Math.floor(Math.log10(Math.max(high - low, 1e-9)))
  const exact = step && Math.max(0, Math.ceil(-Math.log10(step)))
  const decimals = Math.min(12, Math.max(0, exact ?? wanted))
  const rounded = values.map((value) => Number(value.toFixed(decimals)))
  const bounds = present.map((value) => Number(value.toFixed(decimals))).sort()
  return {
    field: {
      kind: 'number',
      minimum: bounds[0] ?? 0,
      maximum: bounds.at(-1) ?? 0,
      decimals,
      missing: present.length < values.length,
    },
    column: { kind: 'number', values: rounded },
  }
}

function variance(values: readonly number[]): number {
  const center = mean(values)
  return meanSquare(values.map((value) => value - center))
}

function meanSquare(values: readonly number[]): number {
  return mean(values.map((value) => value * value))
}

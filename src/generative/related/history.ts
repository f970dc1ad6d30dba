// What is known of a parent's children when the next one is drawn: the last ones, and running means over
// all of them. It is the same in training, where the children are those of the data.

import type { RowField } from '../tables/row-matrix.ts'
import type { StepForm } from './step-forms.ts'

export interface History {
  /** Writes what is known of a parent's children so far to `out` from `at` on; NaN where nothing is. */
  write(parent: number, out: Float64Array, at: number): void
  /** Takes note of the next child: a row of its schema in `values` from `at` on. */
  add(parent: number, values: Float64Array, at: number): void
}

/** Weights of the last child in the two running means: a memory of about three and of about twenty. */
const rates = [0.3, 0.05] as const

/** Bins of what is known before. */
export const contextBins = 32

/** One number that is kept of a field, and how it follows the children. */
interface Memory {
  readonly field: RowField
  /** From itself, the value before and the new one; NaN where there was none. */
  readonly next: (own: number, last: number, value: number) => number
}

/** The fields that `write` fills, in its order. */
export function historyFields(forms: readonly StepForm[]): RowField[] {
  return forms.flatMap((form) => memoriesOf(form).map(({ field }) => field))
}

export function createHistory(forms: readonly StepForm[], parents: number): History {
  const memories = forms.map(memoriesOf)
  const width = memories.reduce((sum, own) => sum + own.length, 0)
  const known = new Float64Array(parents * width).fill(NaN)
  const last = new Float64Array(parents * forms.length).fill(NaN)
  return {
    write: (parent, out, at) => out.set(known.subarray(parent * width, (parent + 1) * width), at),
    add(parent, values, at) {
      let place = parent * width
      for (const [i, own] of memories.entries()) {
        const before = last[parent * forms.length + i]!
        const value = values[at + i]!
        for (const { next } of own) {
          known[place] = next(known[place]!, before, value)
          place++
        }
        last[parent * forms.length + i] = value
      }
    },
  }
}

function memoriesOf({ field, form, changes, usual }: StepForm): Memory[] {
  const named = (what: string, shape: Partial<RowField> = {}): RowField => ({
    ...field,
    mayBeMissing: true,
    isContext: true,
    mostBins: contextBins,
    ...shape,
    name: `${what} ${field.name}`,
  })
  const previous: Memory = { field: named('last'), next: (_, __, value) => value }
  const beforeLast: Memory = { field: named('before last'), next: (_, last) => last }
  if (field.levels !== undefined) return [previous, beforeLast]
  const change = { minimum: changes[0], maximum: changes[1] }
  const size = { minimum: 0, maximum: Math.max(Math.abs(changes[0]), Math.abs(changes[1])) }
  const [fast, slow] = rates
  const lastChange: Memory = {
    field: named('last change of', change),
    next: (_, last, value) => value - last,
  }
  switch (form) {
    case 'order':
      return [
        previous,
        lastChange,
        {
          field: named('recent change of', fine(change)),
          next: (own, last, value) => followed(own, value - last, fast),
        },
      ]
    case 'change':
      return [
        previous,
        lastChange,
        {
          field: named('recent change of', fine(change)),
          next: (own, last, value) => followed(own, value - last, fast),
        },
        {
          field: named('usual change of', fine(size)),
          next: (own, last, value) => followed(own, Math.abs(value - last), slow),
        },
      ]
    case 'value': {
      const means = rates.map((rate, i): Memory => ({
        field: named(i === 0 ? 'recent mean of' : 'long mean of', fine(field)),
        next: (own, _, value) => followed(own, value, rate),
      }))
      return [previous, beforeLast, ...means, ...eventMemories(usual, named)]
    }
  }
}

const longestSince = 1000

/** How long ago the last event was, and what it was. */
function eventMemories(
  usual: number | undefined,
  named: (what: string, shape?: Partial<RowField>) => RowField,
): Memory[] {
  if (usual === undefined) return []
  const isEvent = (value: number): boolean => !Number.isNaN(value) && value !== usual
  return [
    {
      field: named('since event of', { minimum: 0, maximum: longestSince, step: 1 }),
      next: (own, _, value) => (isEvent(value) ? 0 : Math.min(longestSince, own + 1)),
    },
    { field: named('last event of'), next: (own, _, value) => (isEvent(value) ? value : own) },
  ]
}

/** A running mean; a gap leaves it as it is. */
function followed(own: number, value: number, rate: number): number {
  if (Number.isNaN(value)) return own
  return Number.isNaN(own) ? value : own + rate * (value - own)
}

/** Anywhere between the bounds, as means are. */
function fine({ minimum, maximum }: Pick<RowField, 'minimum' | 'maximum'>): Partial<RowField> {
  return { minimum, maximum, step: (maximum - minimum) / 2 ** 20 || 1 }
}

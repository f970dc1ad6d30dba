// What a model is to predict from the other fields, and the features that it may see.

import { MillraceError } from '../../errors.ts'
import type { AlignedColumn } from '../../data/table/aligned-columns.ts'

export interface Target {
  readonly field: string
  /** Of a category: the level that is looked for; without it, the rarest one of the real rows. */
  readonly positive?: string
  /** Fields that say the answer: no model sees them. */
  readonly hidden?: readonly string[]
}

export interface Prediction {
  readonly task: 'classification' | 'regression'
  /** The positive level of a classification. */
  readonly positive: string | null
  /** Columns without the target and what is hidden. */
  featuresOf(columns: readonly AlignedColumn[]): AlignedColumn[]
  /** 1 for the positive level and 0 for all else, or the value; NaN where missing. */
  valuesOf(columns: readonly AlignedColumn[]): Float64Array
}

/** @throws MillraceError `bad-input` where there is no such field or level. */
export function predictionOf(
  real: readonly AlignedColumn[],
  { field, positive, hidden = [] }: Target,
): Prediction {
  const index = real.findIndex(({ name }) => name === field)
  const column = real[index]
  if (!column) {
    throw new MillraceError(
      'bad-input',
      `target: unknown field, expected one of ${real.map(({ name }) => name).join(', ')}, got ${field}`,
    )
  }
  const featuresOf = (columns: readonly AlignedColumn[]): AlignedColumn[] =>
    columns.filter(({ name }) => name !== field && !hidden.includes(name))
  if (column.kind === 'number') {
    return {
      task: 'regression',
      positive: null,
      featuresOf,
      valuesOf: (columns) => {
        const found = columns[index]!
        return found.kind === 'number' ? found.values : new Float64Array()
      },
    }
  }
  const level = positive ?? rarestLevel(column)
  const code = column.levels.indexOf(level)
  if (code < 0) {
    throw new MillraceError(
      'bad-input',
      `positive level of ${field}: unknown, expected one of ${column.levels.slice(0, 20).join(', ')}, got ${level}`,
    )
  }
  return {
    task: 'classification',
    positive: level,
    featuresOf,
    valuesOf: (columns) => {
      const found = columns[index]!
      return found.kind === 'category'
        ? Float64Array.from(found.codes, (one) => (one < 0 ? Number.NaN : +(one === code)))
        : new Float64Array()
    },
  }
}

function rarestLevel({ codes, levels }: Extract<AlignedColumn, { kind: 'category' }>): string {
  const counts = levels.map(() => 0)
  for (const code of codes) if (code >= 0) counts[code]!++
  const occurring = counts.map((count) => (count === 0 ? Number.POSITIVE_INFINITY : count))
  return levels[occurring.indexOf(Math.min(...occurring))] ?? ''
}

// Features of pairs of numbers: what two of them say together (a power, a difference of temperatures),
// which trees can only approach in steps.

import type { AlignedColumn, NumberValues } from '../../data/table/aligned-columns.ts'
import type { Fit, Predictor } from './predictor.ts'

/** Fits to the columns and to the difference, product and ratio of every two numbers among them. */
export function withPairs(fit: Fit): Fit {
  return (columns, target) => openPairs(fit(pairColumns(columns), target))
}

export function openPairs(inner: Predictor): Predictor {
  return {
    state: { kind: 'pairs', inner: inner.state },
    predict: (columns) => inner.predict(pairColumns(columns)),
  }
}

export function pairColumns(columns: readonly AlignedColumn[]): AlignedColumn[] {
  const numbers = columns.filter((column): column is NumberValues => column.kind === 'number')
  const pairs = numbers.flatMap((a, i) => numbers.slice(i + 1).map((b) => [a, b] as const))
  return [
    ...columns,
    ...pairs.flatMap(([a, b]) => [
      combined(a, b, '-', (x, y) => x - y),
      combined(a, b, '*', (x, y) => x * y),
      // Nothing is known of a ratio to nothing.
      combined(a, b, '/', (x, y) => (y === 0 ? NaN : x / y)),
    ]),
  ]
}

function combined(
  a: NumberValues,
  b: NumberValues,
  sign: string,
  of: (x: number, y: number) => number,
): NumberValues {
  const values = a.values.map((x, row) => of(x, b.values[row]!))
  return { kind: 'number', name: `${a.name} ${sign} ${b.name}`, isTime: false, values }
}

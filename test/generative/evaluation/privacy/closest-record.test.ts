import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlignedColumn } from '../../../../src/data/table/aligned-columns.ts'
import {
  closestDistances,
  recordEncoder,
} from '../../../../src/generative/evaluation/privacy/closest-record.ts'
import { category, numbers } from '../tables.ts'

const levels = ['a', 'b', 'c']

function distances(queries: AlignedColumn[], references: AlignedColumn[]): number[] {
  const encode = recordEncoder(references)
  return [...closestDistances(encode(queries), encode(references))]
}

test('worked by hand: a range of 10, two fields', () => {
  const references = [numbers('x', [0, 10]), category('f', levels, ['a', 'b'])]
  const queries = [numbers('x', [2, 9, 10, 40]), category('f', levels, ['a', 'a', 'b', 'c'])]
  const found = distances(queries, references)
  // 0.2 to the first; 0.9 to the first, 0.1 + 1 to the second; a copy; 1 + 1 to both.
  expect(found[0]).toBeCloseTo(0.1, 6)
  expect(found[1]).toBeCloseTo(0.45, 6)
  expect(found[2]).toBe(0)
  expect(found[3]).toBe(1)
})

test('missing is at distance 0 from missing and 1 from all else', () => {
  const references = [numbers('x', [0, 1, NaN]), category('f', levels, ['a', 'a', ''])]
  expect(distances([numbers('x', [NaN]), category('f', levels, [''])], references)).toEqual([0])
  expect(distances([numbers('x', [NaN]), category('f', levels, ['b'])], references)).toEqual([0.5])
})

test('a constant number is met or missed', () => {
  expect(distances([numbers('x', [7, 8])], [numbers('x', [7, 7])])).toEqual([0, 1])
})

test('no search shortcut changes the distance', () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom('a', 'b', 'c', ''))
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.array(row, { minLength: 1, maxLength: 12 }),
      (queries, references) => {
        const range =
          Math.max(...references.map(([x]) => x)) - Math.min(...references.map(([x]) => x))
        const plain = queries.map(([x, f]) =>
          Math.min(
            ...references.map(([y, g]) => {
              const number = range === 0 ? +(x !== y) : Math.min(1, Math.abs(x - y) / range)
              return (number + +(f !== g)) / 2
            }),
          ),
        )
        const columns = (rows: readonly (readonly [number, string])[]) => [
          numbers(
            'x',
            rows.map(([x]) => x),
          ),
          category(
            'f',
            levels,
            rows.map(([, f]) => f),
          ),
        ]
        distances(columns(queries), columns(references)).forEach((distance, i) =>
          expect(distance).toBeCloseTo(plain[i]!, 5),
        )
      },
    ),
  )
})

import { describe, expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import {
  cardinalities,
  cardinalityShapeSimilarity,
  referentialIntegrity,
} from '../../../../src/generative/evaluation/related/cardinality.ts'

const number = (...values: number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const
const keys = { parent: 'id', child: 'of' }
const pair = (parents: number[], children: number[]) => ({
  parents: createTable([['id', number(...parents)]]),
  children: createTable([['of', number(...children)]]),
})

describe('numbers of children', () => {
  test('count parents without children', () => {
    expect(Array.from(cardinalities(pair([1, 2, 3], [1, 1, 3]), keys))).toEqual([2, 0, 1])
  })

  test('are compared by their distribution, not by parent', () => {
    expect(cardinalityShapeSimilarity(pair([1, 2], [1, 1]), pair([5, 6], [6, 6]), keys)).toBe(1)
    // Of 0, 2 and 1, 1 half lies apart.
    expect(cardinalityShapeSimilarity(pair([1, 2], [1, 1]), pair([5, 6], [5, 6]), keys)).toBe(0.5)
  })

  test('a child whose parent is missing lowers the integrity', () => {
    expect(referentialIntegrity(pair([1, 2], [1, 2, 2, 3]), keys)).toBe(0.75)
    expect(referentialIntegrity(pair([1], []), keys)).toBe(1)
  })
})

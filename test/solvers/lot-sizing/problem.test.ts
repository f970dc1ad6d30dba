import { describe, expect, test } from 'vitest'
import { checkProblem, levels } from '../../../src/solvers/lot-sizing/problem.ts'
import type { Item, LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'

const plain: Item = {
  name: 'valve',
  unitCost: 1,
  setupCost: 10,
  holdingCost: 1,
  leadTime: 0,
  components: [],
  usage: [],
  initialStock: 0,
}

function problemOf(items: readonly Item[]): LotSizingProblem {
  return { periods: 3, items, resources: [], scenarioCount: 1 }
}

describe('checkProblem', () => {
  test('accepts a plain problem', () => {
    expect(() => checkProblem(problemOf([plain]))).not.toThrow()
  })

  test('names the item, the field and the value that are wrong', () => {
    expect(() => checkProblem(problemOf([{ ...plain, leadTime: 1.5 }]))).toThrow(
      'item valve: leadTime: out of place, expected a whole number from 0, got 1.5',
    )
    expect(() => checkProblem(problemOf([{ ...plain, receipts: [1] }]))).toThrow(
      'item valve: receipts: out of place, expected 3 values, got 1',
    )
    expect(() => checkProblem({ ...problemOf([plain]), weights: new Float64Array([0.5]) })).toThrow(
      'weights',
    )
  })
})

describe('levels', () => {
  test('puts each item before its components', () => {
    const items = [
      plain,
      { ...plain, name: 'pump', components: [{ item: 0, quantity: 2 }] },
      { ...plain, name: 'skid', components: [{ item: 1, quantity: 1 }] },
    ]
    expect(levels(items)).toEqual([2, 1, 0])
  })

  test('names the cycle of a bill of materials that has one', () => {
    const items = [
      { ...plain, components: [{ item: 1, quantity: 1 }] },
      { ...plain, name: 'pump', components: [{ item: 0, quantity: 2 }] },
    ]
    expect(() => levels(items)).toThrow('no cycle, got valve > pump > valve')
  })
})

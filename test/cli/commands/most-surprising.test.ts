import { expect, test } from 'vitest'
import { mostSurprising } from '../../../src/cli/commands/most-surprising.ts'

test('the field with the largest part is named', () => {
  const byField = new Map([
    ['a', Float64Array.of(1, 5)],
    ['b', Float64Array.of(2, 0)],
  ])
  const { levels, codes } = mostSurprising({ surprise: Float64Array.of(3, 5), byField })
  expect(Array.from(codes, (code) => levels[code])).toEqual(['b', 'a'])
})

import { expect, test } from 'vitest'
import {
  binned,
  binRules,
  maximumBins,
  rememberedBins,
} from '../../../src/generative/predictors/binned-features.ts'
import { category, numbers } from '../evaluation/tables.ts'

const none = (count: number) => new Float64Array(count)

test('few values have a bin each, and bin 0 is missing', () => {
  const rules = binRules([numbers('x', [1, 5, 5, 9])], none(4))
  expect([...binned(rules, [numbers('x', [1, 5, 9, NaN, 2.9, 3.1, 99])])[0]!]).toEqual([
    1, 2, 3, 0, 1, 2, 3,
  ])
})

test('many values have bins of equal size', () => {
  const values = Array.from({ length: 25_400 }, (_, i) => (i * 7919) % 25_400)
  const column = numbers('x', values)
  const [bins] = binned(binRules([column], none(values.length)), [column])
  const counts = new Float64Array(maximumBins)
  for (const bin of bins!) counts[bin]!++
  expect(counts[0]).toBe(0)
  expect(Math.min(...counts.subarray(1))).toBe(100)
  expect(Math.max(...counts)).toBe(100)
})

test('levels stand in the order of their mean target', () => {
  const levels = ['high', 'low', 'middle']
  const column = category('f', levels, ['high', 'low', 'middle'])
  const rules = binRules([column], Float64Array.of(1, 0, 0.5))
  expect([...binned(rules, [column])[0]!]).toEqual([3, 1, 2])
  expect([...binned(rules, [category('f', levels, [''])])[0]!]).toEqual([0])
})

test('more levels than bins share bins', () => {
  const levels = Array.from({ length: 1000 }, (_, i) => `level ${i}`)
  const column = category('f', levels, levels)
  const rules = binRules(
    [column],
    Float64Array.from(levels, (_, i) => i),
  )
  const [bins] = binned(rules, [column])
  expect(bins![0]).toBe(1)
  expect(bins![999]).toBe(maximumBins - 1)
})

test('a column that was seen is binned once, a changed one anew', () => {
  const [a, b] = [numbers('a', [1, 5, 9]), numbers('b', [2, 4, 6])]
  const rules = binRules([a, b], none(3))
  const remembered = rememberedBins(rules)
  const first = remembered([a, b])
  expect(first).toEqual(binned(rules, [a, b]))
  const other = numbers('b', [6, 2, NaN])
  const second = remembered([a, other])
  expect(second[0]).toBe(first[0])
  expect(second).toEqual(binned(rules, [a, other]))
  // By the rule of its place: the same column may stand for another.
  expect(remembered([b, a])).toEqual(binned(rules, [b, a]))
})

import { expect, test } from 'vitest'
import { textChart } from '../../src/cli/text-chart.ts'

const panel = {
  statistic: 'value' as const,
  values: [2, 4, null, 9],
  centre: [4, 4, 4, 4],
  lower: [0, 0, 0, 0],
  upper: [8, 8, 8, 8],
}

test('points, limits and the centre stand at their heights', () => {
  expect(textChart(panel, new Set([3]), { height: 10 })).toEqual([
    '9    X',
    '8 ----',
    '',
    '',
    '',
    '4 .o..',
    '',
    '  o',
    '',
    '0 ----',
  ])
})

test('of more points than the width the last ones are shown', () => {
  const [first] = textChart(panel, new Set(), { width: 2, height: 10 })
  expect(first).toBe('9  o')
})

test('a sum that falls is drawn as well, and a side without limit has no line', () => {
  const sums = { ...panel, lowerValues: [-1, -2, null, 0], lower: [null, null, null, null] }
  const lines = textChart(sums, new Set(), { height: 12 })
  expect(lines.at(-1)).toBe('-2  o')
  expect(lines.join('').split('----')).toHaveLength(2)
})

test('values that are all the same make one line', () => {
  const same = { ...panel, values: [4, 4, 4, 4], lower: [null], upper: [null] }
  expect(textChart(same, new Set(), { height: 3 })).toEqual(['4 oooo', '', ''])
})

import { expect, test } from 'vitest'
import { marginal } from '../../../src/generative/evaluation/marginals.ts'
import { category, numbers } from './tables.ts'

test('few values have a bar each, and missing ones are what is lacking to 1', () => {
  const found = marginal(numbers('x', [1, 1, 2, NaN]), numbers('x', [1, 2, 2, 99]))
  expect(found).toMatchObject({ labels: ['1', '2'], real: [0.5, 0.25], synthetic: [0.25, 0.75] })
})

test('many values are in equal bins with open ends', () => {
  const real = numbers(
    'x',
    Array.from({ length: 1001 }, (_, i) => i),
  )
  const found = marginal(real, numbers('x', [-1e6, 1e6, 500, 500]), { bins: 10 })
  expect(found.labels).toHaveLength(10)
  expect(found.synthetic[0]).toBe(0.25)
  expect(found.synthetic[9]).toBe(0.25)
  expect(found.real.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
})

test('the commonest levels stand first, and the last bar holds the others', () => {
  const levels = ['a', 'b', 'c', 'd']
  const real = category('f', levels, ['b', 'b', 'b', 'a', 'a', 'c', 'd', 'd'])
  const found = marginal(real, category('f', levels, ['c', 'd']), { levels: 3 })
  expect(found).toMatchObject({ labels: ['b', 'a', '…'], others: 2, synthetic: [0, 0, 1] })
})

test('a time is labelled by its day', () => {
  const time = { ...numbers('t', [0, 864e5]), isTime: true }
  expect(marginal(time, time).labels).toEqual(['1970-01-01', '1970-01-02'])
})

test('times within a few days are labelled by their minute', () => {
  const values = Array.from({ length: 48 }, (_, hour) => hour * 36e5)
  const time = { ...numbers('t', values), isTime: true }
  const { labels } = marginal(time, time)
  expect(labels[0]).toMatch(/^1970-01-01 00:\d\d$/)
  expect(new Set(labels).size).toBe(labels.length)
})

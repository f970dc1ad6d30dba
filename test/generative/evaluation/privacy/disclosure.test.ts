import { expect, test } from 'vitest'
import { disclosure } from '../../../../src/generative/evaluation/privacy/disclosure.ts'
import { category, numbers } from '../tables.ts'

const rows = (key: string[], secret: string[]) => [
  category('key', ['a', 'b', 'c'], key),
  category('secret', ['yes', 'no'], secret),
]

test('worked by hand: two rows are attributed by 2/3 and 1, one key is unknown', () => {
  const train = rows(['a', 'b', 'c'], ['yes', 'no', 'yes'])
  const synthetic = rows(['a', 'a', 'a', 'b'], ['yes', 'yes', 'no', 'no'])
  const holdout = rows(['a', 'b'], ['no', 'no'])
  const found = disclosure(train, synthetic, holdout, { sensitive: 'secret', known: ['key'] })
  expect(found!.capProtection).toBeCloseTo(1 - (2 / 3 + 1) / 2, 12)
  expect(found!.baselineProtection).toBe(0.5)
  expect(found!.score).toBeCloseTo(1 / 3, 12)
  expect(found!.gainFromMembership).toBeCloseTo(5 / 6 - (1 / 3 + 1) / 2, 12)
})

test('by default the attacker knows what is associated most', () => {
  const train = [
    ...rows(['a', 'a', 'b', 'b'], ['yes', 'yes', 'no', 'no']),
    numbers('constant', [1, 1, 1, 1]),
  ]
  expect(disclosure(train, train, train, { sensitive: 'secret' })!.known).toEqual(['key'])
})

test('what is the same for everybody cannot be disclosed', () => {
  const train = rows(['a', 'b'], ['yes', 'yes'])
  expect(disclosure(train, train, train, { sensitive: 'secret' })).toBeNull()
})

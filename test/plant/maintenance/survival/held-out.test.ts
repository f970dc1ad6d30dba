import { expect, test } from 'vitest'
import { heldOutByAges } from '../../../../src/plant/maintenance/survival/held-out.ts'

const life = (age: number, failed = true) => ({ entryAge: 0, age, failed })
const lives = [80, 90, 100, 110, 120].map((age) => life(age))

test('each failed life is told at the start of every period by all others', () => {
  const found = heldOutByAges([...lives, life(70, false)], 25, 100)
  expect(found.map(({ lifeCycles }) => lifeCycles)).toEqual([80, 90, 100, 110, 120])
  expect(found.map(({ expected }) => expected.length)).toEqual([4, 4, 4, 5, 5])
  const [young, , , old] = found[0]!.expected
  expect(young!.quantile(0.5)).toBeGreaterThan(90)
  expect(old!.quantile(0.5)).toBeLessThan(60)
})

test('a life that nothing else is like does not know of itself', () => {
  const odd = heldOutByAges([...lives, life(1000)], 25, 100).at(-1)!
  expect(odd.lifeCycles).toBe(1000)
  expect(odd.expected[0]!.quantile(0.99)).toBeLessThan(200)
})

test('of many lives several are left out at a time, of one nothing can be told', () => {
  const many = Array.from({ length: 130 }, (_, i) => life(50 + i))
  expect(heldOutByAges(many, 50, 100)).toHaveLength(130)
  expect(heldOutByAges([life(10), life(20, false)], 5, 10)).toEqual([])
})

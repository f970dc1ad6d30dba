import { expect, test } from 'vitest'
import { createEffortMeter } from '../../../src/solvers/mip/effort.ts'

test('what a part spends is spent of the whole, and no part has more than the whole has left', () => {
  const meter = createEffortMeter({ effort: 10 })
  meter.spend(4)
  const part = meter.within(3)
  expect([part.spent, part.left(), meter.left()]).toEqual([0, 3, 6])
  part.spend(2)
  expect([part.spent, part.left(), meter.spent, meter.left()]).toEqual([2, 1, 6, 4])
  expect(part.within(5).left()).toBe(1)
  expect(meter.within(20).left()).toBe(4)
  meter.spend(5)
  expect(part.left()).toBe(0)
})

test('the clock ends what is left, and says so', () => {
  let time = 0
  const meter = createEffortMeter({ effort: 10, timeLimitSeconds: 2 }, () => time)
  const part = meter.within(3)
  meter.spend(1)
  time = 1999
  expect([meter.left(), part.left(), part.isCut]).toEqual([9, 2, false])
  time = 2000
  expect([meter.left(), part.left(), meter.secondsLeft()]).toEqual([0, 0, 0])
  expect([meter.isCut, part.isCut]).toEqual([true, true])
})

test('effort that was spent in time is not cut, however late it is by now', () => {
  let time = 0
  const meter = createEffortMeter({ effort: 1, timeLimitSeconds: 2 }, () => time)
  meter.spend(1)
  time = 5000
  expect([meter.left(), meter.isCut]).toEqual([0, false])
})

test('without a time limit the clock is many times as patient as the effort should take', () => {
  let time = 0
  const meter = createEffortMeter({ effort: 20 }, () => time)
  time = 10 * 20 * 1000
  expect(meter.left()).toBe(20)
  time = 100 * 20 * 1000
  expect(meter.left()).toBe(0)
  expect(meter.isCut).toBe(true)
})

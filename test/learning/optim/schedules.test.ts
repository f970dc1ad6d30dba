import { describe, expect, test } from 'vitest'
import {
  constantRate,
  cosineDecay,
  exponentialSweep,
  stepDecay,
  toSchedule,
  warmUp,
} from '../../../src/learning/optim/schedules.ts'

describe('schedules', () => {
  test('a number is a constant schedule', () => {
    expect(toSchedule(0.1)(7)).toBe(0.1)
    expect(constantRate(0.2)(0)).toBe(0.2)
    const schedule = stepDecay(1, { everySteps: 1, factor: 0.5 })
    expect(toSchedule(schedule)).toBe(schedule)
  })

  test('the cosine starts at its peak, is half way in the middle and stays at its floor', () => {
    const schedule = cosineDecay(2, { steps: 100, floor: 0.1 })
    expect(schedule(0)).toBe(2)
    expect(schedule(50)).toBeCloseTo(1.1, 12)
    expect(schedule(100)).toBeCloseTo(0.2, 12)
    expect(schedule(1000)).toBeCloseTo(0.2, 12)
  })

  test('step decay multiplies after every so many steps', () => {
    const schedule = stepDecay(1, { everySteps: 10, factor: 0.5 })
    expect([0, 9, 10, 19, 20].map(schedule)).toEqual([1, 1, 0.5, 0.5, 0.25])
  })

  test('warm-up grows linearly and then starts the other schedule', () => {
    const schedule = warmUp(4, cosineDecay(1, { steps: 10 }))
    expect([0, 1, 2, 3].map(schedule)).toEqual([0.25, 0.5, 0.75, 1])
    expect(schedule(4)).toBe(1)
    expect(schedule(14)).toBeCloseTo(0, 12)
  })

  test('a sweep grows by equal factors from one end to the other', () => {
    const schedule = exponentialSweep(1e-4, 1, 5)
    const rates = [0, 1, 2, 3, 4].map(schedule)
    rates.forEach((rate, i) => expect(rate).toBeCloseTo(10 ** (i - 4), 12))
  })
})

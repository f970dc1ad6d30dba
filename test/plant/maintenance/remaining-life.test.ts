import { describe, expect, test } from 'vitest'
import { remainingLife } from '../../../src/plant/maintenance/remaining-life.ts'

const life = remainingLife({
  machine: 'pump-1',
  cycle: 40,
  draws: Float64Array.of(30, 10, -5, 20),
  fullLife: 60,
})

describe('remaining life', () => {
  test('draws ascend and are never below 0', () => {
    expect([...life.draws]).toEqual([0, 10, 20, 30])
  })

  test('a quantile is linear between the draws', () => {
    expect(life.quantile(0.5)).toBe(15)
    expect(life.quantile(0)).toBe(0)
    expect(life.quantile(1)).toBe(30)
    expect(life.quantile(0.375)).toBe(10)
  })

  test('the risk within a horizon is the share of draws that end in it', () => {
    expect([-1, 0, 10, 29, 30].map(life.riskWithin)).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  test('health is the median as a share of a full life, at most 1', () => {
    expect(life.health).toBe(0.25)
    const fresh = { machine: 'pump-2', cycle: 1, draws: Float64Array.of(80), fullLife: 60 }
    expect(remainingLife(fresh).health).toBe(1)
  })

  test('is familiar unless something was said', () => {
    expect(life).toMatchObject({ isFamiliar: true, reasons: [] })
  })
})

import { afterAll, describe, expect, test } from 'vitest'
import { copulaFamily, independentFamily } from '../../../src/generative/tables/copula-family.ts'
import { expectConforming } from './family-conformance.ts'
import { allGiven, drawnFrom, figuresOf, nothingGiven, openedOn } from './known-rows.ts'

const copula = await openedOn(copulaFamily, 4000)
const independent = await openedOn(independentFamily, 4000)
afterAll(async () => {
  await copula.release()
  await independent.release()
})

expectConforming(copulaFamily, () => copula)
expectConforming(independentFamily, () => independent)

describe('the copula', () => {
  test('keeps what hangs together in order', async () => {
    const { speedByMachine } = figuresOf(await drawnFrom(copula, nothingGiven(4000)))
    expect(speedByMachine[0]!).toBeLessThan(110)
    expect(speedByMachine[2]!).toBeGreaterThan(185)
  })

  test('conditions in both directions', async () => {
    const fast = figuresOf(await drawnFrom(copula, allGiven(1000, { 1: 210 })))
    expect(fast.shares[2]).toBeGreaterThan(0.9)
    const rows = await drawnFrom(copula, allGiven(1000, { 0: 1 }))
    const speeds = rows.filter((_, i) => i % 4 === 1)
    expect(speeds.reduce((a, b) => a + b) / 1000).toBeGreaterThan(140)
    expect(speeds.reduce((a, b) => a + b) / 1000).toBeLessThan(160)
  })
})

test('independent fields know nothing of one another', async () => {
  const { speedByMachine, correlation } = figuresOf(
    await drawnFrom(independent, nothingGiven(4000)),
  )
  expect(Math.abs(speedByMachine[2]! - speedByMachine[0]!)).toBeLessThan(6)
  expect(Math.abs(correlation)).toBeLessThan(0.1)
})

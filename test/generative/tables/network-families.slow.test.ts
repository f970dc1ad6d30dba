import { expect, test } from 'vitest'
import { vaeFamily, wassersteinGanFamily } from '../../../src/generative/tables/network-families.ts'
import { allGiven, drawnFrom, figuresOf, nothingGiven, openedOn } from './known-rows.ts'

test.each([wassersteinGanFamily, vaeFamily])(
  '$name learns means, contingencies and where values are missing',
  async (family) => {
    const model = await openedOn(family, 2000)
    const { speedByMachine, correlation, idleMissingByMachine } = figuresOf(
      await drawnFrom(model, nothingGiven(4000)),
    )
    expect(Math.abs(speedByMachine[0]! - 100)).toBeLessThan(10)
    expect(Math.abs(speedByMachine[2]! - 200)).toBeLessThan(15)
    expect(correlation).toBeGreaterThan(0.2)
    expect(idleMissingByMachine[2]!).toBeGreaterThan(4 * idleMissingByMachine[0]! + 0.2)
    const fast = figuresOf(await drawnFrom(model, allGiven(1000, { 1: 205 })))
    expect(fast.shares[2]).toBeGreaterThan(0.25)
    await model.release()
  },
)

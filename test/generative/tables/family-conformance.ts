// What every family of table models has to keep, whatever it learns.

import { describe, expect, test } from 'vitest'
import type { RowModel, TableFamily } from '../../../src/generative/tables/row-model.ts'
import { allGiven, drawnFrom, figuresOf, nothingGiven } from './known-rows.ts'

export interface Conformance {
  /** How far shares may be off; default 0.04. */
  readonly shareTolerance?: number
}

/** @param opened the family fitted to the known rows */
export function expectConforming(
  { name }: TableFamily,
  opened: () => RowModel,
  { shareTolerance = 0.04 }: Conformance = {},
): void {
  describe(`${name}, as every family`, () => {
    test('keeps the distribution of each field', async () => {
      const figures = figuresOf(await drawnFrom(opened(), nothingGiven(4000)))
      for (const [machine, share] of [0.5, 0.3, 0.2].entries()) {
        expect(Math.abs(figures.shares[machine]! - share)).toBeLessThan(shareTolerance)
      }
      expect(Math.abs(figures.idleZero - 0.6)).toBeLessThan(shareTolerance)
      expect(Math.abs(figures.idleMean - 40)).toBeLessThan(3)
    })

    test('gives the same rows for the same seed, and others for another', async () => {
      const rows = await drawnFrom(opened(), nothingGiven(50), 7)
      expect(await drawnFrom(opened(), nothingGiven(50), 7)).toEqual(rows)
      expect(await drawnFrom(opened(), nothingGiven(50), 8)).not.toEqual(rows)
    })

    test('stays on the grid of the data and within its bounds', async () => {
      const rows = await drawnFrom(opened(), nothingGiven(1000))
      const isFine = (value: number, i: number): boolean => {
        if (i % 4 === 2) return Math.abs(value) <= 10 && Number.isFinite(value)
        if (i % 4 === 3 && Number.isNaN(value)) return true
        const most = [2, 400, 0, 100][i % 4]!
        return Number.isInteger(value) && value >= 0 && value <= most
      }
      expect(rows.every(isFine)).toBe(true)
    })

    test('copies what is given, also a missing value', async () => {
      const rows = await drawnFrom(opened(), allGiven(100, { 0: 2, 1: 171, 3: NaN }))
      const isKept = (value: number, i: number): boolean =>
        i % 4 === 2 || Object.is(value, [2, 171, 0, NaN][i % 4])
      expect(rows.every(isKept)).toBe(true)
    })

    test('leaves no gap where none is wanted, and draws only levels that may be', async () => {
      const options = {
        isComplete: true,
        mayBe: (field: number, value: number) => field !== 0 || value !== 0,
      }
      const rows = await drawnFrom(opened(), nothingGiven(500), 1, options)
      expect(rows.some(Number.isNaN)).toBe(false)
      expect(rows.filter((value, i) => i % 4 === 0 && value === 0)).toHaveLength(0)
    })
  })
}

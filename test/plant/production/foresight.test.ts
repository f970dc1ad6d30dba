import { expect, test } from 'vitest'
import type { SolveLotSizing } from '../../../src/plant/production/choice.ts'
import { runForesight } from '../../../src/plant/production/foresight.ts'
import { solveLotSizing } from '../../../src/solvers/lot-sizing/solve.ts'
import { itemOf, plantOf } from './small-plant.ts'

const demands = [4, 0, 6, 3].map((units) => Float64Array.of(units))
const came = { labels: ['1', '2', '3', '4'], demands, asked: [0] }
const plant = plantOf([itemOf('A')])
const empty = { stock: [0], receipts: [[]] }
const solve: SolveLotSizing = solveLotSizing

test('whoever knows the demand serves all of it and keeps nothing', async () => {
  const seen: number[] = []
  const books = await runForesight(plant, empty, came, {
    solve,
    seed: 1,
    onPeriod: (period) => seen.push(period),
  })
  if (typeof books === 'string') throw new Error(books)
  expect(books.map(({ served }) => served)).toEqual([4, 0, 6, 3])
  expect(books.map(({ onHandValue }) => onHandValue)).toEqual([0, 0, 0, 0])
  expect(seen).toEqual([0, 1, 2, 3])
})

test('no plan is an answer: for want of time, or because nothing holds together', async () => {
  const unsolved: SolveLotSizing = () =>
    Promise.resolve({ status: 'unsolved', bound: 0, isCut: false })
  expect(await runForesight(plant, empty, came, { solve: unsolved, seed: 1 })).toBe('unsolved')
  const infeasible: SolveLotSizing = () => Promise.resolve({ status: 'infeasible', conflicts: [] })
  expect(await runForesight(plant, empty, came, { solve: infeasible, seed: 1 })).toBe('infeasible')
})

test('stops when it is cancelled', async () => {
  const signal = AbortSignal.abort()
  await expect(runForesight(plant, empty, came, { solve, seed: 1, signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
})

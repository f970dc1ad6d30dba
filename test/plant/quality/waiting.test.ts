import { expect, test } from 'vitest'
import { rowsAt } from '../../../src/data/table/table.ts'
import { waitingRecords } from '../../../src/plant/quality/waiting.ts'
import { madeModel, madeRecords, specification } from './made-records.ts'

const table = madeRecords(60, 4)

test('lots are told by how likely they fail, with what to inspect of them', async () => {
  const waiting = (await waitingRecords(madeModel(), table))!
  expect(waiting.records).toBe(60)
  expect(waiting.lots.map(({ records }) => records)).toEqual([20, 20, 20])
  const shares = waiting.lots.map(({ failureProbability }) => failureProbability)
  expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  const inspected = waiting.lots.reduce((sum, lot) => sum + lot.inspected, 0)
  expect(inspected).toBe(waiting.inspected)
  const saved = waiting.lots.reduce((sum, { saving }) => sum + saving!, 0)
  expect(saved).toBeCloseTo(waiting.expectedCostUninspected! - waiting.expectedCost!, 9)
  expect(waiting.expectedCost!).toBeLessThan(waiting.expectedCostUninspected!)
})

test('a record without a lot is named by its row of the file', async () => {
  const source = { path: 'press.csv', lineOf: (row: number) => 100 - row }
  const few = { ...rowsAt(table, Int32Array.of(0, 1)), source }
  const own = { ...specification, columns: {} }
  const { lots } = (await waitingRecords(madeModel({ specification: own }), few))!
  expect(lots.map(({ row }) => row).sort()).toEqual([100, 99])
  const unnamed = { kind: 'text', levels: ['L1'], codes: Int32Array.of(0, -1) } as const
  const columns = new Map(few.columns).set('lot', unnamed)
  const mixed = (await waitingRecords(madeModel(), { ...few, columns }))!
  expect(mixed.lots.map(({ name }) => name).sort()).toEqual(['L1', 'row 99'])
})

test('the capacity of the operation is kept', async () => {
  const own = { ...specification, inspection_capacity: 3 }
  expect((await waitingRecords(madeModel({ specification: own }), table))!.inspected).toBe(3)
})

test('without costs nothing is proposed, without records there is nothing', async () => {
  const { costs: _, ...own } = specification
  expect(await waitingRecords(madeModel({ specification: own }), table)).toMatchObject({
    inspected: null,
    expectedCost: null,
  })
  expect(await waitingRecords(madeModel(), rowsAt(table, new Int32Array()))).toBeNull()
})

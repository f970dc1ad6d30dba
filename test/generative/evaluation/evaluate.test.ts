import { expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { evaluate } from '../../../src/generative/evaluation/evaluate.ts'
import { evidenceOf } from '../../../src/generative/evaluation/evidence.ts'
import { linkedTable } from './tables.ts'

const real = linkedTable(300, 1)
const holdout = linkedTable(300, 2)

test('gathers in a thread what is found here, also of tables that come from files', async () => {
  const source = { path: 'rows.csv', lineOf: (row: number) => row + 2 }
  const synthetic = createTable(linkedTable(300, 3).columns, source)
  const options = {
    target: { field: 'side', positive: 'up' },
    baselines: new Map([['bootstrap', createTable(real.columns, source)]]),
  }
  const evidence = await evaluate(real, synthetic, holdout, options)
  expect(evidence).toEqual(evidenceOf(real, synthetic, holdout, options))
})

test('a table that does not fit is a mistake, told as one', async () => {
  const other = createTable([['other', { kind: 'number', values: new Float64Array(3) }]])
  await expect(evaluate(real, other, null)).rejects.toMatchObject({ code: 'bad-input' })
})

test('this thread stays free meanwhile, and a signal ends the work before the next part', async () => {
  const controller = new AbortController()
  const reports: number[] = []
  let turns = 0
  const turn = (): void => {
    turns++
    timer = setImmediate(turn)
  }
  let timer = setImmediate(turn)
  const large = linkedTable(20_000, 4)
  const evaluating = evaluate(large, linkedTable(20_000, 5), large, {
    signal: controller.signal,
    onProgress: ({ fraction = 0 }) => {
      reports.push(turns)
      if (fraction > 0) setImmediate(() => controller.abort())
    },
  })
  await expect(evaluating).rejects.toMatchObject({ code: 'cancelled' })
  clearImmediate(timer)
  expect(reports).toHaveLength(2)
  expect(reports[1]!).toBeGreaterThan(reports[0]! + 1)
})

import { expect, test } from 'vitest'
import { runOffThread } from '../../../src/off-thread.ts'
import type { Fidelity, FidelityTask } from '../../../src/generative/tables/row-fidelity.ts'
import { knownRows } from './known-rows.ts'

const worker = {
  importer: new URL('../../../src/generative/tables/row-fidelity.ts', import.meta.url).href,
  stem: 'row-fidelity-worker',
}

test('answers a task with how like the rows are', async () => {
  const rows = knownRows(200)
  const task: FidelityTask = { real: rows, drawn: rows, from: { seed: 1, labels: [] } }
  const { columnShapes } = await runOffThread<Fidelity>(worker, task)
  expect(columnShapes).toBe(1)
})

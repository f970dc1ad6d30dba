import { expect, test } from 'vitest'
import { runOffThread } from '../../../src/off-thread.ts'
import type { FitTask } from '../../../src/generative/predictors/thread-fit.ts'
import { numbers } from '../evaluation/tables.ts'

const worker = {
  importer: new URL('../../../src/generative/predictors/thread-fit.ts', import.meta.url).href,
  stem: 'fit-worker',
}

test('answers a task with what was learnt', async () => {
  const task: FitTask = {
    recipe: { kind: 'ridge-regression', options: { penalty: 1e-9 } },
    columns: [numbers('x', [0, 1, 2, 3])],
    target: Float64Array.of(1, 3, 5, 7),
  }
  const state = await runOffThread(worker, task)
  expect(state).toMatchObject({ kind: 'linear', link: 'identity', centre: 4 })
})

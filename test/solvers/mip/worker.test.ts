import { expect, test } from 'vitest'
import { createModelBuilder } from '../../../src/solvers/mip/model.ts'
import { runOffThread } from '../../../src/off-thread.ts'

const worker = {
  importer: new URL('../../../src/solvers/mip/solve.ts', import.meta.url).href,
  stem: 'worker',
}

test('answers a task with its outcome', async () => {
  const builder = createModelBuilder()
  builder.constraint(3, [[builder.variable({ cost: 2 }), 1]], Infinity)
  const outcome = await runOffThread(worker, { model: builder.build(), options: {} })
  expect(outcome).toMatchObject({ status: 'optimal', objective: 6, gap: 0 })
})

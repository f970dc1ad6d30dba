import { expect, test } from 'vitest'
import { runOffThread } from '../../../src/off-thread.ts'
import { oneItem, plainItem } from './problems.ts'

test('answers a task with its outcome', async () => {
  const entry = {
    importer: new URL('../../../src/solvers/lot-sizing/solve.ts', import.meta.url).href,
    stem: 'worker',
  }
  const task = { problem: oneItem(plainItem([4]), 1), options: {} }
  expect(await runOffThread(entry, task)).toMatchObject({ status: 'solved', objective: 0 })
})

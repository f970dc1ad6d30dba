import { expect, test } from 'vitest'
import { runOffThread } from '../../../src/off-thread.ts'
import type { EvaluationTask } from '../../../src/generative/evaluation/evaluate.ts'
import type { Evidence } from '../../../src/generative/evaluation/evidence.ts'
import { linkedTable } from './tables.ts'

const worker = {
  importer: new URL('../../../src/generative/evaluation/evaluate.ts', import.meta.url).href,
  stem: 'evaluate-worker',
}

test('answers a task with the evidence, and says where it is', async () => {
  const stages = new Set<string>()
  const table = linkedTable(100, 1)
  const task: EvaluationTask = { real: table, synthetic: table, holdout: null, options: {} }
  const evidence = await runOffThread<Evidence>(worker, task, {
    onProgress: ({ stage }) => stages.add(stage),
  })
  expect(evidence.synthetic.quality.quality).toBe(1)
  expect(stages).toContain('evaluate synthetic')
})

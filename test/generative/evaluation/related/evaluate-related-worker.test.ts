import { expect, test } from 'vitest'
import { runOffThread } from '../../../../src/off-thread.ts'
import type { RelatedEvaluationTask } from '../../../../src/generative/evaluation/related/evaluate-related.ts'
import type { RelatedEvidence } from '../../../../src/generative/evaluation/related/related-evidence.ts'
import { toyTables } from '../../related/toy-tables.ts'

const worker = {
  importer: new URL(
    '../../../../src/generative/evaluation/related/evaluate-related.ts',
    import.meta.url,
  ).href,
  stem: 'evaluate-related-worker',
}

test('answers a task with the evidence', async () => {
  const tables = toyTables(30, 1)
  const task: RelatedEvaluationTask = {
    real: tables,
    synthetic: tables,
    holdout: null,
    options: {
      keys: { parent: 'id', child: 'machine' },
      parentFields: [],
      childFields: [{ name: 'heat', kind: 'number' }],
    },
  }
  const evidence = await runOffThread<RelatedEvidence>(worker, task)
  expect(evidence.synthetic.referentialIntegrity).toBe(1)
})

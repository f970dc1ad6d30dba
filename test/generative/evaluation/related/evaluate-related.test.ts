import { expect, test } from 'vitest'
import { evaluateRelated } from '../../../../src/generative/evaluation/related/evaluate-related.ts'
import { relatedEvidenceOf } from '../../../../src/generative/evaluation/related/related-evidence.ts'
import { toyTables } from '../../related/toy-tables.ts'

const options = {
  keys: { parent: 'id', child: 'machine' },
  order: 'hour',
  parentFields: [{ name: 'line', kind: 'category' as const }],
  childFields: [{ name: 'heat', kind: 'number' as const }],
  windowLength: 3,
}

test('gathers in a thread what is found here', async () => {
  const [real, synthetic, holdout] = [1, 2, 3].map((seed) => toyTables(40, seed))
  const evidence = await evaluateRelated(real!, synthetic!, holdout!, options)
  expect(evidence).toEqual(relatedEvidenceOf(real!, synthetic!, holdout!, options))
})

test('a signal ends the thread', async () => {
  const controller = new AbortController()
  const real = toyTables(400, 1)
  const work = evaluateRelated(real, real, null, {
    ...options,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})

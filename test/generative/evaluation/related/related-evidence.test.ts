import { expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import { relatedEvidenceOf } from '../../../../src/generative/evaluation/related/related-evidence.ts'
import { toyTables } from '../../related/toy-tables.ts'

const options = {
  keys: { parent: 'id', child: 'machine' },
  order: 'hour',
  parentFields: [
    { name: 'line', kind: 'category' as const },
    { name: 'power', kind: 'number' as const },
  ],
  childFields: [
    { name: 'heat', kind: 'number' as const },
    { name: 'wear', kind: 'number' as const },
    { name: 'stop', kind: 'boolean' as const },
  ],
  windowLength: 3,
}

test('tables of the same process score as the holdout, broken ones below', () => {
  const real = toyTables(120, 1)
  const alike = toyTables(120, 2)
  const { line } = Object.fromEntries(alike.parents.columns)
  if (line?.kind !== 'text') throw new Error('unreachable')
  const swapped = { ...line, codes: line.codes.map((code) => 1 - code) }
  const broken = { ...alike, parents: createTable([...alike.parents.columns, ['line', swapped]]) }
  const evidence = relatedEvidenceOf(real, alike, toyTables(120, 3), {
    ...options,
    baselines: new Map([['broken', broken]]),
  })
  const { synthetic, holdout, baselines } = evidence
  expect(synthetic.referentialIntegrity).toBe(1)
  expect(synthetic.cardinalityShapeSimilarity).toBeGreaterThan(0.8)
  expect(synthetic.spacing).toBeGreaterThan(0.9)
  expect(synthetic.interTableTrends).toBeGreaterThan(0.9)
  expect(baselines[0]!.interTableTrends).toBeLessThan(synthetic.interTableTrends - 0.1)
  expect(holdout!.childQuality.columnShapes).toBeGreaterThan(0.85)
  expect(synthetic.fields.map(({ field }) => field)).toEqual(['heat', 'wear'])
  expect(evidence.pairs.length).toBe(6)
})

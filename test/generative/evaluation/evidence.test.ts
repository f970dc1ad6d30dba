import { describe, expect, test } from 'vitest'
import { evidenceOf } from '../../../src/generative/evaluation/evidence.ts'
import { linkedTable as tableOf } from './tables.ts'

describe('evidence of synthetic rows', () => {
  const real = tableOf(400, 1)
  const holdout = tableOf(400, 2)
  const options = { target: { field: 'side', positive: 'up' } }

  test('sets the table beside its baselines and the holdout', () => {
    const evidence = evidenceOf(real, tableOf(400, 3), holdout, {
      ...options,
      baselines: new Map([
        ['independent', tableOf(400, 4, 0)],
        ['bootstrap', real],
      ]),
    })
    const [independent, bootstrap] = evidence.baselines
    const { synthetic } = evidence
    expect(synthetic.quality.quality).toBeGreaterThan(independent!.quality.quality)
    expect(synthetic.detection.trees.score).toBeGreaterThan(independent!.detection.trees.score)
    // The bootstrap is perfect but for privacy, and the evidence says so.
    expect(bootstrap!.quality.quality).toBe(1)
    expect(bootstrap!.privacy!.exactCopies.share).toBe(1)
    expect(bootstrap!.privacy!.closestRecord.overfittingProtection).toBe(0)
    expect(bootstrap!.privacy!.membership.advantage).toBeGreaterThan(0.9)
    expect(synthetic.privacy!.exactCopies.share).toBe(0)
    expect(synthetic.privacy!.closestRecord.overfittingProtection).toBeGreaterThan(0.8)
    expect(evidence.holdout!.quality.quality).toBeGreaterThan(0.9)
    expect(evidence.realUtility!.linear).toMatchObject({
      accuracy: expect.closeTo(0.9, 1) as number,
    })
    expect(evidence.pairs).toHaveLength(3)
  })

  test('the same seed gives the same evidence, and it can be written as JSON', () => {
    const synthetic = tableOf(300, 3)
    const [a, b] = [
      evidenceOf(real, synthetic, holdout, options),
      evidenceOf(real, synthetic, holdout, options),
    ]
    expect(JSON.stringify(a)).toBe(JSON.stringify(b))
  })

  test('without a holdout nothing is claimed about utility and privacy', () => {
    const evidence = evidenceOf(real, tableOf(300, 3), null, options)
    expect(evidence.synthetic).toMatchObject({ utility: null, privacy: null, augmentation: null })
    expect(evidence.holdout).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import type { Trajectory } from '../../../src/plant/maintenance/outcome.ts'
import {
  policyEvidence,
  policyOf,
  ruleName,
  type EvidenceInput,
} from '../../../src/plant/maintenance/policy-evidence.ts'
import { createRandom } from '../../../src/random.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { lifeOf, terms } from './lives.ts'
import { foreseen } from './trajectories.ts'

const highs = await openHighs()
const random = createRandom(3)
const lengths = Array.from({ length: 16 }, () => 60 + random.integer(90))
const input = (lives: readonly Trajectory[]): EvidenceInput => ({
  lives,
  leftOut: 0,
  terms: { ...terms, horizon: 8 },
  outlook: { costRate: 45, foresight: 0 },
  loads: [1],
  machines: 4,
})

/** Told at every age that it has so many cycles left. */
function told(lifeCycles: number, left: readonly number[]): Trajectory {
  const { expected } = foreseen(lifeCycles)
  return { lifeCycles, expected: expected.map(() => lifeOf(left)) }
}

describe('ways to maintain on past lives', () => {
  test('a plan that foresees every failure costs less than what sees none, and stands', async () => {
    const { plan, usual, followed, lives } = await policyEvidence(
      highs,
      input(lengths.map((life) => foreseen(life))),
    )
    expect(lives).toBe(16)
    expect(plan.failures).toBe(0)
    expect(followed).toBeNull()
    const [failing, interval] = usual
    expect(failing!.planLess.high).toBeLessThan(0)
    expect(interval!.planLess.mean).toBeLessThan(0)
    expect(plan.cost - failing!.cost).toBeCloseTo(failing!.planLess.mean, 6)
  })

  test('a model that calls every machine sound is not followed where an interval is better', async () => {
    const steady = lengths.map((life) => told(90 + (life % 7), [400, 500, 600]))
    const { followed, usual } = await policyEvidence(highs, input(steady))
    expect(followed).toMatchObject({ way: 'fixed-interval' })
    expect(usual.find(({ rule }) => rule.way === 'fixed-interval')!.planLess.low).toBeGreaterThan(0)
  })

  test('a part of a large fleet is replayed with its share of crews and parts', async () => {
    const part = input(lengths.slice(0, 8).map((life) => foreseen(life)))
    const whole = { ...part.terms, crews: 2, parts: { ...terms.parts!, stock: 4 } }
    const ofWhole = await policyEvidence(highs, { ...part, terms: whole, machines: 8 })
    expect(ofWhole).toEqual(await policyEvidence(highs, part))
  })

  test('is the same each time, and can be cancelled', async () => {
    const same = input(lengths.slice(0, 8).map((life) => foreseen(life)))
    expect(await policyEvidence(highs, same)).toEqual(await policyEvidence(highs, same))
    const stopped = policyEvidence(highs, same, { signal: AbortSignal.abort() })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  })
})

test('every rule has a policy and a name', () => {
  const rules = [
    { way: 'run-to-failure' },
    { way: 'fixed-interval', periods: 9 },
    { way: 'threshold', cycles: 30 },
  ] as const
  expect(rules.map(ruleName)).toEqual([
    'run to failure',
    'service every 9 periods',
    'service at a median remaining life of 30 cycles',
  ])
  expect(policyOf(rules[1]).name).toBe('every 9 periods')
})

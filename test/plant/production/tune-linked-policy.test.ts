import { describe, expect, test } from 'vitest'
import { mean } from '../../../src/statistics/moments.ts'
import { outlookOf } from '../../../src/plant/production/linked-policy.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { simulateLinked } from '../../../src/plant/production/simulate-linked.ts'
import { tuneLinkedPolicy } from '../../../src/plant/production/tune-linked-policy.ts'
import { chainPlant, chainScenarios } from './chain-plant.ts'

const records = buildRecords(chainPlant(), chainScenarios(40))
const usual = {
  safety: new Float64Array(3).fill(1.645),
  cover: new Float64Array(3),
  urgency: 0.5,
}

describe('tuneLinkedPolicy', () => {
  test('earns more than a usual safety stock, also on futures that it has not seen', async () => {
    const { policy, worth } = await tuneLinkedPolicy(records, { effort: 20 })
    const outlook = outlookOf(records)
    expect(worth).toBeCloseTo(mean(simulateLinked(records, outlook, policy)), 9)
    expect(worth).toBeGreaterThan(mean(simulateLinked(records, outlook, usual)))
    const others = buildRecords(chainPlant(), chainScenarios(200, 2))
    const unseen = mean(simulateLinked(others, outlook, policy))
    expect(unseen).toBeGreaterThan(mean(simulateLinked(others, outlook, usual)))
  })

  test('the same records give the same policy', async () => {
    const [one, other] = [
      await tuneLinkedPolicy(records, { effort: 20 }),
      await tuneLinkedPolicy(records, { effort: 20 }),
    ]
    expect(one.policy).toEqual(other.policy)
  })

  test('the same policy comes out however fast the clock runs, and a cut is told', async () => {
    const tuned = (millisecondsPerLook: number, timeLimitSeconds?: number) => {
      let time = 0
      const now = (): number => (time += millisecondsPerLook)
      return tuneLinkedPolicy(records, { effort: 0.02, timeLimitSeconds, now })
    }
    const still = await tuned(0)
    expect(await tuned(5)).toEqual(still)
    expect(still.isCut).toBe(false)
    expect((await tuned(100, 0.5)).isCut).toBe(true)
  })

  test('is no worse than what it starts from, even without time', async () => {
    const { policy: previous, worth } = await tuneLinkedPolicy(records, { effort: 20 })
    const hurried = await tuneLinkedPolicy(records, { effort: 0, previous })
    expect(hurried.worth).toBeGreaterThanOrEqual(worth)
  })

  test('stops when it is told to', async () => {
    await expect(
      tuneLinkedPolicy(records, { effort: 20, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

import { expect, test } from 'vitest'
import { fitMembers, fitOutcome } from '../../../src/plant/quality/fit-outcome.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { createRandom } from '../../../src/random.ts'
import { failureAt, madeRecords, specification } from './made-records.ts'

const random = createRandom(1)

test('held-out probabilities are near the law, whichever model was chosen', async () => {
  const records = readQualityRecords(madeRecords(500), { ...specification, measurements: [] })
  const outcome = await fitOutcome(records, 1, random)
  const torque = records.columns[0]!
  if (torque.kind !== 'number') throw new Error('torque: expected numbers')
  const errors = [...outcome.heldOut.rows].map((row, i) =>
    Math.abs(outcome.probabilities[i]! - failureAt(torque.values[row]!)),
  )
  expect(errors.reduce((a, b) => a + b) / errors.length).toBeLessThan(0.06)
  expect(outcome.candidates[0]!.name).toBe(outcome.predictor)
  expect(await fitMembers(records, outcome, 2, random)).toHaveLength(2)
})

test('a measured characteristic has intervals that hold what they say', async () => {
  const { failing: _, ...open } = specification
  const records = readQualityRecords(madeRecords(500), {
    ...open,
    outcome: 'bore',
    limits: { lower: 19.4, upper: 20.6 },
    measurements: [],
  })
  const outcome = await fitOutcome(records, 1, random)
  expect(outcome.source.kind).toBe('characteristic')
  for (const { nominal, observed } of outcome.coverage) {
    expect(observed.lower - 0.05).toBeLessThan(nominal)
    expect(observed.upper + 0.05).toBeGreaterThan(nominal)
  }
  const [member] = await fitMembers(records, outcome, 1, random)
  expect(member!.kind).toBe('characteristic')
})

import { expect, test } from 'vitest'
import { takeRows } from '../../../src/data/table/aligned-columns.ts'
import { adviseSettings } from '../../../src/plant/quality/advice.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { failureAt, madeModel, madeRecords, specification } from './made-records.ts'

const { columns } = readQualityRecords(madeRecords(400), specification)
const advice = await adviseSettings(madeModel(), columns, { seed: 1 })

test('raises the torque, as far as there are data and no further', () => {
  const [change] = advice.changes
  expect(advice.changes).toHaveLength(1)
  expect(change).toMatchObject({ column: 'torque', lowest: 30, highest: 60 })
  expect(change!.to).toBeGreaterThan(40)
  // Beyond 35 + 4 sqrt(12) the made region has no data, although 60 is allowed and would fail less.
  expect(change!.to).toBeLessThanOrEqual(35 + 4 * Math.sqrt(12))
})

test('says what a change does, and between which values it does nearly as much', () => {
  const { to, failureBefore, failureAfter, nearly } = advice.changes[0]!
  expect(failureBefore - failureAfter).toBeCloseTo(advice.gain.estimate / 10, 2)
  expect(nearly.lowest).toBeLessThanOrEqual(to)
  expect(nearly.highest).toBeGreaterThanOrEqual(to)
  const [lowest, highest] = [nearly.lowest, nearly.highest].map(failureAt)
  expect(lowest! - highest!).toBeLessThan(0.05 * failureBefore)
  // The made region ends there.
  expect(nearly.highest).toBeLessThanOrEqual(35 + 4 * Math.sqrt(12))
})

test('of values that do nearly as much, the one nearest to what is usual now is proposed', () => {
  const { from, to, failureBefore, nearly } = advice.changes[0]!
  expect(from).toBeLessThan(nearly.lowest)
  expect(to).toBe(nearly.lowest)
  expect(nearly.highest).toBeGreaterThan(to)
  // The furthest would fail less often, by no more than what a change must save.
  expect(failureAt(to) - failureAt(nearly.highest)).toBeLessThan(0.05 * failureBefore)
})

test('no value is proposed beyond the middle 95% of those seen', async () => {
  const model = madeModel({ region: { columns: ['torque', 'force', 'machine'], limit: 1e9 } })
  const known = model.state.features.find(({ name }) => name === 'torque')!
  if (known.kind !== 'number') throw new Error('torque: expected numbers')
  const { changes } = await adviseSettings(model, columns, { seed: 1 })
  expect(known.usual[1]).toBeLessThan(known.highest)
  expect(changes[0]!.to).toBeLessThanOrEqual(known.usual[1])
  // Seen values end within a step of the last that does as much.
  expect(changes[0]!.nearly.highest).toBeLessThanOrEqual(known.usual[1])
  expect(changes[0]!.nearly.highest).toBeGreaterThan(known.usual[1] - 0.1)
})

test('the gain is what the law says, within its interval', () => {
  const torque = columns[0]!
  if (torque.kind !== 'number') throw new Error('torque: expected numbers')
  const last = torque.values.slice(-200).filter((value) => ((value - 35) / 4) ** 2 / 2 <= 6)
  const expected =
    10 *
    (last.reduce((sum, value) => sum + failureAt(value), 0) / last.length -
      failureAt(advice.changes[0]!.to))
  expect(advice.gain.lower).toBeLessThan(expected)
  expect(advice.gain.upper).toBeGreaterThan(expected)
  expect(advice.gain.lower).toBeGreaterThan(0)
  expect(advice.costNow.estimate - advice.costAfter.estimate).toBeCloseTo(advice.gain.estimate, 10)
})

test('the same seed gives the same advice', async () => {
  expect(await adviseSettings(madeModel(), columns, { seed: 1 })).toEqual(advice)
})

test('nothing is advised where nothing helps', async () => {
  const flat = { ...madeModel().state.source }
  if (flat.kind !== 'predictor' || flat.state.kind !== 'linear') throw new Error('made otherwise')
  const state = { ...flat.state, weights: flat.state.weights.map(() => 0) }
  const members = [1, 2, 3, 4].map(() => ({ kind: 'predictor', state }) as const)
  const { changes, reason, gain } = await adviseSettings(madeModel({ members }), columns, {
    seed: 1,
  })
  expect(changes).toEqual([])
  expect(gain.estimate).toBe(0)
  expect(reason).toContain('no change')
})

test('records outside of what was learnt get no advice', async () => {
  const strange = columns.map((column) => takeRows(column, Int32Array.of(0, 1)))
  const first = strange[0]!
  if (first.kind === 'number') first.values.fill(500)
  const { changes, reason } = await adviseSettings(madeModel(), strange, { seed: 1 })
  expect(changes).toEqual([])
  expect(reason).toContain('outside of what was learnt')
})

test('without settings or costs there is a sentence', async () => {
  const { costs: _, ...free } = specification
  await expect(
    adviseSettings(madeModel({ specification: free }), columns, { seed: 1 }),
  ).rejects.toThrow('no costs')
  const fixed = { ...specification, settings: {} }
  await expect(
    adviseSettings(madeModel({ specification: fixed }), columns, { seed: 1 }),
  ).rejects.toThrow('no setting')
})

test('a setting that hardly varied is no ground for advice', async () => {
  const features = madeModel().state.features.map((feature) =>
    feature.kind === 'number' ? { ...feature, usual: [40, 40] as const } : feature,
  )
  const { changes, reason } = await adviseSettings(madeModel({ features }), columns, { seed: 1 })
  expect(changes).toEqual([])
  expect(reason).toContain('no two values of torque that are usual')
})

test('what is advised can be set: three digits of the range, none of them outside', async () => {
  const { changes } = await adviseSettings(madeModel(), columns, { seed: 1 })
  expect(changes[0]!.to).toBe(Number(changes[0]!.to.toFixed(1)))
})

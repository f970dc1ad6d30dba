import { afterAll, expect, test } from 'vitest'
import { type Column, createTable } from '../../../src/data/table/table.ts'
import { fitQuality } from '../../../src/plant/quality/fit-quality.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { createRandom } from '../../../src/random.ts'
import { madeRecords, specification } from './made-records.ts'

const made = madeRecords(420)
const result = made.columns.get('result')!
if (result.kind !== 'text') throw new Error('result: expected text')
const codes = result.codes.map((code, row) => (row < 400 ? code : -1))
const table = createTable([...made.columns, ['result', { ...result, codes }]])
const records = readQualityRecords(table, specification)
const fitted = await fitQuality(records, { seed: 1 })
afterAll(() => fitted.model.release())

test('the evidence is of records that the model did not learn from', () => {
  const { model, records: count, failing } = fitted.result
  expect(count).toBe(400)
  expect(failing).toBe(records.failed.reduce((a, b) => a + b))
  expect(model.heldOutRecords).toBeLessThanOrEqual(400)
  expect(model.scores.logScore).toBeLessThan(model.baseline.logScore)
  expect(model.reliability.reduce((sum, bin) => sum + bin.records, 0)).toBe(model.heldOutRecords)
})

test('torque drives, is advised to be raised, and inspection pays', () => {
  const { drivers, advice, inspection, trend } = fitted.result
  expect(drivers[0]).toMatchObject({ column: 'torque', isSetting: true })
  expect(drivers[0]!.whatIfs.length).toBeGreaterThan(3)
  expect(advice!.changes[0]?.column ?? 'torque').toBe('torque')
  const costOf = (name: string) => inspection!.policies.find(({ policy }) => policy === name)!.cost
  expect(costOf('proposed')).toBeLessThan(Math.min(costOf('none'), costOf('random')))
  expect(trend.lots).toHaveLength(20)
})

test('records that wait are told of', () => {
  expect(fitted.result.waiting).toMatchObject({ records: 20 })
})

test('the result survives JSON', () => {
  expect(JSON.parse(JSON.stringify(fitted.result))).toEqual(fitted.result)
})

test('stops when it is told to', async () => {
  const signal = AbortSignal.abort()
  await expect(fitQuality(records, { seed: 1, signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
})

test('generated failures are not judged by a handful', async () => {
  const few = readQualityRecords(madeRecords(300), { ...specification, settings: {} })
  const { model, result } = await fitQuality(few, { seed: 1, size: 0.1 })
  await model.release()
  expect(result.failing).toBeLessThan(100)
  expect(result.model.augmentation).toBeNull()
})

test('what chose its columns by the held-out verdicts is not judged by these', async () => {
  const random = createRandom('noise')
  const noise = Array.from({ length: 30 }, (_, i): [string, Column] => [
    `noise ${i}`,
    { kind: 'number', values: Float64Array.from({ length: 300 }, () => random.normal()) },
  ])
  const wide = createTable([...madeRecords(300).columns, ...noise])
  const read = readQualityRecords(wide, {
    ...specification,
    settings: {},
    measurements: ['torque', ...noise.map(([name]) => name)],
  })
  const { model, result } = await fitQuality(read, { seed: 1, size: 0.1 })
  await model.release()
  const named = ({ result: { model } }: typeof fitted): boolean =>
    model.candidates.some(({ name }) => name.startsWith('generative model'))
  expect(named({ model, result })).toBe(false)
  expect(named(fitted)).toBe(true)
})

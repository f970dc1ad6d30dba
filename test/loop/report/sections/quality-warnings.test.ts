import { expect, test } from 'vitest'
import { driftWarning, leakWarning } from '../../../../src/loop/report/sections/quality-warnings.ts'
import { sampleQuality } from '../sample-quality.ts'

const result = sampleQuality.result!

test('records that drift are told with their columns, steady ones are not', () => {
  const told = driftWarning(result)
  expect(told && told.html).toContain(
    '1 of 9 columns take other values than before, most of all hall_temperature.',
  )
  expect(driftWarning({ ...result, drift: { columns: 9, shifts: [] } })).toBe(false)
  expect(driftWarning({ ...result, drift: null })).toBe(false)
})

test('columns that tell the outcome are told in both languages, with what to do', () => {
  expect(leakWarning(result)).toBe(false)
  const told = leakWarning({
    ...result,
    leaks: [
      { column: 'retest', kind: 'alone', areaUnderRoc: 0.9987 },
      { column: 'bore_inches', kind: 'copy', correlation: 1 },
      { column: 'defect', kind: 'level', level: '', records: 1200, failing: 1199 },
      { column: 'flag', kind: 'level', level: '1', records: 115, failing: 115 },
    ],
  })
  const text = (told && told.html) || ''
  expect(text).toContain('Column retest tells the outcome nearly alone (AUC 0.999).')
  expect(text).toContain('Column bore_inches is nearly the outcome itself (correlation 1.000).')
  expect(text).toContain('Column defect: 1,199 of 1,200 records without a value failed.')
  expect(text).toContain('Column flag: 115 of 115 records with 1 failed.')
  expect(text).toContain('name the columns under ignore in plant.yaml')
  expect(text).toContain('缺值的 1,200 条记录中有 1,199 条不合格')
})

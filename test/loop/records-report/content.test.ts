import { expect, test } from 'vitest'
import { fingerprintOf } from '../../../src/loop/records-report/content.ts'
import { sampleReport } from './sample-report.ts'

test('holds a verdict, a marginal per field and points of both tables, as plain data', async () => {
  const report = await sampleReport()
  expect(report.marginals.map(({ field }) => field)).toEqual(['torque', 'speed', 'failed'])
  expect(report.verdict).toHaveLength(5)
  expect(report.projection.real).toHaveLength(300)
  expect(JSON.parse(JSON.stringify(report))).toMatchObject({
    format: 'millrace-records-report',
    version: 1,
    name: 'machines.csv',
  })
})

test('the fingerprint is SHA-256', () => {
  expect(fingerprintOf(new Uint8Array())).toMatch(/^e3b0c44298fc1c149afbf4c8996fb924/)
})

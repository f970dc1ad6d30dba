import { expect, test } from 'vitest'
import { monitoringPart } from '../../../../src/loop/report/sections/monitoring.ts'
import { sampleMonitoring } from '../sample-quality.ts'

const text = monitoringPart(sampleMonitoring, 'all').html

test('counts what lies beyond each limit after the baseline, and names the columns behind it', () => {
  expect(text).toContain('3 columns watched together. Limits from 28 records in control')
  expect(text).toContain('同时监控 3 列')
  expect(text).toContain('1 of 10')
  expect(text).toContain('10.0%')
  expect(text).toContain('wall 81%')
})

test('one row for a record with all statistics that it is beyond', () => {
  expect(text).toContain('(1)')
  expect(text).toContain('T², SPE')
})

test('a value far out is drawn at three times the limit', () => {
  const figure = text.slice(text.indexOf('id="all-t2"'), text.indexOf('id="all-spe"'))
  expect(figure).toContain('>30<')
  expect(figure).not.toContain('>900<')
})

test('where the baseline is all there is, its own records are counted', () => {
  const all = monitoringPart({ ...sampleMonitoring, baseline: 40 }, 'all').html
  expect(all).toContain('1 of 40')
})

test('says so where too few records set limits', () => {
  const few = monitoringPart({ ...sampleMonitoring, limitsFrom: 0 }, 'all').html
  expect(few).toContain('Too few records in control for the generative model')
})

test('names what the baseline does not cover, in both languages', () => {
  expect(text).toContain('left the baseline at record 33, by 1.4 deviations on average')
  expect(text).toContain('has not left the baseline, but moves slowly')
  expect(text).toContain('基准期未覆盖的情况')
  const none = monitoringPart({ ...sampleMonitoring, coverage: [] }, 'all').html
  expect(none).not.toContain('What the baseline does not cover')
})

test('says under which conditions records are compared, and how many are not', () => {
  expect(text).toContain('Each record is compared with what is usual under its load.')
  expect(text).toContain('beyond those of the baseline: 2.')
  expect(text).toContain('2 条记录未作判断')
  const alike = monitoringPart({ ...sampleMonitoring, conditions: [], unseen: 0 }, 'all').html
  expect(alike).not.toContain('is compared with')
})

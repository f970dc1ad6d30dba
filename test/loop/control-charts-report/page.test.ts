import { expect, test } from 'vitest'
import { controlChartsPage } from '../../../src/loop/control-charts-report/page.ts'
import { sampleMonitoring, sampleQuality } from '../report/sample-quality.ts'

const report = {
  language: 'en',
  name: 'tests.csv',
  madeAt: '2026-08-31T14:05:00.000Z',
  charts: sampleQuality.charts,
  monitoring: sampleMonitoring,
} as const

test('a page with charts, signals and what the limits rest on, in both languages', () => {
  const page = controlChartsPage(report)
  expect(page).toMatch(/^<!doctype html>/)
  expect(page).toContain('Control charts: tests.csv')
  expect(page).toContain('控制图：tests.csv')
  expect(page).toContain('a false alarm at one of 370 points in control')
  expect(page).toContain('the first 30 of 40 points')
  expect(page).toContain('id="monitoring-t2"')
  expect(page).not.toMatch(/<script|<link|src="/)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
  expect(new Set(ids).size).toBe(ids.length)
})

test('names no more columns than a person reads', () => {
  const columns = Array.from({ length: 351 }, (_, i) => `sensor_${i}`)
  const page = controlChartsPage({ ...report, monitoring: { ...sampleMonitoring, columns } })
  expect(page).toContain('sensor_29, … (+321)')
})

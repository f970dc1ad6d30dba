import { expect, test } from 'vitest'
import { machinesPage } from '../../../src/loop/machines-report/page.ts'
import { sampleFleet } from '../report/sample-fleet.ts'

const report = {
  language: 'zh',
  madeAt: '2026-08-31T14:05:00.000Z',
  plant: { currency: '', frequency: 'period' },
  fleet: sampleFleet,
} as const

test('a page of one fleet with its orders, drivers, causes and findings, in both languages', () => {
  const page = machinesPage(report)
  expect(page).toMatch(/^<!doctype html>/)
  expect(page).toContain('<html lang="zh">')
  expect(page).toContain('Machines: spindles')
  expect(page).toContain('over the next 26 periods')
  expect(page).toContain('未来 26 个时段')
  expect(page).toContain('Causes of failures')
  expect(page).toContain('reading that does not move any more')
  expect(page).not.toMatch(/<script|<link|src="|undefined|NaN/)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
  expect(new Set(ids).size).toBe(ids.length)
})

test('amounts without a currency stand alone', () => {
  expect(machinesPage(report)).toContain('are expected to cost 9,650.')
})

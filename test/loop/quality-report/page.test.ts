import { expect, test } from 'vitest'
import { operationPage } from '../../../src/loop/quality-report/page.ts'
import { sampleQuality } from '../report/sample-quality.ts'

const result = sampleQuality.result!
const report = { language: 'en', madeAt: '2026-08-31T14:05:00.000Z', result } as const

test('a page of one operation, in both languages, that loads nothing', () => {
  const page = operationPage({ ...report, currency: 'EUR' })
  expect(page).toMatch(/^<!doctype html>/)
  expect(page).toContain(result.operation)
  expect(page).toContain('€')
  expect(page).toMatch(/lang="zh"/)
  expect(page).not.toMatch(/<script|<link|src="|undefined|NaN/)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
  expect(new Set(ids).size).toBe(ids.length)
})

test('records of no plant have costs without a currency', () => {
  expect(operationPage({ ...report, currency: '' })).not.toContain('€')
})

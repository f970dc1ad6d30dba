import { describe, expect, test } from 'vitest'
import {
  formatChange,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRoughMoney,
  formatScore,
  formatTime,
  moneyColumn,
  shortLabels,
} from '../../../src/loop/report/format.ts'

describe('format', () => {
  test('large numbers are grouped whole, small ones keep decimals', () => {
    expect(formatNumber(12345.6)).toBe('12,346')
    expect(formatNumber(3.14159)).toBe('3.1')
    expect(formatNumber(0.123)).toBe('0.12')
    expect(formatNumber(7)).toBe('7')
    expect(formatNumber(7, 1)).toBe('7.0')
  })

  test('what is not a number is a dash', () => {
    expect([
      formatNumber(NaN),
      formatMoney(NaN, 'EUR'),
      formatPercent(NaN),
      formatScore(NaN),
    ]).toEqual(['–', '–', '–', '–'])
  })

  test('an ISO currency gets its sign, any other label stands behind', () => {
    expect(formatMoney(1234, 'EUR')).toBe('€1,234')
    expect(formatMoney(1234, 'CNY')).toBe('¥1,234')
    expect(formatMoney(1234, 'k credits')).toBe('1,234 k credits')
    expect(formatMoney(-12.5, 'EUR')).toBe('−€12.50')
  })

  test('rough money has four digits, a change has its sign', () => {
    expect(formatRoughMoney(412_345, 'EUR')).toBe('€412,300')
    expect(formatChange(28_149, 'EUR')).toBe('+€28,150')
    expect(formatChange(-5, 'EUR')).toBe('−€5')
  })

  test('a column of money has cents only where all of it is small', () => {
    expect([123.4, 23.59].map(moneyColumn([123.4, 23.59], 'EUR'))).toEqual(['€123', '€24'])
    expect([12.4, 3.59].map(moneyColumn([12.4, 3.59], 'EUR'))).toEqual(['€12.40', '€3.59'])
  })

  test('shares are percent, scores have three decimals', () => {
    expect(formatPercent(0.934)).toBe('93.4%')
    expect(formatPercent(0.5, 0)).toBe('50%')
    expect(formatScore(-0.12345)).toBe('−0.123')
  })

  test('a time is short and says its zone', () => {
    expect(formatTime('2026-08-31T14:05:09.000Z')).toBe('2026-08-31 14:05 UTC')
  })

  test('labels are cut to month and day, to year and month over a year, and left alone otherwise', () => {
    expect(shortLabels(['2026-08-31', '2026-09-07'])).toEqual(['08-31', '09-07'])
    expect(shortLabels(['2025-01-06', '2026-09-07'])).toEqual(['2025-01', '2026-09'])
    expect(shortLabels(['149', '150'])).toEqual(['149', '150'])
    expect(shortLabels([])).toEqual([])
  })
})

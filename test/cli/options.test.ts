import { describe, expect, test } from 'vitest'
import {
  durationOption,
  integerOption,
  namesOption,
  numberOption,
  positiveOption,
  shareOption,
} from '../../src/cli/options.ts'

describe('options', () => {
  test('whole numbers are taken, anything else is refused by name', () => {
    const horizon = integerOption('horizon', 1)
    expect(horizon('12')).toBe(12)
    for (const text of ['0', '1.5', 'x', '', ' ']) {
      expect(() => horizon(text)).toThrow(`--horizon: not usable`)
    }
  })

  test('shares lie between 0 and 1', () => {
    const share = shareOption('event-probability')
    expect(share('0.3')).toBe(0.3)
    for (const text of ['1.5', '-0.1', 'x', '']) expect(() => share(text)).toThrow('0 to 1')
  })

  test('some numbers must lie above 0', () => {
    const epsilon = positiveOption('epsilon')
    expect(epsilon('1e-5')).toBe(1e-5)
    for (const text of ['0', '-1', 'x', '', 'Infinity']) {
      expect(() => epsilon(text)).toThrow('--epsilon: not usable, expected a number above 0')
    }
  })

  test('other numbers may be anything finite', () => {
    const lower = numberOption('lower')
    expect(lower('-2.5')).toBe(-2.5)
    for (const text of ['', 'x', 'Infinity']) {
      expect(() => lower(text)).toThrow('--lower: not usable, expected a number, got')
    }
  })

  test('names are trimmed and empty ones dropped', () => {
    expect(namesOption('a, b,,c ')).toEqual(['a', 'b', 'c'])
  })

  test('times have a unit', () => {
    const budget = durationOption('budget')
    expect(['90s', '5m', '0.5h', '7'].map(budget)).toEqual([90, 300, 1800, 7])
    for (const text of ['0', '0s', '5 days', '']) {
      expect(() => budget(text)).toThrow('--budget: not usable, expected a time such as 90s')
    }
  })
})

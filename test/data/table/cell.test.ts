import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatValue,
  isMissing,
  numberHint,
  parseBoolean,
  parseNumber,
  parseTime,
  timeHint,
} from '../../../src/data/table/cell.ts'

function over<T>(parse: (bytes: Uint8Array, start: number, end: number) => T): (text: string) => T {
  return (text) => {
    const bytes = Buffer.from(`,${text},`)
    return parse(bytes, 1, bytes.length - 1)
  }
}

const number = over(parseNumber)
const time = over(parseTime)
const iso = (text: string): string => new Date(time(text)).toISOString()

describe('numbers', () => {
  test('every finite number is read back bit for bit from its text', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        expect(number(String(value))).toBe(Object.is(value, -0) ? 0 : value)
      }),
      { numRuns: 500 },
    )
  })

  test('decimals with many digits are rounded as the platform rounds them', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,17}\.\d{1,17}$/), (text) => {
        expect(number(text)).toBe(Number(text))
      }),
    )
  })

  test('blanks around a number are allowed, anything else is not a number', () => {
    expect(number(' 12.50 ')).toBe(12.5)
    expect(number('+.5')).toBe(0.5)
    expect(number('5.')).toBe(5)
    for (const text of [
      '',
      '-',
      '.',
      '1,5',
      '1 000',
      '12pcs',
      '0x10',
      'Infinity',
      '1e999',
      '1.2.3',
    ])
      expect(number(text)).toBeNaN()
  })
})

describe('times', () => {
  test('the usual unambiguous forms are read', () => {
    expect(iso('2024-02-29')).toBe('2024-02-29T00:00:00.000Z')
    expect(iso(' 2024/02/29 ')).toBe('2024-02-29T00:00:00.000Z')
    expect(iso('2024-02')).toBe('2024-02-01T00:00:00.000Z')
    expect(iso('20240229')).toBe('2024-02-29T00:00:00.000Z')
    expect(iso('202402')).toBe('2024-02-01T00:00:00.000Z')
    expect(iso('2024-02-29 06:30')).toBe('2024-02-29T06:30:00.000Z')
    expect(iso('2024-02-29T06:30:15.250+02:00')).toBe('2024-02-29T04:30:15.250Z')
    expect(iso('2020-W53')).toBe('2020-12-28T00:00:00.000Z')
    expect(iso('2024-W01-3')).toBe('2024-01-03T00:00:00.000Z')
  })

  test('days that are not in the calendar and ambiguous forms are refused', () => {
    for (const text of ['2023-02-29', '2024-13-01', '31/12/2024', '2024-1-5', '2021-W53', 'soon'])
      expect(time(text)).toBeNaN()
    expect(time('2024-01-01 25:00')).toBeNaN()
  })

  test('every day is read back from its ISO text', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          expect(time(date.toISOString())).toBe(date.getTime())
          expect(time(date.toISOString().slice(0, 10))).toBe(Math.floor(+date / 864e5) * 864e5)
        },
      ),
    )
  })
})

test('words for nothing are missing, a zero is not', () => {
  for (const text of ['', '  ', 'NA', 'n/a', 'NaN', 'null', 'None']) {
    expect(over(isMissing)(text)).toBe(true)
  }
  for (const text of ['0', '-', 'nano', 'false']) expect(over(isMissing)(text)).toBe(false)
})

test('truth words are read in any case', () => {
  expect(['TRUE', 'yes', 'T', '1'].map(over(parseBoolean))).toEqual([1, 1, 1, 1])
  expect(['False', 'NO', 'f', '0'].map(over(parseBoolean))).toEqual([0, 0, 0, 0])
  expect(over(parseBoolean)('maybe')).toBe(-1)
})

test('the hint for a number says what the sign means and what to write', () => {
  expect(numberHint('12,5')).toBe('the comma is the decimal mark here; write 12.5')
  expect(numberHint('1,234')).toBe(
    'write 1234 if the comma groups thousands, 1.234 if it is the decimal mark',
  )
  expect(numberHint('1,234,567.5')).toBe('the comma groups thousands here; write 1234567.5')
  expect(numberHint('1.234,56')).toBe('the point groups thousands here; write 1234.56')
  expect(numberHint("1'234")).toBe('thousands are grouped here; write 1234')
  expect(numberHint('12 pcs')).toBe('write the number alone, without a unit or sign')
  expect(numberHint('(5)')).toBe('brackets mark a negative number here; write -5')
  expect(numberHint('abc')).toBeUndefined()
})

test('the hint for a date shows it year first', () => {
  expect(timeHint('31/12/2024')).toBe('write dates year first: 2024-12-31')
  expect(timeHint('12/31/24')).toBe('write dates year first: 2024-12-31')
  expect(timeHint('1.2.2024')).toContain('2024-02-01 or 2024-01-02')
  expect(timeHint('2024-1-5')).toBe('write month and day with two digits: 2024-01-05')
  expect(timeHint('2023-02-30')).toBe('there is no such day in the calendar')
  expect(timeHint('45292')).toContain('2024-01-01')
})

test('values are written so that they read back', () => {
  expect(formatValue('number', 0.1 + 0.2)).toBe('0.30000000000000004')
  expect(formatValue('time', Date.UTC(2024, 0, 31))).toBe('2024-01-31')
  expect(formatValue('time', Date.UTC(2024, 0, 31, 6, 30))).toBe('2024-01-31T06:30:00Z')
  expect(formatValue('boolean', 1)).toBe('true')
})

test('a number is written as the runtime would write it', () => {
  const decimal = fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 9 }))
    .map(([digits, decimals]) => digits / 10 ** decimals)
  const number = fc.oneof(
    decimal,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0.5, -0.05, 1e-7, 1e21, 123456789012345.6, 99999999.999999, 2 ** 53 + 2, -0),
  )
  fc.assert(
    fc.property(number, (value) => {
      expect(formatValue('number', value)).toBe(String(value))
    }),
    { numRuns: 2000 },
  )
})

// One cell of a text file: bytes to number, time or truth value, and words for what it is instead.

const zero = 0x30
const powersOfTen = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

const missingWords = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none'])

/** Empty, blank or a word that stands for nothing. */
export function isMissing(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return true
  return end - start <= 32 && missingWords.has(cellText(bytes, start, end).trim().toLowerCase())
}

/** A finite decimal number with `.`, blanks around it allowed; NaN for anything else. */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start
  while (i < end && bytes[i] === 0x20) i++
  while (end > i && bytes[end - 1] === 0x20) end--
  const from = i
  const isNegative = bytes[i] === 0x2d
  if (isNegative || bytes[i] === 0x2b) i++
  // Fast and exact: up to 15 digits are an exact integer, and one division rounds correctly.
  let digits = 0
  let value = 0
  let decimals = -1
  for (; i < end; i++) {
    const digit = bytes[i]! - zero
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      digits++
      if (decimals >= 0) decimals++
    } else if (bytes[i] === 0x2e && decimals < 0) decimals = 0
    else break
  }
  if (i < end || digits === 0 || digits > 15) return parseLongNumber(bytes, from, end)
  if (decimals > 0) value /= powersOfTen[decimals]!
  return isNegative ? -value : value
}

function parseLongNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 400) return NaN
  const text = cellText(bytes, start, end)
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return NaN
  const value = Number(text)
  return Number.isFinite(value) ? value : NaN
}

const isoTime =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/
const isoWeek = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/
const compactDate = /^(\d{4})(\d{2})(\d{2})?$/

/**
 * Milliseconds since 1970-01-01 UTC of `2024-01-31`, `2024-01-31 06:30`, `2024-01-31T06:30:00Z`,
 * `2024/01/31`, `2024-01` (first of the month), `20240131`, `202401`, `2024-W05` (its Monday);
 * a time without zone counts as UTC. NaN for anything else.
 */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && bytes[start] === 0x20) start++
  while (end > start && bytes[end - 1] === 0x20) end--
  if (end - start === 10 && bytes[start + 4] === 0x2d && bytes[start + 7] === 0x2d) {
    return dayTime(
      digitsAt(bytes, start, 4),
      digitsAt(bytes, start + 5, 2),
      digitsAt(bytes, start + 8, 2),
    )
  }
  if (end - start > 40) return NaN
  return timeOfText(cellText(bytes, start, end))
}

/** As `parseTime`, of a text. */
export function timeOfText(text: string): number {
  const normal = text
    .trim()
    .replace(/^(\d{4})\/(\d{2})(?:\/(\d{2}))?/, (_, year, month, day) =>
      day === undefined ? `${year}-${month}` : `${year}-${month}-${day}`,
    )
  const iso = isoTime.exec(normal)
  if (iso) {
    const [, year, month, day = '01', hour = '0', minute = '0', second = '0', part = '', zone] = iso
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN
    const milliseconds = part === '' ? 0 : Math.round(Number(`0.${part}`) * 1000)
    const clock = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
    return (
      dayTime(Number(year), Number(month), Number(day)) + clock + milliseconds - zoneOffset(zone)
    )
  }
  const week = isoWeek.exec(normal)
  if (week) return weekTime(Number(week[1]), Number(week[2]), Number(week[3] ?? 1))
  const compact = compactDate.exec(normal)
  if (compact && Number(compact[1]) >= 1900 && Number(compact[1]) <= 2199) {
    return dayTime(Number(compact[1]), Number(compact[2]), Number(compact[3] ?? 1))
  }
  return NaN
}

/** 1 or 0 for true/false, yes/no, t/f, y/n, 1/0 in any case; -1 for anything else. */
export function parseBoolean(bytes: Uint8Array, start: number, end: number): 1 | 0 | -1 {
  if (end - start > 16) return -1
  switch (cellText(bytes, start, end).trim().toLowerCase()) {
    case 'true':
    case 'yes':
    case 't':
    case 'y':
    case '1':
      return 1
    case 'false':
    case 'no':
    case 'f':
    case 'n':
    case '0':
      return 0
    default:
      return -1
  }
}

/** What a person can do about a cell that should be a number, or undefined. */
export function numberHint(text: string): string | undefined {
  const cell = text.trim()
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(cell)) {
    const plain = cell.replaceAll(',', '')
    if (/^[+-]?\d{1,3},\d{3}$/.test(cell)) {
      return `write ${plain} if the comma groups thousands, ${cell.replace(',', '.')} if it is the decimal mark`
    }
    return `the comma groups thousands here; write ${plain}`
  }
  if (/^[+-]?\d*,\d+$/.test(cell)) {
    return `the comma is the decimal mark here; write ${cell.replace(',', '.')}`
  }
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(cell) || /^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(cell)) {
    return `the point groups thousands here; write ${cell.replaceAll('.', '').replace(',', '.')}`
  }
  if (/^[+-]?\d{1,3}([ '’\u00A0\u202F]\d{3})+([.,]\d+)?$/.test(cell)) {
    const plain = cell.replace(/[ '’\u00A0\u202F]/g, '').replace(',', '.')
    return `thousands are grouped here; write ${plain}`
  }
  if (/^\(\d+(\.\d+)?\)$/.test(cell)) {
    return `brackets mark a negative number here; write -${cell.slice(1, -1)}`
  }
  if (/\d/.test(cell) && /[%€$£¥a-zA-Z]/.test(cell) && cell.length < 24) {
    return 'write the number alone, without a unit or sign'
  }
  if (/^[+-]?inf/i.test(cell)) return 'leave the cell empty where there is no finite number'
  return undefined
}

/** What a person can do about a cell that should be a date, or undefined. */
export function timeHint(text: string): string | undefined {
  const cell = text.trim()
  const parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b/.exec(cell)
  if (parts) {
    const year = parts[3]!.length === 2 ? `20${parts[3]}` : parts[3]!
    const [first, second] = [Number(parts[1]), Number(parts[2])]
    const two = (value: number): string => String(value).padStart(2, '0')
    const dayFirst = `${year}-${two(second)}-${two(first)}`
    const monthFirst = `${year}-${two(first)}-${two(second)}`
    if (second > 12) return `write dates year first: ${monthFirst}`
    if (first > 12) return `write dates year first: ${dayFirst}`
    return `day and month could be either way round; write dates year first: ${dayFirst} or ${monthFirst}`
  }
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(cell)) {
    const [year, month, day] = cell.split('-')
    const padded = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
    if (padded === cell) return 'there is no such day in the calendar'
    return `write month and day with two digits: ${padded}`
  }
  if (/^[2-6]\d{4}$/.test(cell)) {
    const date = new Date(Date.UTC(1899, 11, 30) + Number(cell) * 86_400_000)
    return `this may be a spreadsheet's day number, ${date.toISOString().slice(0, 10)}; export the column as text dates`
  }
  return 'write dates as 2024-01-31'
}

/** A value as the text that reads back to it; a time at midnight without its clock. */
export function formatValue(kind: 'number' | 'time' | 'boolean', value: number): string {
  if (kind === 'boolean') return String(value === 1)
  if (kind === 'number') return formatNumber(value)
  return new Date(value).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z')
}

/**
 * As `String(value)`, three times as fast for few decimals: a number of at most 15 digits that reads back to the
 * value is its shortest text.
 */
function formatNumber(value: number): string {
  if (Math.trunc(value) === value) return String(value)
  for (let decimals = 1; decimals <= 6; decimals++) {
    const scale = powersOfTen[decimals]!
    const digits = Math.abs(Math.round(value * scale))
    if (digits > 999_999_999_999_999) break
    if (digits / scale !== Math.abs(value)) continue
    const whole = Math.floor(digits / scale)
    const fraction = String(digits - whole * scale + scale).slice(1)
    return `${value < 0 ? '-' : ''}${whole}.${fraction}`
  }
  return String(value)
}

function cellText(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8')
}

function digitsAt(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let i = start; i < start + count; i++) {
    const digit = bytes[i]! - zero
    if (digit < 0 || digit > 9) return NaN
    value = value * 10 + digit
  }
  return value
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** Midnight of a day of the Gregorian calendar, by arithmetic: `Date` is slow for millions of cells. */
function dayTime(year: number, month: number, day: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = monthLengths[month - 1]! + (month === 2 && isLeap ? 1 : 0)
  // A NaN among the three fails here as well.
  if (!(year >= 100 && day >= 1 && day <= length)) return NaN
  const y = year - 1
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  const days = y * 365 + leapDays + daysBefore[month - 1]! + (month > 2 && isLeap ? 1 : 0) + day
  return (days - daysTo1970) * 86_400_000
}

/** Days from the first of January of year 1 to that of 1970, counted as above. */
const daysTo1970 = 719_163

// ISO 8601: week 1 holds 4 January; weeks begin on Monday.
function weekTime(year: number, week: number, weekday: number): number {
  const fourth = Date.UTC(year, 0, 4)
  const dayMilliseconds = 86_400_000
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMilliseconds
  const time = monday + ((week - 1) * 7 + weekday - 1) * dayMilliseconds
  const thursday = new Date(monday + ((week - 1) * 7 + 3) * dayMilliseconds)
  return week >= 1 && thursday.getUTCFullYear() === year ? time : NaN
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000
}

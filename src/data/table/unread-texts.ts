// Columns that came in as texts although their cells are numbers or dates in another notation: a decimal
// comma, units, days first, words for what was not measured. Learnt as levels they would say nothing.

import { MillraceError } from '../../errors.ts'
import { isMissing, numberHint, timeHint, timeOfText } from './cell.ts'
import { quoteCell } from './expectation.ts'
import type { Table } from './table.ts'

/** A column of texts that a person would read as something else. */
export interface UnreadTexts {
  readonly column: string
  readonly problem: string
  readonly expected: string
  /** The first cell that stands in the way, as text, and the row that it first stands in. */
  readonly text: string
  readonly row: number
  readonly hint: string
}

/** Levels below which a column may as well be of names such as "10 mm". */
const fewestLevels = 10
/** Share of the rows that must read as one kind. */
const mostOf = 0.9

/** The columns whose texts are numbers or dates in a notation that is not read. */
export function unreadTexts(table: Table): UnreadTexts[] {
  return [...table.columns].flatMap(([column, { kind, ...content }]) => {
    if (kind !== 'text' || !('codes' in content)) return []
    const counts = new Float64Array(content.levels.length)
    for (const code of content.codes) if (code >= 0) counts[code]!++
    const levels = content.levels
      .map((text, code) => ({ text: text.trim(), code, count: counts[code]! }))
      .filter(({ count }) => count > 0)
    if (levels.length < fewestLevels) return []
    const found = asDates(levels) ?? asNumbers(levels)
    if (!found) return []
    const { level, ...words } = found
    return [{ column, ...words, text: level.text, row: content.codes.indexOf(level.code) }]
  })
}

/** @throws MillraceError `bad-input` for the first of such columns among those asked for. */
export function requireReadTexts(
  table: Table,
  isAsked: (column: string) => boolean = () => true,
): void {
  const found = unreadTexts(table).find(({ column }) => isAsked(column))
  if (found) throw new MillraceError('bad-input', sentenceOf(found, table), { hint: found.hint })
}

/** `records.csv row 3, column weight: texts in place of numbers, expected ..., got "12,5"`. */
export function sentenceOf(
  { column, problem, expected, text, row }: UnreadTexts,
  table: Table,
): string {
  const { source } = table
  const place = source ? `${source.path} row ${source.lineOf(row)}` : `row ${row + 1}`
  return `${place}, column ${column}: ${problem}, expected ${expected}, got ${quoteCell(text)}`
}

interface Level {
  readonly text: string
  readonly code: number
  readonly count: number
}

type Found = Pick<UnreadTexts, 'problem' | 'expected' | 'hint'> & { readonly level: Level }

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
/** Digits that are a name: filled with zeros, or too many for a number. */
const digitsOfName = /^(0\d|\d{16})/
const groupedNumber =
  /^[+-]?(\d+,\d+|\d{1,3}(,\d{3})+(\.\d+)?|\d{1,3}(\.\d{3})+,\d+|\d{1,3}([ '’\u00A0\u202F]\d{3})+([.,]\d+)?)$/
const numberWithUnit = /^([€$£¥]?)\s*[+-]?\d[\d.,]*\s*([%€$£¥]|°?[a-zµ°/²³]{0,6})$/i
/** Words for what is no finite number, or was not measured. */
const placeholder =
  /^([-–—?.*]+|#.*|[+-]?inf(inity)?|[+-]?\d+e\d+|n\.?\s?\/?a\.?n?|null|none|nil|err(or)?|unknown|missing|[<>≤≥~]\s*\d.*)$/i

function asNumbers(levels: readonly Level[]): Found | undefined {
  const present = levels.filter(({ text }) => text !== '')
  const isPlain = ({ text }: Level): boolean => plainNumber.test(text) && isFinite(Number(text))
  if (present.some((level) => isPlain(level) && digitsOfName.test(level.text))) return undefined
  const plain = present.filter(isPlain)
  const others = present.filter((level) => !isPlain(level))
  const grouped = others.filter(({ text }) => groupedNumber.test(text))
  const units = withOneUnit(others.filter((level) => !grouped.includes(level)))
  const words = others.filter(({ text }) => placeholder.test(text))
  const read = new Set([...plain, ...grouped, ...units])
  const isMostly = countOf([...read]) >= mostOf * (countOf(present) - countOf(words))
  const rest = others.filter((level) => !read.has(level) && !words.includes(level))
  if (!isMostly || rest.length > 0 || read.size < fewestLevels) return undefined
  const level = grouped[0] ?? units[0] ?? words.find(({ text }) => !isGap(text))
  if (!level) return undefined
  return {
    level,
    problem: 'texts in place of numbers',
    expected: 'numbers like 12.5',
    hint:
      (words.includes(level) ? undefined : numberHint(level.text)) ??
      'leave the cell empty where there is no number',
  }
}

/** Those with the unit or sign that nearly all of them have. */
function withOneUnit(levels: readonly Level[]): Level[] {
  const byUnit = new Map<string, Level[]>()
  for (const level of levels) {
    const parts = numberWithUnit.exec(level.text)
    const unit = parts && `${parts[1]}${parts[2]}`
    if (unit) byUnit.set(unit, [...(byUnit.get(unit) ?? []), level])
  }
  return [...byUnit.values()].reduce<Level[]>((a, b) => (b.length > a.length ? b : a), [])
}

const months = 'jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]'
const dates = [
  /^\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})\b/,
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b/,
  new RegExp(`^\\d{1,2}[. -]*(${months})[a-zä.]*[ -,]*\\d{2,4}\\b`, 'i'),
  new RegExp(`^(${months})[a-zä.]* \\d{1,2},? \\d{4}\\b`, 'i'),
]
const clock = /^\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?( ?[ap]m)?$/i

/** Whether a cell is a gap in a column of numbers. */
function isGap(text: string): boolean {
  const bytes = Buffer.from(text)
  return isMissing(bytes, 0, bytes.length)
}

function asDates(levels: readonly Level[]): Found | undefined {
  const total = countOf(levels)
  const ofDay = levels.filter(({ text }) => dates.some((date) => date.test(text)))
  if (countOf(ofDay) >= mostOf * total) {
    const unread = levels.filter(({ text }) => Number.isNaN(timeOfText(text)))
    // One that can be read in one way only tells the order of day and month.
    const level = unread.find(({ text }) => !/either way/.test(timeHint(text) ?? '')) ?? unread[0]
    if (!level) return undefined
    const expected = 'dates like 2024-01-31 or 2024-01-31 06:30'
    return { level, problem: 'texts in place of dates', expected, hint: timeHint(level.text)! }
  }
  const times = levels.filter(({ text }) => clock.test(text))
  if (countOf(times) < mostOf * total) return undefined
  return {
    level: times[0]!,
    problem: 'times of day are read as texts',
    expected: 'a date with the time, or a number',
    hint: 'write 2024-01-31 06:30, or the hours since midnight as a number such as 6.5',
  }
}

function countOf(levels: readonly Level[]): number {
  return levels.reduce((sum, { count }) => sum + count, 0)
}

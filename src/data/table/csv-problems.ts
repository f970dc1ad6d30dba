// What can be wrong with the records of a CSV file, as sentences.

import { MillraceError } from '../../errors.ts'
import type { CsvDialect } from './csv-dialect.ts'
import { type CsvFields, fieldText } from './csv-records.ts'
import { type CellProblem, quoteCell } from './expectation.ts'

/** A record with more or fewer fields than the header. */
export function raggedRecord(
  row: number,
  fields: CsvFields,
  bytes: Uint8Array,
  { header, fieldCount, delimiter }: CsvDialect,
): CellProblem {
  const cells = Array.from({ length: Math.min(fields.count, 8) }, (_, i) =>
    fieldText(bytes, fields, i),
  )
  const names = header.length <= 8 ? ` (${header.join(', ')})` : ''
  const text = cells.join(String.fromCharCode(delimiter))
  return {
    row,
    problem: fields.count < fieldCount ? 'too few fields' : 'too many fields',
    expected: `${fieldCount}${names}`,
    got: `${fields.count}: ${quoteCell(text)}`,
    hint:
      fields.count > fieldCount
        ? 'put a text that holds the delimiter in double quotes, and write numbers with a decimal point'
        : undefined,
  }
}

/** A quote after which nothing can be read any more. */
export function brokenQuote(
  path: string,
  line: number,
  column: string | undefined,
  isOpen: boolean,
): MillraceError {
  const place = `${path} row ${line}${column === undefined ? '' : `, column ${column}`}`
  return isOpen
    ? new MillraceError(
        'bad-input',
        `${place}: a double quote is opened and never closed, expected a closing quote, got the end of the file`,
        { hint: 'close the quote; write a quote inside a quoted text twice' },
      )
    : new MillraceError(
        'bad-input',
        `${place}: text after a closing quote, expected a delimiter, got more text`,
        { hint: 'write a quote inside a quoted text twice' },
      )
}

// A column that already has a kind, as the kind that is expected of it.

import { formatValue } from './cell.ts'
import { chooseKind, createColumnBuilder } from './column-builder.ts'
import {
  type ExpectedColumn,
  missingCell,
  type ProblemList,
  wrongKind,
  wrongNumber,
} from './expectation.ts'
import { type Column, type ColumnKind, columnLength, isMissingAt } from './table.ts'

/**
 * Numbers, times and truth values become text where that is expected; text becomes what it reads
 * as. What does not suit is added to `problems`, its row counted from 1.
 */
export function suitedColumn(
  name: string,
  column: Column,
  expected: ExpectedColumn,
  problems: ProblemList,
): Column {
  const { kind: wanted = column.kind } = expected
  const kinds = typeof wanted === 'string' ? [wanted] : wanted
  const texts = column.kind === 'text' ? column.levels : []
  const kind = kinds.includes(column.kind) ? column.kind : chooseKind(kinds, texts)
  const suited = converted(name, column, kind, problems)
  for (let row = 0; row < columnLength(suited); row++) {
    if (isMissingAt(suited, row)) {
      if (expected.allowMissing === false && isMissingAt(column, row)) {
        problems.add(missingCell(row + 1, name))
      }
    } else if (suited.kind === 'number') {
      const problem = wrongNumber(row + 1, name, expected, suited.values[row]!)
      if (problem) problems.add(problem)
    }
  }
  return suited
}

function converted(name: string, column: Column, kind: ColumnKind, problems: ProblemList): Column {
  if (column.kind === kind) return column
  if (column.kind === 'text') return parsed(name, column, kind, problems)
  if (kind === 'text') return asText(column)
  problems.add({
    ...wrongKind(1, name, kind, ''),
    got: `a column of kind ${column.kind}`,
    hint: undefined,
  })
  return column
}

/** Each distinct text is parsed once. */
function parsed(
  name: string,
  column: Extract<Column, { kind: 'text' }>,
  kind: ColumnKind,
  problems: ProblemList,
): Column {
  const builder = createColumnBuilder(kind)
  const outcomes = column.levels.map((text) => {
    const bytes = Buffer.from(text)
    return builder.add(bytes, 0, bytes.length)
  })
  for (const [row, code] of column.codes.entries()) {
    if (code >= 0 && outcomes[code] === 'wrong-kind') {
      problems.add(wrongKind(row + 1, name, kind, column.levels[code]!))
    }
  }
  const levels = builder.finish()
  switch (levels.kind) {
    case 'text':
      return levels
    case 'boolean':
      return {
        kind: 'boolean',
        values: Int8Array.from(column.codes, (code) => levels.values[code] ?? -1),
      }
    case 'number':
    case 'time':
      return {
        kind: levels.kind,
        values: Float64Array.from(column.codes, (code) => levels.values[code] ?? NaN),
      }
  }
}

function asText(column: Exclude<Column, { kind: 'text' }>): Column {
  const known = new Map<string, number>()
  const codes = Int32Array.from({ length: column.values.length }, (_, row) => {
    if (isMissingAt(column, row)) return -1
    const text = formatValue(column.kind, column.values[row]!)
    const code = known.get(text) ?? known.size
    known.set(text, code)
    return code
  })
  return { kind: 'text', codes, levels: [...known.keys()] }
}

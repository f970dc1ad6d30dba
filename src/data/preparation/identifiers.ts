// Texts that differ only in the blanks around them name the same thing.

import { type Column, columnOf, createTable, type Table } from '../table/table.ts'
import { createFindingCounter, type Finding } from './finding.ts'

export interface Trimmed {
  readonly table: Table
  readonly findings: readonly Finding[]
}

/** Takes the blanks around the texts of a column away; a text of blanks alone becomes missing. */
export function trimTexts(table: Table, name: string): Trimmed {
  const column = columnOf(table, name, 'text')
  const trimmed = column.levels.map((level) => level.trim())
  if (trimmed.every((level, code) => level === column.levels[code])) return { table, findings: [] }

  const levels = [...new Set(trimmed)].filter((level) => level !== '')
  const newCodes = new Map(levels.map((level, code) => [level, code]))
  const codeOf = trimmed.map((level) => newCodes.get(level) ?? -1)
  const counter = createFindingCounter()
  for (const [row, code] of column.codes.entries()) {
    if (code >= 0 && trimmed[code] !== column.levels[code]) {
      counter.add(() => `row ${table.source?.lineOf(row) ?? row + 1}: "${column.levels[code]}"`)
    }
  }
  const changed: Column = {
    kind: 'text',
    codes: column.codes.map((code) => codeOf[code] ?? -1),
    levels,
  }
  return {
    table: createTable(
      [...table.columns].map(([other, old]) => [other, other === name ? changed : old]),
      table.source,
    ),
    findings: counter.toFindings({
      kind: 'stray-blanks',
      subject: table.source?.path ?? 'table',
      column: name,
      action: 'trimmed',
    }),
  }
}

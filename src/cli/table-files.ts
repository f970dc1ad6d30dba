// Tables by name on the command line: `--data items=items.csv --data demand=demand.csv`.

import type { Command } from 'commander'
import { MillraceError } from '../errors.ts'
import { readTable } from '../data/table/read-table.ts'
import { schemaColumns } from '../data/table/schema-columns.ts'
import type { RelatedSchema } from '../data/table/related-schema.ts'
import type { WorkOptions } from '../progress.ts'
import type { RelatedTables } from '../generative/related/related-rows.ts'

/** A file, and the name of its table where one was said. */
export interface TableFile {
  readonly table?: string
  readonly path: string
}

export function addDataOption(command: Command): Command {
  return command.option(
    '--data <table=file>',
    'a table of two related ones; repeat it, the parents first',
    collected,
    [],
  )
}

/** An option that may be repeated. */
export function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** `table=file`, or a file alone. */
export function tableFile(text: string): TableFile {
  const parts = /^([^=/\\.]+)=(.+)$/s.exec(text)
  return parts ? { table: parts[1]!, path: parts[2]! } : { path: text }
}

/** Files of one table or of two. @throws MillraceError `bad-input` for none, three or two without names. */
export function tableFiles(data: string | undefined, tables: readonly string[]): TableFile[] {
  const files = [...(data === undefined ? [] : [data]), ...tables].map(tableFile)
  const isNamed = files.every(({ table }) => table !== undefined)
  if (files.length === 1 || (files.length === 2 && isNamed)) return files
  const got = files.map(({ table, path }) => (table ? `${table}=${path}` : path)).join(', ')
  throw new MillraceError(
    'bad-input',
    `--data: not usable, expected one file, or --data TABLE=FILE twice, got ${got || 'none'}`,
  )
}

/** The file of the one table. @throws MillraceError `bad-input` for two. */
export function oneTable(files: readonly TableFile[]): string {
  const [only, second] = files
  if (only && !second) return only.path
  throw new MillraceError(
    'bad-input',
    `--data: two tables, expected one file for a model of one table, got ${files.map(({ path }) => path).join(' and ')}`,
  )
}

export interface RelatedPaths {
  readonly parents?: string
  readonly children: string
}

/** The files of the tables that a schema names. @throws MillraceError `bad-input` where one is not there. */
export function relatedPaths(schema: RelatedSchema, files: readonly TableFile[]): RelatedPaths {
  const { parent, child } = schema
  if (parent.table === undefined) {
    const [only, second] = files
    if (only && !second) return { children: only.path }
    throw new MillraceError(
      'bad-input',
      `--data: two tables, expected one file of ${child.table}, got ${files.map(({ table }) => table).join(' and ')}`,
    )
  }
  const [parents, children] = [parent.table, child.table].map((name) => {
    const file = files.find(({ table }) => table === name)
    if (file) return file.path
    throw new MillraceError(
      'bad-input',
      `--data: no file of table ${name}, expected ${parent.table}=FILE and ${child.table}=FILE, got ${files.map(({ table, path }) => table ?? path).join(', ') || 'none'}`,
    )
  })
  return { parents: parents!, children: children! }
}

/** Tables read as what their schema says of them. */
export async function readRelated(
  { parent, child }: RelatedSchema,
  { parents, children }: RelatedPaths,
  options: WorkOptions,
): Promise<RelatedTables> {
  const [ofParents, ofChildren] = [schemaColumns(parent), schemaColumns(child)]
  if (parents === undefined) {
    const columns = { ...ofParents, ...ofChildren }
    return { children: await readTable(children, { ...options, columns }) }
  }
  return {
    parents: await readTable(parents, { ...options, columns: ofParents }),
    children: await readTable(children, { ...options, columns: ofChildren }),
  }
}

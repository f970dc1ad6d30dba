// Reads or writes a table in the format of its file.

import type { WorkOptions } from '../../progress.ts'
import { readCsvFile, type ReadOptions } from './csv.ts'
import { openDataFile } from './data-file.ts'
import { readParquet, writeParquet, writeParquetParts } from './parquet.ts'
import type { Table } from './table.ts'
import { writeCsv, writeCsvParts } from './write-csv.ts'

/** Reads CSV, gzipped CSV or Parquet, told apart by the first bytes. @throws as `readCsv`. */
export async function readTable(path: string, options: ReadOptions = {}): Promise<Table> {
  const file = await openDataFile(path)
  return file.format === 'parquet' ? readParquet(path, options) : readCsvFile(file, options)
}

/** Writes Parquet where the name ends in `.parquet`, else CSV (gzipped where it ends in `.gz`). */
export async function writeTable(
  path: string,
  table: Table,
  options: WorkOptions = {},
): Promise<void> {
  if (path.toLowerCase().endsWith('.parquet')) await writeParquet(path, table)
  else await writeCsv(path, table, options)
}

/** As `writeTable`, of a table that comes in parts with the same columns, in constant memory. */
export async function writeTableParts(
  path: string,
  parts: AsyncIterable<Table>,
  options: Pick<WorkOptions, 'signal'> = {},
): Promise<void> {
  if (path.toLowerCase().endsWith('.parquet')) await writeParquetParts(path, parts)
  else await writeCsvParts(path, parts, options)
}

// The names of a file's columns, without reading its records.

import { detectDialect } from './csv-dialect.ts'
import { openDataFile, readBytes, refuseForeignText } from './data-file.ts'
import { parquetColumnNames } from './parquet.ts'

/** Bytes that hold any header. */
const headBytes = 1 << 16

/**
 * Of CSV, gzipped CSV or Parquet, in the order of the file.
 * @throws MillraceError `not-found`, or `bad-input` for a file that is no table.
 */
export async function readColumnNames(path: string): Promise<readonly string[]> {
  const file = await openDataFile(path)
  if (file.format === 'parquet') return parquetColumnNames(path)
  let head: Uint8Array = new Uint8Array(0)
  let isWhole = true
  for await (const chunk of readBytes(file)) {
    head = Buffer.concat([head, chunk])
    if (head.length < headBytes) continue
    isWhole = false
    break
  }
  refuseForeignText(path, head)
  return detectDialect(path, head, isWhole, []).header
}

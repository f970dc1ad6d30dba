// A table that plant.yaml names, with the names of its columns.

import { z } from 'zod'

/** A CSV, gzipped CSV or Parquet file; `columns` maps our names to the names in the file. */
export function fileOf<const Name extends string>(names: readonly Name[], description: string) {
  return z.strictObject({
    file: z.string().min(1).describe('Path of a CSV, CSV.gz or Parquet file, from this folder'),
    columns: z
      .partialRecord(z.enum(names), z.string().min(1))
      .default({})
      .describe(`${description}. Maps these names to the column names in the file`),
  })
}

/** Names of columns of such a file. */
export const columnNames = z.array(z.string().min(1))

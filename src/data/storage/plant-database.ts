// What a plant's database is to those who use it, whether it rests encrypted or not.

import { join } from 'node:path'
import { MillraceError } from '../../errors.ts'
import type { Database } from '../duckdb.ts'
import type { EncryptionKey } from './encryption.ts'

export interface PlantDatabase {
  readonly path: string
  /** Where the plant is encrypted: what its other files are encrypted with as well. */
  readonly key?: EncryptionKey
  /** Rows of a small result. */
  readonly rows: Database['rows']
  /** Runs `work` with the database open for writing, and commits all of it or nothing. */
  write<T>(work: (database: Database) => Promise<T>): Promise<T>
  /** A file that was made by this opening and never written to is taken away again. */
  close(): Promise<void>
}

/** Names of the database in the state folder: as DuckDB has it, or encrypted; never both for long. */
export const databaseName = 'plant.duckdb'
export const encryptedName = 'plant.encrypted'

/** Where a plant keeps what Millrace knows of it. */
export function stateFolder(plantFolder: string): string {
  return join(plantFolder, '.millrace')
}

/** That only one process may hold a database at a time. */
export function inUse(path: string, holder: string, cause?: unknown): MillraceError {
  return new MillraceError(
    'conflict',
    `${path}: in use, expected to be the only one, got ${holder}`,
    {
      hint: 'wait until the other run has finished',
      cause,
    },
  )
}

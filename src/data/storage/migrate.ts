// Brings a plant's database to the present format.

import { MillraceError } from '../../errors.ts'
import type { Database } from '../duckdb.ts'

/** Statements of each step, from nothing to the present format. */
export type Migrations = readonly (readonly string[])[]

/** Runs the migrations that the file has not seen, all or none. */
export async function migrate(
  path: string,
  database: Database,
  version: number,
  migrations: Migrations,
): Promise<void> {
  if (version > migrations.length) {
    throw new MillraceError(
      'conflict',
      `${path}: written by a newer version of Millrace, expected format ${migrations.length} or older, got ${version}`,
      { hint: 'update Millrace; the file was left as it is' },
    )
  }
  if (version === migrations.length) return
  try {
    await database.transaction(async () => {
      for (const statement of migrations.slice(version).flat()) await database.run(statement)
      await database.run('CREATE TABLE IF NOT EXISTS millrace (format INTEGER NOT NULL)')
      await database.run('DELETE FROM millrace')
      await database.run('INSERT INTO millrace VALUES ($format)', { format: migrations.length })
    })
  } catch (error) {
    throw new MillraceError(
      'internal',
      `${path}: the step from format ${version} to ${migrations.length} failed, the file was left as it is`,
      { cause: error },
    )
  }
}

/** The format of a database, 0 for an empty one. @throws MillraceError `conflict` for one of others. */
export async function versionOf(path: string, database: Database): Promise<number> {
  const tables = await database.rows(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'`,
  )
  if (tables.length === 0) return 0
  if (!tables.some((row) => row['table_name'] === 'millrace')) {
    throw new MillraceError(
      'conflict',
      `${path}: not a plant's database, expected one made by Millrace, got tables ${tables.map((row) => String(row['table_name'])).join(', ')}`,
      { hint: 'move the file away; the file was left as it is' },
    )
  }
  const [row] = await database.rows('SELECT format FROM millrace')
  return Number(row?.['format'] ?? 0)
}

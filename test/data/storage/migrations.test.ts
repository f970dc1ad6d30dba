import { expect, test } from 'vitest'
import { openDatabase } from '../../../src/data/duckdb.ts'
import { migrations } from '../../../src/data/storage/migrations.ts'

test('the steps lead from nothing to the tables of the ledger', async () => {
  const database = await openDatabase()
  try {
    for (const statement of migrations.flat()) await database.run(statement)
    const tables = await database.rows(
      `SELECT table_name AS name FROM information_schema.tables ORDER BY name`,
    )
    expect(tables.map((row) => row['name'])).toEqual([
      'data_files',
      'decisions',
      'models',
      'outcomes',
      'runs',
      'scenario_paths',
      'scenario_sets',
    ])
  } finally {
    database.close()
  }
})

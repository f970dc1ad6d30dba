// Writes the training and test rows as CSV for the peers: `npx tsx bench/tables/write-splits.ts FOLDER`.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeTable } from '../../src/data/table/read-table.ts'
import { dataSetNames, loadSplit } from './data.ts'

const folder = process.argv[2] ?? '/tmp/millrace-tables'
await mkdir(folder, { recursive: true })
for (const name of dataSetNames) {
  const { train, test } = await loadSplit(name)
  await writeTable(join(folder, `${name}-train.csv`), train)
  await writeTable(join(folder, `${name}-test.csv`), test)
  console.log(`${name}: ${train.rowCount} rows to learn from, ${test.rowCount} held out`)
}

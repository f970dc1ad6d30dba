// Reads long-format demand with our reader and with DuckDB's, into the same columns, in the same
// run: `npx tsx bench/read-csv/run.ts [megabytes]`. The second file is made up, 200 MB by default.
// Seconds are those of the processor, all threads together: they do not depend on what else runs.

import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, sqlText } from '../../src/data/duckdb.ts'
import { groupSeries, readSeriesTable } from '../../src/data/table/series.ts'

const repetitions = 3

async function main(): Promise<void> {
  const megabytes = Number(process.argv[2] ?? 200)
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'))
  try {
    console.log('file                   MB        rows    ours s  DuckDB s   ratio  grouping s')
    const data = process.env['MILLRACE_DATA']
    if (data) await compare(join(data, 'manufacturer', 'demand.csv.gz'), 'manufacturer (gz)')
    else console.log('MILLRACE_DATA is unset: the manufacturer set is left out')
    const path = join(folder, 'demand.csv')
    await writeDemand(path, megabytes * 1e6)
    await compare(path, 'made up')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function compare(path: string, name: string): Promise<void> {
  const { size } = await stat(path)
  const table = await readSeriesTable(path)
  const ours = await bestOf(() => readSeriesTable(path))
  const duckdb = await bestOf(() => readWithDuckDB(path))
  const grouping = await bestOf(async () => groupSeries(table))
  console.log(
    [
      name.padEnd(18),
      (size / 1e6).toFixed(1).padStart(7),
      table.rowCount.toLocaleString('en').padStart(12),
      ours.toFixed(2).padStart(9),
      duckdb.toFixed(2).padStart(9),
      (duckdb / ours).toFixed(2).padStart(8),
      grouping.toFixed(2).padStart(11),
    ].join(''),
  )
}

/** The same columns: coded identifiers, milliseconds, numbers. Two threads, as the machine has cores. */
async function readWithDuckDB(path: string): Promise<unknown> {
  const database = await openDatabase()
  try {
    return await database.columns(
      `SELECT unique_id, epoch_ms(ds::TIMESTAMP)::DOUBLE AS ds, y
       FROM read_csv(${sqlText(path)}, header = true, delim = ',', auto_detect = false,
         columns = {'unique_id': 'VARCHAR', 'ds': 'DATE', 'y': 'DOUBLE'}, store_rejects = true)`,
    )
  } finally {
    database.close()
  }
}

/** Processor seconds of the cheapest repetition. */
async function bestOf(work: () => Promise<unknown>): Promise<number> {
  let best = Infinity
  for (let i = 0; i < repetitions; i++) {
    const start = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(start)
    best = Math.min(best, (user + system) / 1e6)
  }
  return best
}

async function writeDemand(path: string, byteCount: number): Promise<void> {
  const weeks = Array.from({ length: 150 }, (_, week) => {
    const day = new Date(Date.UTC(2020, 0, 6 + 7 * week)).toISOString().slice(0, 10)
    return `,${day},${(week * 37) % 100}\n`
  })
  const handle = await open(path, 'w')
  try {
    let bytes = (await handle.write('unique_id,ds,y\n')).bytesWritten
    for (let item = 0; bytes < byteCount; item++) {
      const name = `item ${item}`
      bytes += (await handle.write(name + weeks.join(name))).bytesWritten
    }
  } finally {
    await handle.close()
  }
}

await main()

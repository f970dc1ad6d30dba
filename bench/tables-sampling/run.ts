// How fast records are drawn from a model of a 20-column table, to tables and to a CSV file, and whether
// constraints hold in a million of them: `npx tsx bench/tables-sampling/run.ts [rows]`.

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeTableParts } from '../../src/data/table/read-table.ts'
import { recordSchema } from '../../src/data/table/schema.ts'
import { type Column, columnOf, createTable, type Table } from '../../src/data/table/table.ts'
import { fitTable } from '../../src/generative/tables/fit-table.ts'
import { inferSchema } from '../../src/data/table/schema-inference.ts'
import type { TableModel } from '../../src/generative/tables/table-model.ts'
import { createRandom } from '../../src/random.ts'

const rows = Number(process.argv[2] ?? 1_000_000)

/** Eight numbers of a hundred bins, eight categories of up to 40 levels, counts, times, gaps. */
function twentyColumns(rowCount: number): Table {
  const random = createRandom('twenty columns')
  const hidden = Float64Array.from({ length: rowCount }, () => random.normal())
  const columns: [string, Column][] = []
  for (let i = 0; i < 8; i++) {
    const values = hidden.map((x) => Math.round(100 * (x + random.normal() * (i + 1))) / 100)
    if (i < 2) values.forEach((_, row) => random.uniform() < 0.1 && (values[row] = NaN))
    columns.push([`number ${i + 1}`, { kind: 'number', values }])
  }
  for (let i = 0; i < 8; i++) {
    const count = 5 * (i + 1)
    const codes = Int32Array.from(hidden, (x) =>
      Math.min(count - 1, Math.floor(Math.abs(x + random.normal()) * (count / 4))),
    )
    const levels = Array.from({ length: count }, (_, level) => `level ${level}`)
    columns.push([`category ${i + 1}`, { kind: 'text', codes, levels }])
  }
  const start = Float64Array.from(hidden, (x) => Math.max(0, Math.round(50 + 15 * x)))
  const end = start.map((value) => value + random.integer(30))
  const day = Float64Array.from(hidden, (x) => Date.UTC(2026, 0, 1 + Math.floor(45 + 10 * x)))
  const failed = Int8Array.from(hidden, (x) => Number(x + random.normal() > 2.5))
  columns.push(
    ['start', { kind: 'number', values: start }],
    ['end', { kind: 'number', values: end }],
  )
  columns.push(
    ['day', { kind: 'time', values: day }],
    ['failed', { kind: 'boolean', values: failed }],
  )
  return createTable(columns)
}

const table = twentyColumns(10_000)
const schema = inferSchema(table)
const order = { kind: 'inequality' as const, fields: ['start', 'end'], strict: false }
for (const constraints of [[], [order]]) {
  const model = await fitTable(recordSchema.parse({ ...schema, constraints }), table, {
    seed: 1,
    budgetSeconds: 10,
  })
  await timed(model, constraints.length > 0 ? 'with a constraint' : 'without constraints')
  await model.release()
}

async function timed(model: TableModel, what: string): Promise<void> {
  for await (const _ of model.sample(10_000, { seed: 2 })) continue
  let violations = 0
  const begun = performance.now()
  const used = process.cpuUsage()
  for await (const part of model.sample(rows, { seed: 1 })) {
    const [start, end] = ['start', 'end'].map((name) => columnOf(part, name, 'number').values)
    start!.forEach((value, row) => (violations += Number(value > end![row]!)))
  }
  report(`${what}, to tables: ${violations} of ${rows} rows with start > end`, begun, used)
  const folder = await mkdtemp(join(tmpdir(), 'millrace-sampling-'))
  try {
    const csvBegun = performance.now()
    const csvUsed = process.cpuUsage()
    await writeTableParts(join(folder, 'rows.csv'), model.sample(rows, { seed: 1 }))
    report(`${what}, to CSV`, csvBegun, csvUsed)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Threads of this process are in its processor time, what else the machine does is not. */
function report(what: string, begun: number, used: NodeJS.CpuUsage): void {
  const seconds = (performance.now() - begun) / 1000
  const { user, system } = process.cpuUsage(used)
  const processorSeconds = (user + system) / 1e6
  console.log(
    `${what}: ${Math.round(rows / seconds)} rows a second of ${availableParallelism()} cores (load ${loadavg()[0]!.toFixed(1)}), ${((processorSeconds / rows) * 1e6).toFixed(1)} microseconds of processor time a row, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
  )
}

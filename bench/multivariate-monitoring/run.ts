// Which records out of control are found at the same rate of false alarms: by T2 and SPE of principal
// components, or by the surprise of the generative model of records? All as `millrace spc --multivariate` gives them.
//
//   MILLRACE_DATA=... npx tsx bench/multivariate-monitoring/run.ts [--data ai4i2020,secom39,secom351,FD002] [--repeats 3]

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { MillraceError } from '../../src/errors.ts'
import { readTable } from '../../src/data/table/read-table.ts'
import { columnOf, createTable, rowsAt, type Table } from '../../src/data/table/table.ts'
import { areaUnderRoc } from '../../src/generative/evaluation/classification-scores.ts'
import {
  monitorLabels,
  monitorRecords,
} from '../../src/plant/quality/control-charts/monitor-records.ts'
import type { MonitorName } from '../../src/plant/quality/control-charts/result.ts'
import { createRandom } from '../../src/random.ts'
import { mean } from '../../src/statistics/moments.ts'

/** Records in control to learn from and to set limits with, and a test with both kinds. */
interface Split {
  readonly baseline: readonly number[]
  readonly test: readonly number[]
}

interface Case {
  readonly name: string
  readonly table: Table
  /** 1 where a record is out of control. */
  readonly failed: Float64Array
  readonly columns: readonly string[]
  readonly splits: readonly Split[]
  /** Share of records in control beyond the limits. */
  readonly rates: readonly number[]
  /** Columns of 0 and 1 that tell kinds of failures. */
  readonly kinds?: readonly string[]
  /** Operating conditions, under which records are compared. */
  readonly conditions?: readonly string[]
}

/** Of one monitor on one split at one rate. */
interface Found {
  readonly area: number
  readonly found: number
  readonly alarms: number
  readonly byKind: readonly number[]
}

const settings = ['setting 1', 'setting 2', 'setting 3']
const sensors = Array.from({ length: 21 }, (_, i) => `sensor ${i + 1}`)
/** Share of an engine's life in which it counts as healthy, and last cycles in which it counts as failing. */
const healthyShare = 0.3
const failingCycles = 30

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: 'ai4i2020,secom39,secom351,FD002' },
    repeats: { type: 'string', default: '3' },
  },
})
const folder = process.env['MILLRACE_DATA']
if (!folder) throw new MillraceError('not-found', 'MILLRACE_DATA: not set, expected a folder')

const wanted = options.data.split(',')
if (wanted.includes('ai4i2020')) await runCase(await machineFailures(folder))
const wafers = { secom39: (i: number) => i % 9 === 0, secom351: () => true }
for (const [name, isTaken] of Object.entries(wafers)) {
  if (!wanted.includes(name)) continue
  for (const one of await semiconductors(folder, isTaken)) await runCase(one)
}
if (wanted.includes('FD002')) for (const one of turbofans(folder)) await runCase(one)

async function runCase(one: Case): Promise<void> {
  const kinds = one.kinds ?? []
  console.log(
    `\n| data | monitor | rate | AUC | found | false alarms |${kinds.map((kind) => ` ${kind} |`).join('')} seconds |`,
  )
  console.log(`|---|---|---|---|---|---|${kinds.map(() => '---|').join('')}---|`)
  for (const rate of one.rates) {
    const begun = performance.now()
    const results = new Map<MonitorName, Found[]>()
    for (const split of one.splits) {
      for (const [monitor, found] of await watched(one, split, rate)) {
        results.set(monitor, [...(results.get(monitor) ?? []), found])
      }
    }
    const seconds = ((performance.now() - begun) / 1000 / one.splits.length).toFixed(0)
    for (const [monitor, list] of results) {
      const percent = (pick: (found: Found) => number): string =>
        `${(100 * mean(list.map(pick))).toFixed(1)}%`
      const cells = [
        one.name,
        monitorLabels[monitor],
        `${100 * rate}%`,
        mean(list.map(({ area }) => area)).toFixed(3),
        percent(({ found }) => found),
        percent(({ alarms }) => alarms),
        ...kinds.map((_, k) => percent(({ byKind }) => byKind[k]!)),
        seconds,
      ]
      console.log(`| ${cells.join(' | ')} |`)
    }
  }
}

/** What the monitors say of the test records. */
async function watched(
  { table, failed, columns, kinds = [], conditions = [] }: Case,
  { baseline, test }: Split,
  rate: number,
): Promise<Map<MonitorName, Found>> {
  const { panels, monitors } = await monitorRecords(
    rowsAt(table, [...baseline, ...test]),
    {
      columns: {},
      settings: {},
      ignore: [],
      monitoring: {
        columns: [...columns],
        conditions: [...conditions],
        baseline: baseline.length,
        false_alarm_rate: rate,
      },
    },
    { seed: 1 },
  )
  const flags = kinds.map((kind) => columnOf(table, kind, 'number').values)
  return new Map(
    monitors.map(({ monitor, limit }, panel) => {
      // What is not scored does not signal.
      const statistic = Float64Array.from(
        panels[panel]!.values.slice(baseline.length),
        (value) => value ?? -Infinity,
      )
      const shareAbove = (isOne: (row: number) => boolean): number =>
        mean(
          Array.from(
            statistic.filter((_, i) => isOne(test[i]!)),
            (value) => +(value > limit),
          ),
        )
      const classes = Float64Array.from(test, (row) => failed[row]!)
      const found: Found = {
        area: areaUnderRoc(statistic, classes),
        found: shareAbove((row) => failed[row] === 1),
        alarms: shareAbove((row) => failed[row] === 0),
        byKind: flags.map((flag) => shareAbove((row) => failed[row] === 1 && flag[row] === 1)),
      }
      return [monitor, found]
    }),
  )
}

/** Records without failure are in control: 80% are the baseline, the rest and all failures the test. */
async function machineFailures(root: string): Promise<Case> {
  const table = await readTable(join(root, 'ai4i2020', 'ai4i2020.csv'))
  const failed = Float64Array.from(columnOf(table, 'Machine_failure', 'number').values)
  const columns = [
    'Type',
    'Air temperature [K]',
    'Process temperature [K]',
    'Rotational speed [rpm]',
    'Torque [Nm]',
    'Tool wear [min]',
  ]
  const splits = Array.from({ length: Number(options.repeats) }, (_, i) => shuffledSplit(failed, i))
  const kinds = ['TWF', 'HDF', 'PWF', 'OSF', 'RNF']
  return { name: 'ai4i2020', table, failed, columns, splits, rates: [0.01, 0.05], kinds }
}

/** Runs that passed are in control; in the order of time, and shuffled. */
async function semiconductors(root: string, isTaken: (i: number) => boolean): Promise<Case[]> {
  const table = await readTable(join(root, 'secom', 'secom_351.csv.gz'))
  const failed = Float64Array.from(columnOf(table, 'is_fail', 'number').values)
  const columns = [...table.columns.keys()]
    .filter((name) => name.startsWith('sensor'))
    .filter((_, i) => isTaken(i))
  const isWide = columns.length > 100
  const repeats = isWide ? 1 : Number(options.repeats)
  const shuffled = Array.from({ length: repeats }, (_, i) => shuffledSplit(failed, i))
  const shared = { table, failed, columns, rates: isWide ? [0.01] : [0.01, 0.05] }
  const name = `secom, ${columns.length} sensors`
  return [
    { ...shared, name: `${name}, by time`, splits: [chronologicalSplit(failed)] },
    { ...shared, name: `${name}, shuffled`, splits: shuffled },
  ]
}

/**
 * Turbofans under six conditions: healthy cycles of the first half of the engines are the baseline; the test are healthy
 * and failing cycles of the others.
 */
function turbofans(root: string): Case[] {
  const text = gunzipSync(readFileSync(join(root, 'cmapss', 'train_FD002.txt.gz'))).toString()
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const lives = new Map(rows.map(([engine, cycle]) => [engine!, cycle!]))
  const isHealthy = ([engine, cycle]: number[]): boolean =>
    cycle! <= healthyShare * lives.get(engine!)!
  const isFailing = ([engine, cycle]: number[]): boolean =>
    cycle! > lives.get(engine!)! - failingCycles
  const names = [...settings, ...sensors]
  const table = createTable(
    names.map((name, i) => [
      name,
      { kind: 'number', values: Float64Array.from(rows, (row) => row[2 + i]!) },
    ]),
  )
  const half = lives.size / 2
  const places = [...rows.keys()]
  const split: Split = {
    baseline: places.filter((i) => rows[i]![0]! <= half && isHealthy(rows[i]!)),
    test: places.filter((i) => rows[i]![0]! > half && (isHealthy(rows[i]!) || isFailing(rows[i]!))),
  }
  const failed = Float64Array.from(rows, (row) => +isFailing(row))
  const shared = { table, failed, splits: [split], rates: [0.01, 0.05] }
  return [
    { ...shared, name: 'FD002, 21 sensors', columns: sensors },
    { ...shared, name: 'FD002, sensors and settings', columns: names },
    { ...shared, name: 'FD002, under conditions', columns: sensors, conditions: settings },
  ]
}

function shuffledSplit(failed: Float64Array, repeat: number): Split {
  const good = Uint32Array.from(failed.keys()).filter((row) => failed[row] === 0)
  createRandom(1).split('split', repeat).shuffle(good)
  const rows = [...good]
  const last = Math.round(0.8 * rows.length)
  const bad = [...failed.keys()].filter((row) => failed[row] === 1)
  return { baseline: rows.slice(0, last), test: [...rows.slice(last), ...bad] }
}

/** The last 30% are the test; of those before, the passing ones are the baseline. */
function chronologicalSplit(failed: Float64Array): Split {
  const end = Math.round(0.7 * failed.length)
  const rows = [...failed.keys()]
  return {
    baseline: rows.filter((row) => row < end && failed[row] === 0),
    test: rows.filter((row) => row >= end),
  }
}

// Which records out of control are found at the same rate of false alarms: by T2 and SPE of principal
// components, or by the surprise of the generative model of records?
//
//   MILLRACE_DATA=... npx tsx bench/multivariate-monitoring/run.ts [--data ai4i2020,secom] [--budget 60] [--repeats 3]

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MillraceError } from '../../src/errors.ts'
import { inferSchema } from '../../src/data/table/schema-inference.ts'
import { readTable } from '../../src/data/table/read-table.ts'
import { columnOf, createTable, rowsAt, type Table } from '../../src/data/table/table.ts'
import { areaUnderRoc } from '../../src/generative/evaluation/classification-scores.ts'
import { fitTable } from '../../src/generative/tables/fit-table.ts'
import {
  componentMonitors,
  type Monitor,
  surpriseMonitor,
} from '../../src/plant/quality/control-charts/multivariate.ts'
import { fitComponents } from '../../src/plant/quality/control-charts/principal-components.ts'
import { createRandom } from '../../src/random.ts'
import { mean } from '../../src/statistics/moments.ts'

const rates = [0.01, 0.05]

/** Records in control to learn from and to set limits with, and a test with both kinds. */
interface Split {
  readonly train: readonly number[]
  readonly calibration: readonly number[]
  readonly test: readonly number[]
}

interface Case {
  readonly name: string
  readonly table: Table
  /** 1 where a record is out of control. */
  readonly failed: Float64Array
  /** What the generative model sees; principal components see those of them that are numbers. */
  readonly columns: readonly string[]
  readonly splits: readonly Split[]
  readonly withModel: boolean
}

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: 'ai4i2020,secom' },
    budget: { type: 'string', default: '60' },
    repeats: { type: 'string', default: '3' },
  },
})
const folder = process.env['MILLRACE_DATA']
if (!folder) throw new MillraceError('not-found', 'MILLRACE_DATA: not set, expected a folder')

const wanted = options.data.split(',')
const cases = [
  ...(wanted.includes('ai4i2020') ? await machineFailures(folder) : []),
  ...(wanted.includes('secom') ? await semiconductors(folder) : []),
]
console.log('| data | monitor | AUC | found at 1% | false alarms | found at 5% | false alarms |')
console.log('|---|---|---|---|---|---|---|')
for (const one of cases) await runCase(one)

async function runCase({ name, table, failed, columns, splits, withModel }: Case): Promise<void> {
  const results = new Map<string, { area: number; found: number[]; alarms: number[] }[]>()
  for (const [i, split] of splits.entries()) {
    const part = (rows: readonly number[]): Table => withColumns(rowsAt(table, rows), columns)
    const [train, calibration, test] = [split.train, split.calibration, split.test].map(part)
    const numeric = columns.filter((column) => train!.columns.get(column)?.kind === 'number')
    const components = fitComponents(train!, numeric)
    const model = withModel
      ? await fitTable(inferSchema(train!), train!, {
          seed: i + 1,
          budgetSeconds: Number(options.budget),
        })
      : undefined
    // Limits of both rates from the same scores.
    const monitors = (rate: number): Promise<readonly Monitor[]> =>
      Promise.all([
        ...componentMonitors(components, rate, calibration),
        ...(model ? [surpriseMonitor(model, rate, calibration!)] : []),
      ])
    const byRate = await Promise.all(rates.map(monitors))
    for (const [m, monitor] of byRate[0]!.entries()) {
      const { statistic } = await monitor.score(test!)
      const classes = Float64Array.from(split.test, (row) => failed[row]!)
      const shareAbove = (limit: number, kind: number): number =>
        mean(
          Array.from(
            statistic.filter((_, row) => classes[row] === kind),
            (value) => +(value > limit),
          ),
        )
      const limits = byRate.map((list) => list[m]!.limit)
      const result = {
        area: areaUnderRoc(statistic, classes),
        found: limits.map((limit) => shareAbove(limit, 1)),
        alarms: limits.map((limit) => shareAbove(limit, 0)),
      }
      results.set(monitor.name, [...(results.get(monitor.name) ?? []), result])
    }
    await model?.release()
  }
  for (const [monitor, list] of results) {
    const percent = (pick: (one: (typeof list)[number]) => number): string =>
      `${(100 * mean(list.map(pick))).toFixed(1)}%`
    const area = mean(list.map((one) => one.area)).toFixed(3)
    const cells = rates.flatMap((_, r) => [
      percent((one) => one.found[r]!),
      percent((one) => one.alarms[r]!),
    ])
    console.log(`| ${name} | ${monitor} | ${area} | ${cells.join(' | ')} |`)
  }
}

/** Records without failure are in control: 60% to learn from, 20% for limits, the rest and all failures to test. */
async function machineFailures(root: string): Promise<Case[]> {
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
  return [{ name: 'ai4i2020', table, failed, columns, splits, withModel: true }]
}

/** Runs that passed are in control; in the order of time, and shuffled. */
async function semiconductors(root: string): Promise<Case[]> {
  const table = await readTable(join(root, 'secom', 'secom_351.csv.gz'))
  const failed = Float64Array.from(columnOf(table, 'is_fail', 'number').values)
  const sensors = [...table.columns.keys()].filter((name) => name.startsWith('sensor'))
  // Every ninth: no choice by what they say, and few enough for a model of the records.
  const some = sensors.filter((_, i) => i % 9 === 0)
  const byTime = [chronologicalSplit(failed)]
  const shuffled = Array.from({ length: Number(options.repeats) }, (_, i) =>
    shuffledSplit(failed, i),
  )
  const of = (
    name: string,
    columns: readonly string[],
    splits: readonly Split[],
    withModel: boolean,
  ): Case => ({
    name,
    table,
    failed,
    columns,
    splits,
    withModel,
  })
  return [
    of('secom, 351 sensors, by time', sensors, byTime, false),
    of('secom, 351 sensors, shuffled', sensors, shuffled.slice(0, 1), false),
    of('secom, 39 sensors, by time', some, byTime, true),
    of('secom, 39 sensors, shuffled', some, shuffled, true),
  ]
}

function shuffledSplit(failed: Float64Array, repeat: number): Split {
  const good = Uint32Array.from(failed.keys()).filter((row) => failed[row] === 0)
  createRandom(1).split('split', repeat).shuffle(good)
  const rows = [...good]
  const [first, second] = [Math.round(0.6 * rows.length), Math.round(0.8 * rows.length)]
  const bad = [...failed.keys()].filter((row) => failed[row] === 1)
  return {
    train: rows.slice(0, first),
    calibration: rows.slice(first, second),
    test: [...rows.slice(second), ...bad],
  }
}

/** The last 30% are the test; of those before, passing ones: three quarters to learn from, the last quarter for limits. */
function chronologicalSplit(failed: Float64Array): Split {
  const end = Math.round(0.7 * failed.length)
  const good = [...failed.keys()].filter((row) => row < end && failed[row] === 0)
  const middle = Math.round(0.75 * good.length)
  return {
    train: good.slice(0, middle),
    calibration: good.slice(middle),
    test: [...failed.keys()].filter((row) => row >= end),
  }
}

function withColumns(table: Table, names: readonly string[]): Table {
  return createTable(names.map((name) => [name, table.columns.get(name)!]))
}

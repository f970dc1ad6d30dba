// The three tables of the bench, what each column is, and how rows are held out.

import { join } from 'node:path'
import { MillraceError } from '../../src/errors.ts'
import { readTable } from '../../src/data/table/read-table.ts'
import { type Column, createTable, rowsAt, type Table } from '../../src/data/table/table.ts'
import { createRandom } from '../../src/random.ts'

export const dataSetNames = ['adult', 'ai4i2020', 'secom'] as const
export type DataSetName = (typeof dataSetNames)[number]

interface DataSetRule {
  readonly file: string
  /** Keys, and what says the same as another column: no model is shown them. */
  readonly leftOut: readonly string[]
  /** Numbers in the file that are labels: written as words. */
  readonly labels: readonly string[]
  readonly target: string
  /** The rarer level of the target. */
  readonly positive: string
  /** Labels beside the target, which no classifier may see. */
  readonly hidden: readonly string[]
  readonly testRows: number
}

export const dataSets: Readonly<Record<DataSetName, DataSetRule>> = {
  adult: {
    file: 'adult.csv.gz',
    leftOut: [],
    labels: [],
    target: 'income',
    positive: '>50K',
    hidden: [],
    testRows: 10_000,
  },
  ai4i2020: {
    file: 'ai4i2020.csv',
    leftOut: ['UDI', 'Product ID'],
    labels: ['Machine_failure', 'TWF', 'HDF', 'PWF', 'OSF', 'RNF'],
    target: 'Machine_failure',
    positive: 'yes',
    hidden: ['TWF', 'HDF', 'PWF', 'OSF', 'RNF'],
    testRows: 3000,
  },
  secom: {
    file: 'secom_351.csv.gz',
    leftOut: ['timestamp', 'label'],
    labels: ['is_fail'],
    target: 'is_fail',
    positive: 'yes',
    hidden: [],
    testRows: 467,
  },
}

export interface Split {
  readonly train: Table
  readonly test: Table
}

/** The rows of a table shuffled by seed 1; the last ones are the test. */
export async function loadSplit(name: DataSetName): Promise<Split> {
  const folder = process.env['MILLRACE_DATA']
  if (!folder) {
    throw new MillraceError('bad-input', 'MILLRACE_DATA: unset, expected the folder of the data')
  }
  const { file, leftOut, labels, testRows } = dataSets[name]
  const read = await readTable(join(folder, name, file))
  const table = createTable(
    [...read.columns]
      .filter(([column]) => !leftOut.includes(column))
      .map(([column, values]) => [column, labels.includes(column) ? asWords(values) : values]),
  )
  const order = createRandom(1).shuffle(Int32Array.from({ length: table.rowCount }, (_, i) => i))
  const trainRows = table.rowCount - testRows
  return {
    train: rowsAt(table, order.subarray(0, trainRows)),
    test: rowsAt(table, order.subarray(trainRows)),
  }
}

function asWords(column: Column): Column {
  if (column.kind !== 'number') return column
  return {
    kind: 'text',
    codes: Int32Array.from(column.values, (value) => (value > 0 ? 1 : 0)),
    levels: ['no', 'yes'],
  }
}

// A small table with every kind of field, and with dependence that a model has to find.

import { createTable, type Table } from '../../../src/data/table/table.ts'
import { createRandom } from '../../../src/random.ts'

/**
 * `speed` depends on `machine`; `failed` is true for high `torque`; `torque` is missing once in ten;
 * `started` is on days of one quarter; `batch` numbers the rows.
 */
export function plantRecords(rowCount: number): Table {
  const random = createRandom('plant records')
  const machine = Int32Array.from({ length: rowCount }, () => random.integer(3))
  const torque = Float64Array.from({ length: rowCount }, () =>
    random.uniform() < 0.1 ? NaN : Math.round(400 + 80 * random.normal()) / 10,
  )
  const days = Array.from({ length: rowCount }, () => random.integer(90))
  return createTable([
    ['batch', { kind: 'number', values: Float64Array.from(machine, (_, i) => 1001 + i) }],
    ['machine', { kind: 'text', codes: machine, levels: ['drill', 'lathe', 'mill'] }],
    [
      'speed',
      {
        kind: 'number',
        values: Float64Array.from(machine, (code) => 1000 + 500 * code + random.integer(200)),
      },
    ],
    ['torque', { kind: 'number', values: torque }],
    [
      'started',
      { kind: 'time', values: Float64Array.from(days, (day) => Date.UTC(2026, 0, 1 + day)) },
    ],
    ['failed', { kind: 'boolean', values: Int8Array.from(torque, (value) => Number(value > 45)) }],
    ['site', { kind: 'text', codes: new Int32Array(rowCount), levels: ['north'] }],
    ['remark', { kind: 'text', codes: new Int32Array(rowCount).fill(-1), levels: [] }],
  ])
}

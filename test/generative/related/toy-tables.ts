// Machines of two lines, and the shifts of each: as two tables, and as one.

import { createTable, type Table } from '../../../src/data/table/table.ts'
import type { RelatedSchema } from '../../../src/data/table/related-schema.ts'
import { inferRelated } from '../../../src/data/table/related-inference.ts'
import { createRandom } from '../../../src/random.ts'

export interface ToyTables {
  readonly parents: Table
  readonly children: Table
}

/**
 * Line `new` has about 12 shifts a machine and runs cool, line `old` about 6 and runs hot; wear grows from
 * shift to shift; hours lie 8 or 16 apart. The first machine has no shifts.
 */
export function toyTables(machines = 60, seed = 1): ToyTables {
  const random = createRandom(seed)
  const lines: number[] = []
  const power: number[] = []
  const shifts: { machine: number; hour: number; heat: number; wear: number; stop: number }[] = []
  for (let machine = 1; machine <= machines; machine++) {
    const line = random.integer(2)
    lines.push(line)
    power.push(10 + random.integer(5))
    const count = machine === 1 ? 0 : (line === 0 ? 10 : 4) + random.integer(5)
    let [hour, wear] = [random.integer(100), 0]
    for (let shift = 0; shift < count; shift++) {
      wear += random.integer(3)
      const heat = Math.round(10 * ((line === 0 ? 20 : 60) + 4 * random.normal())) / 10
      shifts.push({ machine, hour, heat, wear, stop: Number(random.uniform() < 0.2) })
      hour += random.uniform() < 0.7 ? 8 : 16
    }
  }
  const number = (values: readonly number[]) =>
    ({ kind: 'number', values: Float64Array.from(values) }) as const
  const keys = Array.from({ length: machines }, (_, i) => i + 1)
  return {
    parents: createTable([
      ['id', number(keys)],
      ['line', { kind: 'text', codes: Int32Array.from(lines), levels: ['new', 'old'] }],
      ['power', number(power)],
    ]),
    children: createTable([
      ['machine', number(shifts.map((shift) => shift.machine))],
      ['hour', number(shifts.map((shift) => shift.hour))],
      ['heat', number(shifts.map((shift) => shift.heat))],
      ['wear', number(shifts.map((shift) => shift.wear))],
      ['stop', { kind: 'boolean', values: Int8Array.from(shifts, (shift) => shift.stop) }],
    ]),
  }
}

export function toySchema({ parents, children }: ToyTables): RelatedSchema {
  return inferRelated(
    { name: 'machines', table: parents },
    { name: 'shifts', table: children },
    { parentKey: 'id', childKey: 'machine', order: 'hour' },
  )
}

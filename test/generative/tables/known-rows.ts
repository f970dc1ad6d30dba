// Rows of numbers with a known joint distribution, and what a family makes of them.

import type { RowField, RowMatrix } from '../../../src/generative/tables/row-matrix.ts'
import type {
  DrawOptions,
  GivenRows,
  RowModel,
  TableFamily,
} from '../../../src/generative/tables/row-model.ts'
import { createRandom } from '../../../src/random.ts'

export const knownFields: readonly RowField[] = [
  { name: 'machine', levels: 3, minimum: 0, maximum: 2, step: 1 },
  { name: 'speed', minimum: 0, maximum: 400, step: 1 },
  { name: 'load', minimum: -10, maximum: 10, step: 0.01 },
  { name: 'idle', minimum: 0, maximum: 100, step: 1 },
]

/**
 * machine: 0, 1, 2 with shares 0.5, 0.3, 0.2. speed: normal around 100 + 50 machine, deviation 10.
 * load: (speed - its mean) / 10, correlation 0.8 within a machine. idle: zero with share 0.6, else
 * uniform on 20 to 60; missing in half of the rows of machine 2 and nowhere else.
 */
export function knownRows(rowCount: number): RowMatrix {
  const random = createRandom('known rows')
  const values = new Float64Array(rowCount * 4)
  for (let row = 0; row < rowCount; row++) {
    const u = random.uniform()
    const machine = u < 0.5 ? 0 : u < 0.8 ? 1 : 2
    const [a, b] = [random.normal(), random.normal()]
    const idle = random.uniform() < 0.6 ? 0 : 20 + random.integer(41)
    const isMissing = random.uniform() < 0.5 && machine === 2
    values.set(
      [
        machine,
        Math.round(100 + 50 * machine + 10 * a),
        Math.round(100 * (0.8 * a + 0.6 * b)) / 100,
        isMissing ? NaN : idle,
      ],
      row * 4,
    )
  }
  return { fields: knownFields, rowCount, values }
}

/** Nothing given. */
export function nothingGiven(rowCount: number): GivenRows {
  return { rowCount, values: new Float64Array(rowCount * 4), flags: new Uint8Array(rowCount * 4) }
}

/** The same values given for every row, by place. */
export function allGiven(rowCount: number, given: Readonly<Record<number, number>>): GivenRows {
  const rows = nothingGiven(rowCount)
  for (let i = 0; i < rowCount * 4; i++) {
    const value = given[i % 4]
    if (value === undefined) continue
    rows.values[i] = value
    rows.flags[i] = 1
  }
  return rows
}

export interface Figures {
  readonly shares: readonly number[]
  readonly speedByMachine: readonly number[]
  /** Of speed and load, within machine 0. */
  readonly correlation: number
  readonly idleMissingByMachine: readonly number[]
  readonly idleZero: number
  readonly idleMean: number
}

/** Moments and contingencies of rows `[rows, 4]`. */
export function figuresOf(values: Float64Array): Figures {
  const rows = Array.from({ length: values.length / 4 }, (_, i) => [
    ...values.subarray(4 * i, 4 * i + 4),
  ])
  const of = (machine: number): number[][] => rows.filter((row) => row[0] === machine)
  const average = (numbers: readonly number[]): number =>
    numbers.reduce((a, b) => a + b, 0) / numbers.length
  const mean = (part: readonly number[][], field: number): number =>
    average(part.map((row) => row[field]!))
  const first = of(0)
  const [speed, load] = [mean(first, 1), mean(first, 2)]
  const product = (i: number, j: number): number => {
    const centres = [0, speed, load]
    return average(first.map((row) => (row[i]! - centres[i]!) * (row[j]! - centres[j]!)))
  }
  const idle = rows.map((row) => row[3]!).filter((value) => !Number.isNaN(value))
  const machines = [0, 1, 2]
  return {
    shares: machines.map((machine) => of(machine).length / rows.length),
    speedByMachine: machines.map((machine) => mean(of(machine), 1)),
    correlation: product(1, 2) / Math.sqrt(product(1, 1) * product(2, 2)),
    idleMissingByMachine: machines.map(
      (machine) => of(machine).filter((row) => Number.isNaN(row[3])).length / of(machine).length,
    ),
    idleZero: idle.filter((value) => value === 0).length / idle.length,
    idleMean: average(idle.filter((value) => value > 0)),
  }
}

export async function openedOn(
  family: TableFamily,
  rowCount: number,
  budgetSeconds?: number,
): Promise<RowModel> {
  const rows = knownRows(rowCount)
  const fitted = await family.fit(rows, { seed: 1, budgetSeconds })
  // What a file keeps is JSON.
  const state: unknown = JSON.parse(JSON.stringify(fitted.state))
  return family.open({ ...fitted, state }, rows.fields)
}

export async function drawnFrom(
  model: RowModel,
  given: GivenRows,
  seed: number = 1,
  options?: DrawOptions,
): Promise<Float64Array> {
  return model.draw(given, createRandom(seed), options)
}

// The rows that were learnt from, drawn again: as faithful as can be, and the failure of privacy that
// every other family is measured against.

import { constant, input } from '../../learning/graph/apply.ts'
import { gather, reshape } from '../../learning/graph/arrangement.ts'
import { cast, greater, where } from '../../learning/graph/elementwise.ts'
import { encodeModel } from '../../learning/onnx/encode.ts'
import { createSession } from '../../learning/onnx/session.ts'
import type { Random } from '../../random.ts'
import { stepsOf, stepsOfValue, valueOfSteps } from '../encoding/bins.ts'
import type { RowField, RowMatrix } from './row-matrix.ts'
import type { DrawOptions, FittedFamily, GivenRows, RowModel, TableFamily } from './row-model.ts'

interface BootstrapState {
  readonly rowCount: number
}

export const bootstrapFamily: TableFamily = {
  name: 'bootstrap',
  fit: async (rows) => fitBootstrap(rows),
  // Safe: what this version of the format holds is what `fit` made.
  open: ({ models, state }, fields) =>
    openBootstrap(models.sampler, fields, (state as BootstrapState).rowCount),
}

/** Inputs: `values` and `given`, `[batch, fields]`; `row`, `[batch, 1]`, which row is taken. */
function fitBootstrap({ fields, rowCount, values }: RowMatrix): FittedFamily {
  const width = fields.length
  const scales = fields.map(stepsOf)
  const steps = Float32Array.from(values, (value, i) => stepsOfValue(scales[i % width]!, value))
  const known = input('values', [-1, width])
  const given = input('given', [-1, width])
  const row = input('row', [-1, 1])
  const picked = gather(constant(steps, [rowCount, width]), cast(row, 'int32'))
  const rows = where(greater(given, 0), known, reshape(picked, [-1, width]))
  return {
    models: { sampler: encodeModel({ inputs: [known, given, row], outputs: { rows } }) },
    state: { rowCount } satisfies BootstrapState,
    training: { rows: rowCount, validationRows: 0, history: [], bestEpoch: 0, seconds: 0 },
  }
}

/** What is stored, read back from the model once. */
async function openBootstrap(
  model: Uint8Array,
  fields: readonly RowField[],
  rowCount: number,
): Promise<RowModel> {
  const width = fields.length
  const session = await createSession(model)
  const zeros = { shape: [rowCount, width], data: new Float32Array(rowCount * width) }
  const order = Float32Array.from({ length: rowCount }, (_, i) => i)
  const { rows } = await session.run({
    values: zeros,
    given: zeros,
    row: { shape: [rowCount, 1], data: order },
  })
  await session.release()
  const scales = fields.map(stepsOf)
  const values = Float64Array.from(rows!.data, (steps, i) =>
    valueOfSteps(scales[i % width]!, steps),
  )
  const stored: RowMatrix = { fields, rowCount, values }
  return {
    draw: async (given, random, options) => draw(stored, given, random, options),
    release: async () => {},
  }
}

/** For each row one of the stored rows that are nearest to what is given. */
function draw(
  stored: RowMatrix,
  { rowCount, values, flags }: GivenRows,
  random: Random,
  { isComplete = false, mayBe }: DrawOptions = {},
): Float64Array {
  const width = stored.fields.length
  const nearest = new Map<string, Uint32Array>()
  const result = new Float64Array(rowCount * width)
  const isAllowed = (field: number, value: number): boolean =>
    Number.isNaN(value) ? !isComplete : !mayBe || mayBe(field, value)
  for (let row = 0; row < rowCount; row++) {
    const own = values.subarray(row * width, (row + 1) * width)
    const ownFlags = flags.subarray(row * width, (row + 1) * width)
    const key = own.map((value, i) => (ownFlags[i] === 1 ? value : 0)).join() + ownFlags.join('')
    const candidates = nearest.get(key) ?? nearestRows(stored, own, ownFlags)
    nearest.set(key, candidates)
    const start = random.integer(candidates.length)
    for (let field = 0; field < width; field++) {
      // A value that may not be is taken from the next row that has one that may.
      const valueAt = (i: number): number =>
        stored.values[candidates[(start + i) % candidates.length]! * width + field]!
      let i = 0
      while (i < candidates.length - 1 && !isAllowed(field, valueAt(i))) i++
      result[row * width + field] = ownFlags[field] === 1 ? own[field]! : valueAt(i)
    }
  }
  return result
}

function nearestRows(
  { fields, rowCount, values }: RowMatrix,
  own: Float64Array,
  flags: Uint8Array,
): Uint32Array {
  const all = Uint32Array.from({ length: rowCount }, (_, i) => i)
  if (!flags.includes(1)) return all
  const distances = Float64Array.from(all, (row) =>
    fields.reduce((total, field, i) => {
      if (flags[i] !== 1) return total
      return total + distance(field, own[i]!, values[row * fields.length + i]!)
    }, 0),
  )
  const least = distances.reduce((a, b) => Math.min(a, b), Infinity)
  return all.filter((row) => distances[row] === least)
}

/** 0 to 1: levels agree or not, quantities by their range. */
function distance({ levels, minimum, maximum }: RowField, a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : 1
  if (levels !== undefined) return a === b ? 0 : 1
  return maximum > minimum ? Math.abs(a - b) / (maximum - minimum) : 0
}

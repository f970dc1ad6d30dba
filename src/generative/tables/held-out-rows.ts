// Rows held out of the training, which say when to stop.

import { matrixRows, type TrainingData } from '../../learning/training/program.ts'
import { createRandom, type Random } from '../../random.ts'
import type { RowMatrix } from './row-matrix.ts'

const heldShare = 0.1
const fewestRows = 5

export interface SplitRows<B extends string> {
  readonly training: TrainingData<B>
  /** Absent where there are too few rows to hold any out. */
  readonly validation: TrainingData<B> | undefined
  readonly validationCount: number
}

/**
 * A tenth of the rows, and at most `most`, is held out at random, of input `name` with `width` numbers;
 * of rows in groups, whole groups.
 */
export function splitRows<B extends string>(
  name: B,
  values: Float32Array,
  width: number,
  seed: number | string,
  most: number = Infinity,
  groups?: Uint32Array,
): SplitRows<B> {
  const { starts } = matrixRows(values, width)
  // A computed key widens to string.
  const data = (own: Uint32Array): TrainingData<B> =>
    ({ [name]: { values, starts: own } }) as unknown as TrainingData<B>
  const random = createRandom(seed).split('validation')
  if (groups) return splitGroups(starts, groups, data, random)
  const held = Math.min(Math.round(starts.length * heldShare), most)
  if (held < fewestRows) {
    return { training: data(starts), validation: undefined, validationCount: 0 }
  }
  const order = random.shuffle(starts.slice())
  return {
    training: data(order.slice(held).sort()),
    validation: data(order.slice(0, held).sort()),
    validationCount: held,
  }
}

/** Groups that leave fewer than this for the training are not held out. */
const fewestGroups = 5

function splitGroups<B extends string>(
  starts: Uint32Array,
  groups: Uint32Array,
  data: (starts: Uint32Array) => TrainingData<B>,
  random: Random,
): SplitRows<B> {
  const all = [...new Set(groups)]
  const order = random.shuffle(Uint32Array.from(all))
  const chosen = new Set(order.slice(0, Math.ceil(all.length * heldShare)))
  const isHeld = (_: number, row: number): boolean => chosen.has(groups[row]!)
  const held = starts.filter(isHeld)
  if (all.length < fewestGroups || held.length < fewestRows) {
    return { training: data(starts), validation: undefined, validationCount: 0 }
  }
  return {
    training: data(starts.filter((start, row) => !isHeld(start, row))),
    validation: data(held),
    validationCount: held.length,
  }
}

/** The rows at those places, in their order. */
export function takenRows({ fields, values }: RowMatrix, places: ArrayLike<number>): RowMatrix {
  const width = fields.length
  const own = new Float64Array(places.length * width)
  Array.from(places, (row, i) =>
    own.set(values.subarray(row * width, (row + 1) * width), i * width),
  )
  return { fields, rowCount: places.length, values: own }
}

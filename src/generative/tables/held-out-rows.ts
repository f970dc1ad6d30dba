// Rows held out of the training, which say when to stop.

import { matrixRows, type TrainingData } from '../../learning/training/program.ts'
import { createRandom } from '../../random.ts'

const heldShare = 0.1
const fewestRows = 5

export interface SplitRows<B extends string> {
  readonly training: TrainingData<B>
  /** Absent where there are too few rows to hold any out. */
  readonly validation: TrainingData<B> | undefined
  readonly validationCount: number
}

/** A tenth of the rows, and at most `most`, is held out at random, of input `name` with `width` numbers. */
export function splitRows<B extends string>(
  name: B,
  values: Float32Array,
  width: number,
  seed: number | string,
  most: number = Infinity,
): SplitRows<B> {
  const { starts } = matrixRows(values, width)
  // A computed key widens to string.
  const data = (own: Uint32Array): TrainingData<B> =>
    ({ [name]: { values, starts: own } }) as unknown as TrainingData<B>
  const held = Math.min(Math.round(starts.length * heldShare), most)
  if (held < fewestRows) {
    return { training: data(starts), validation: undefined, validationCount: 0 }
  }
  const order = createRandom(seed).split('validation').shuffle(starts.slice())
  return {
    training: data(order.slice(held).sort()),
    validation: data(order.slice(0, held).sort()),
    validationCount: held,
  }
}

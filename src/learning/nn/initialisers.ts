// Values that parameters start from.

import type { Random } from '../../random.ts'
import { sizeOf, type Shape, type TensorValue } from '../graph/node.ts'

export function zeroValues(shape: Shape): TensorValue {
  return { shape, data: new Float32Array(sizeOf(shape)) }
}

export function constantValues(shape: Shape, value: number): TensorValue {
  return { shape, data: new Float32Array(sizeOf(shape)).fill(value) }
}

export function normalValues(random: Random, shape: Shape, deviation: number = 1): TensorValue {
  const { data } = zeroValues(shape)
  for (let i = 0; i < data.length; i++) data[i] = random.normal() * deviation
  return { shape, data }
}

export function uniformValues(random: Random, shape: Shape, limit: number): TensorValue {
  const { data } = zeroValues(shape)
  for (let i = 0; i < data.length; i++) data[i] = (2 * random.uniform() - 1) * limit
  return { shape, data }
}

/** How many inputs feed one output of a weight, and how many outputs one input feeds. */
export interface Fans {
  readonly inputs: number
  readonly outputs: number
}

/** Fills a weight of this shape; `fans` are those of the layer that asks. */
export type Initialiser = (random: Random, shape: Shape, fans: Fans) => TensorValue

/** Uniform with variance 2 / (inputs + outputs): for tanh and linear layers (Glorot & Bengio 2010). */
export const glorot: Initialiser = (random, shape, { inputs, outputs }) =>
  uniformValues(random, shape, Math.sqrt(6 / (inputs + outputs)))

/** Normal with variance 2 / inputs: for rectified layers (He et al. 2015, arXiv:1502.01852). */
export const he: Initialiser = (random, shape, { inputs }) =>
  normalValues(random, shape, Math.sqrt(2 / inputs))

/** Normal with a given deviation. */
export function normal(deviation: number): Initialiser {
  return (random, shape) => normalValues(random, shape, deviation)
}

/**
 * Orthonormal rows or columns, whichever are fewer, of the matrix [first axis, all others]: keeps the
 * length of a state through many steps (Saxe et al. 2014, arXiv:1312.6120).
 */
export const orthogonal: Initialiser = (random, shape) => {
  const rows = shape[0] ?? 1
  const columns = sizeOf(shape) / rows
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows]
  const vectors: Float64Array[] = []
  for (let i = 0; i < count; i++) {
    const vector = random.fillNormal(new Float64Array(length))
    // Twice, because one pass of Gram-Schmidt loses orthogonality to rounding.
    for (const earlier of [...vectors, ...vectors]) {
      const projection = dot(vector, earlier)
      for (let j = 0; j < length; j++) vector[j]! -= projection * earlier[j]!
    }
    const norm = Math.sqrt(dot(vector, vector))
    vectors.push(vector.map((x) => x / norm))
  }
  const { data } = zeroValues(shape)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      data[row * columns + column] =
        rows <= columns ? vectors[row]![column]! : vectors[column]![row]!
    }
  }
  return { shape, data }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, x, i) => total + x * b[i]!, 0)
}

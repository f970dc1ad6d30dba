// Gaussian copula: fields keep their own distributions and are joined by correlated normals.

import {
  add,
  clamp,
  log,
  multiply,
  sign,
  sqrt,
  square,
  subtract,
} from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'

/**
 * Quantile of the standard normal, for levels on (0, 1), cut to within 1e-6 of its ends: by the
 * elementary inverse of the error function of Winitzki (2008), relative error below 2e-3.
 */
export function normalQuantile(level: Node): Node {
  const a = 0.147
  const x = subtract(multiply(clamp(level, 1e-6, 1 - 1e-6), 2), 1)
  const logarithm = log(subtract(1, square(x)))
  const half = add(multiply(logarithm, 0.5), 2 / (Math.PI * a))
  const root = sqrt(subtract(square(half), multiply(logarithm, 1 / a)))
  return multiply(sign(x), multiply(sqrt(subtract(root, half)), Math.SQRT2))
}

/**
 * Lower triangular L with L L' = (1 - shrinkage) R + shrinkage I, where R is the matrix scaled to a
 * unit diagonal, `[n, n]`. Shrinkage above 0 makes a root exist where rounding would not.
 */
export function choleskyFactor({ shape, data }: TensorValue, shrinkage: number): TensorValue {
  const n = shape[0]!
  const factor = new Float64Array(n * n)
  const spread = Array.from({ length: n }, (_, i) => Math.sqrt(Math.max(data[i * n + i]!, 1e-6)))
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const correlation = ((1 - shrinkage) * data[i * n + j]!) / (spread[i]! * spread[j]!)
      let rest = i === j ? 1 : correlation
      for (let k = 0; k < j; k++) rest -= factor[i * n + k]! * factor[j * n + k]!
      factor[i * n + j] = i === j ? Math.sqrt(Math.max(rest, 1e-6)) : rest / factor[j * n + j]!
    }
  }
  return { shape, data: Float32Array.from(factor) }
}

export function identity(size: number): TensorValue {
  const data = new Float32Array(size * size)
  for (let i = 0; i < size; i++) data[i * (size + 1)] = 1
  return { shape: [size, size], data }
}

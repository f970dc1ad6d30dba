// What a window of history tells a network, computed inside the graph from its values.

import { constant } from '../../learning/graph/apply.ts'
import {
  abs,
  add,
  cast,
  clamp,
  divide,
  exp,
  greater,
  log,
  maximum,
  multiply,
  sqrt,
  square,
  subtract,
} from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import type { Node } from '../../learning/graph/node.ts'
import { max, mean, sum } from '../../learning/graph/reduction.ts'
import { asinh } from './transform.ts'
import type { Frame, Observed } from './window-frame.ts'

/**
 * For series with a level: the window measured in its own frame, nearly linear within ten scales and
 * logarithmic beyond, which values are there, and how large the scale is beside the location.
 */
export function levelFeatures({ values, mask }: Observed, { location, scale }: Frame): Node[] {
  const relative = divide(subtract(values, location), multiply(scale, softLimit))
  const shape = multiply(multiply(asinh(relative), mask), softLimit)
  const steadiness = log(add(divide(abs(location), scale), 1e-3))
  return [
    multiply(shape, 1 / 4),
    mask,
    multiply(clamp(steadiness, -4, 12), 1 / 4),
    mean(mask, { axes: 1, keepAxes: true }),
  ]
}

const softLimit = 20

/**
 * For intermittent demand, in small units: logarithms of the values, then over spans and
 * exponential weights the mean and the share of non-zero periods, sizes of the demands that there
 * were, time since the last one, and the share of periods at or above a few sizes.
 */
export function countFeatures({ values, mask }: Observed, unit: number): Node[] {
  const length = values.shape[1]!
  const sizes = maximum(multiply(values, 1 / unit), 0)
  const isDemand = multiply(cast(greater(sizes, 0), 'float32'), mask)
  const demandCount = sum(isDemand, { axes: 1, keepAxes: true })
  const weights = averagingWeights(length)
  const average = (x: Node): Node =>
    divide(matmul(x, weights), maximum(matmul(mask, weights), 1e-6))
  const perDemand = (x: Node): Node =>
    divide(sum(x, { axes: 1, keepAxes: true }), maximum(demandCount, 1))
  const largest = max(sizes, { axes: 1, keepAxes: true })
  const positions = constant(
    Float32Array.from({ length }, (_, i) => i + 1),
    [1, length],
  )
  const sinceLast = subtract(
    length,
    max(multiply(isDemand, positions), { axes: 1, keepAxes: true }),
  )
  const shares = thresholds.map((threshold) => {
    const isAbove = multiply(cast(greater(sizes, threshold), 'float32'), mask)
    return divide(
      sum(isAbove, { axes: 1, keepAxes: true }),
      maximum(sum(mask, { axes: 1, keepAxes: true }), 1),
    )
  })
  return [
    log1p(sizes),
    mask,
    log1p(multiply(average(sizes), 4)),
    average(isDemand),
    log1p(perDemand(sizes)),
    log1p(sqrt(perDemand(square(sizes)))),
    log1p(largest),
    multiply(sinceLast, 1 / 12),
    exp(multiply(sinceLast, -1 / 3)),
    ...shares,
    mean(mask, { axes: 1, keepAxes: true }),
  ]
}

/** Just below the sizes that are counted: at or above 1, 2, 3, 4, 6 and 10 units. */
const thresholds = [0.5, 1.5, 2.5, 3.5, 5.5, 9.5]

/** Columns of weights over a window: its last eighth, quarter, half and whole, and four decays. */
function averagingWeights(length: number): Node {
  const spans = [8, 4, 2, 1].map((part) => Math.max(1, Math.ceil(length / part)))
  const columns = [
    ...spans.map((span) => (age: number) => (age < span ? 1 : 0)),
    ...[0.05, 0.1, 0.2, 0.4].map((rate) => (age: number) => (1 - rate) ** age),
  ]
  const data = new Float32Array(length * columns.length)
  for (let i = 0; i < length; i++) {
    columns.forEach((weight, j) => (data[i * columns.length + j] = weight(length - 1 - i)))
  }
  return constant(data, [length, columns.length])
}

function log1p(x: Node): Node {
  return log(add(x, 1))
}

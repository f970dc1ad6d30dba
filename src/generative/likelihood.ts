// What a decoder says of a record: the distribution of each field, its loss, and draws from it.

import { reshape, slice } from '../learning/graph/arrangement.ts'
import { add, clamp, exp, multiply } from '../learning/graph/elementwise.ts'
import type { Node } from '../learning/graph/node.ts'
import { softmax, sum } from '../learning/graph/reduction.ts'
import { normalCumulative } from '../learning/graph/special.ts'
import { gaussianLoss } from '../learning/nn/losses/gaussian.ts'
import type { Codec, Example } from './encoding/codec.ts'
import { drawnOf, type Layout, layoutLoss, likelihoodWidth } from './encoding/layout.ts'
import { fieldWeights } from './example-loss.ts'
import { type Bins, histogramLoss, valueAtRank } from './histogram.ts'

export interface Likelihood {
  /** Numbers that a decoder gives for a record. */
  readonly width: number
  /** -log p of the records given the decoder's `[batch, width]`, `[batch]`. */
  loss(decoded: Node, example: Example): Node
  /** Draws `[batch, samples, recordWidth]` from `[batch, samples, width]` and standard normals. */
  draw(decoded: Node, noise: Node): Node
}

/** A normal for each field, a histogram, or what the layout of the codec says of each part. */
export function likelihoodOf(
  { recordWidth, layout }: Codec,
  kind: 'normal' | 'layout' | Bins,
): Likelihood {
  if (kind === 'layout') {
    if (!layout) throw new RangeError('likelihood: the codec has no layout')
    return layoutLikelihood(layout)
  }
  return kind === 'normal' ? normals(recordWidth) : histograms(recordWidth, kind)
}

function layoutLikelihood(layout: Layout): Likelihood {
  return {
    width: likelihoodWidth(layout),
    loss: (decoded, { record, given }) => layoutLoss(layout, decoded, record, given),
    draw: (decoded, noise) => drawnOf(layout, decoded, noise),
  }
}

function normals(fields: number): Likelihood {
  return {
    width: 2 * fields,
    loss(decoded, example) {
      const [centre, logDeviation] = normalOf(perField(decoded, fields, 2))
      return weighted(gaussianLoss(example.record, centre, logDeviation), example)
    },
    draw(decoded, noise) {
      const [centre, logDeviation] = normalOf(perField(decoded, fields, 2))
      return add(centre, multiply(exp(logDeviation), noise))
    },
  }
}

function histograms(fields: number, bins: Bins): Likelihood {
  const count = bins.low.length
  return {
    width: count * fields,
    loss: (decoded, example) =>
      weighted(histogramLoss(bins, example.record, perField(decoded, fields, count)), example),
    draw: (decoded, noise) =>
      valueAtRank(bins, softmax(perField(decoded, fields, count)), normalCumulative(noise)),
  }
}

function weighted(losses: Node, example: Example): Node {
  return sum(multiply(losses, fieldWeights(example)), { axes: 1 })
}

/** `[..., fields * count]` to `[..., fields, count]`. */
function perField(decoded: Node, fields: number, count: number): Node {
  return reshape(decoded, [...decoded.shape.slice(0, -1), fields, count])
}

/** Centre and logarithm of the deviation, from the last axis. */
function normalOf(numbers: Node): [Node, Node] {
  const shape = numbers.shape.slice(0, -1)
  const centre = reshape(slice(numbers, -1, 0, 1), shape)
  return [centre, clamp(reshape(slice(numbers, -1, 1), shape), -5, 3)]
}

// Averages over what was observed of an example, and the score of samples against it.

import { slice, unsqueeze } from '../learning/graph/arrangement.ts'
import { abs, add, divide, maximum, multiply, subtract } from '../learning/graph/elementwise.ts'
import type { Node } from '../learning/graph/node.ts'
import { mean, sum } from '../learning/graph/reduction.ts'
import type { Example } from './encoding/codec.ts'

/** Weight of each field, `[batch, recordWidth]`: 0 where it was not observed, or is given. */
export function fieldWeights({ record, observed, given, weight }: Example): Node {
  const mask = observed ?? add(multiply(record, 0), 1)
  const asked = given ? multiply(mask, subtract(1, given)) : mask
  return weight ? multiply(asked, weight) : asked
}

/** Mean over all observed fields of a batch. */
export function observedMean(losses: Node, example: Example): Node {
  const weights = fieldWeights(example)
  return divide(sum(multiply(losses, weights)), maximum(sum(weights), 1e-6))
}

/** Mean over the observed fields of each row, `[batch]`. */
export function observedRowMean(losses: Node, example: Example): Node {
  const weights = fieldWeights(example)
  const total = sum(multiply(losses, weights), { axes: 1 })
  return divide(total, maximum(sum(weights, { axes: 1 }), 1e-6))
}

/**
 * Continuous ranked probability score of each field, `[batch, recordWidth]`, from an even number of
 * samples `[batch, samples, recordWidth]`: mean |x - y| - mean |x - x'| / 2 over pairs (x, x')
 * (Gneiting & Raftery 2007, doi:10.1198/016214506000001437).
 */
export function sampledScore(samples: Node, { record }: Example): Node {
  const half = samples.shape[1]! / 2
  const distance = mean(abs(subtract(samples, unsqueeze(record, 1))), { axes: 1 })
  const pairs = subtract(slice(samples, 1, 0, half), slice(samples, 1, half))
  return subtract(distance, multiply(mean(abs(pairs), { axes: 1 }), 0.5))
}

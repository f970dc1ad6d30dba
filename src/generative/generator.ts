// What generators have in common: noise and condition go in together.

import { ones } from '../learning/graph/apply.ts'
import { concat, reshape, unsqueeze } from '../learning/graph/arrangement.ts'
import { multiply } from '../learning/graph/elementwise.ts'
import type { Node } from '../learning/graph/node.ts'
import type { Example } from './encoding/codec.ts'

/** Noise `[batch, samples, width]` with the condition of its row, `[batch, samples, width + condition]`. */
export function withCondition(noise: Node, condition: Node | undefined): Node {
  if (!condition) return noise
  const samples = noise.shape[1]!
  const repeated = multiply(unsqueeze(condition, 1), ones([1, samples, 1]))
  return concat([noise, repeated], 2)
}

/** Records `[batch, width]` with their conditions. */
export function joined(record: Node, condition: Node | undefined): Node {
  return condition ? concat([record, condition], 1) : record
}

/** One sample per row: `[batch, width]` to `[batch, 1, width]`. */
export function singly(noise: Node): Node {
  return unsqueeze(noise, 1)
}

/**
 * The only sample of each row, `[batch, 1, width]` to `[batch, width]`, with what was not observed of
 * the example hidden in it as well, so that nothing tells the two apart by their gaps.
 */
export function alike(records: Node, { observed }: Example): Node {
  const single = reshape(records, [records.shape[0]!, records.shape[2]!])
  return observed ? multiply(single, observed) : single
}

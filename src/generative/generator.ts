// What generators have in common: noise and condition go in together.

import { ones } from '../learning/graph/apply.ts'
import { concat, reshape, unsqueeze } from '../learning/graph/arrangement.ts'
import { greater, multiply, where } from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import type { Dense } from '../learning/nn/dense.ts'
import type { Codec, Example } from './encoding/codec.ts'
import { activated, drawable } from './encoding/layout.ts'

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
 * the example hidden in it as well, and what is given copied, so that nothing tells the two apart by it.
 */
export function alike(records: Node, { record, observed, given }: Example): Node {
  const single = reshape(records, [records.shape[0]!, records.shape[2]!])
  const seen = observed ? multiply(single, observed) : single
  return given ? where(greater(given, 0), record, seen) : seen
}

/** How what a generator puts out becomes a record: by the layout of the codec, or else plainly. */
export interface Outputs {
  /** As a judge sees it; `gumbel` is noise of the same shape. */
  judged(output: Node, gumbel: Node, hard?: boolean): Node
  /** As a sampler hands it on. */
  sampled(output: Node): Node
}

export function outputsOf({ layout }: Codec, plain: (output: Node) => Node): Outputs {
  if (!layout) return { judged: plain, sampled: plain }
  return {
    judged: (output, gumbel, hard = false) => activated(layout, output, { gumbel, hard }),
    sampled: (output) => drawable(layout, output),
  }
}

/** Lets a last layer begin with the shares of the data. */
export function startAt(layer: Dense<TensorValue>, { layout }: Codec): void {
  layout?.start.forEach((value, i) => (layer.bias.data[i] = value))
}

// A learnt vector per category.

import type { Random } from '../../random.ts'
import { gather } from '../graph/arrangement.ts'
import { cast } from '../graph/elementwise.ts'
import type { Node, TensorValue } from '../graph/node.ts'
import { normalValues } from './initialisers.ts'

export type Embedding<T> = {
  /** `[categories, width]` */
  readonly vectors: T
}

export function initialiseEmbedding(
  random: Random,
  categories: number,
  width: number,
): Embedding<TensorValue> {
  return { vectors: normalValues(random, [categories, width], 1 / Math.sqrt(width)) }
}

/** Indices `[...]`, whole numbers in float32 or int32, to vectors `[..., width]`. */
export function embed({ vectors }: Embedding<Node>, indices: Node): Node {
  return gather(vectors, cast(indices, 'int32'))
}

// A codec: how rows of data become the record and the condition that a family learns, inside the
// graph, and how a record becomes data again. The exported sampler carries it.

import type { Node, Shape } from '../../learning/graph/node.ts'

/** One batch as a family sees it. */
export interface Example {
  /** What is learnt, `[batch, recordWidth]`, finite everywhere. */
  readonly record: Node
  /** 1 where the record was observed, 0 where it is unknown, `[batch, recordWidth]`; absent: all was. */
  readonly observed?: Node | undefined
  /** What is given, `[batch, conditionWidth]`; absent: nothing is. */
  readonly condition?: Node | undefined
  /** How much a row counts, `[batch, 1]`; absent: all count the same. */
  readonly weight?: Node | undefined
}

export interface Codec {
  readonly recordWidth: number
  /** 0 where nothing is given. */
  readonly conditionWidth: number
  /** Row shapes of what a training step is fed with. */
  readonly inputs: Readonly<Record<string, Shape>>
  /** Row shapes of what a sampler is fed with. */
  readonly given: Readonly<Record<string, Shape>>
  /** From `inputs`, each `[batch, ...row shape]`. */
  example(batch: Readonly<Record<string, Node>>): Example
  /** The condition of rows of `given`, as `example` makes it. */
  condition(given: Readonly<Record<string, Node>>): Node | undefined
  /** Records `[batch, samples, recordWidth]` in the units of the data. */
  decode(record: Node, given: Readonly<Record<string, Node>>): Node
}

/** Records and conditions as they are, without any encoding. */
export function plainCodec(recordWidth: number, conditionWidth: number = 0): Codec {
  const given: Record<string, Shape> = conditionWidth === 0 ? {} : { condition: [conditionWidth] }
  return {
    recordWidth,
    conditionWidth,
    inputs: { record: [recordWidth], ...given },
    given,
    example: ({ record, condition }) => ({ record: record!, condition }),
    condition: ({ condition }) => condition,
    decode: (record) => record,
  }
}

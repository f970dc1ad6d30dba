// A codec: how rows of data become the record and the condition that a family learns, inside the
// graph, and how a record becomes data again. The exported sampler carries it.

import type { Node, Shape } from '../../learning/graph/node.ts'
import type { NoiseInput, NoiseKind } from '../../learning/training/program.ts'
import type { Layout } from './layout.ts'

/** One batch as a family sees it. */
export interface Example {
  /** What is learnt, `[batch, recordWidth]`, finite everywhere. */
  readonly record: Node
  /** 1 where the record was observed, 0 where it is unknown, `[batch, recordWidth]`; absent: all was. */
  readonly observed?: Node | undefined
  /** What is given, `[batch, conditionWidth]`; absent: nothing is. */
  readonly condition?: Node | undefined
  /** 1 where the record is given and copied into what is drawn, `[batch, recordWidth]`; absent: nowhere. */
  readonly given?: Node | undefined
  /** What a judge of records has to know of the condition beside them; absent: the condition. */
  readonly beside?: Node | undefined
  /** How much a row counts, `[batch, 1]`; absent: all count the same. */
  readonly weight?: Node | undefined
}

/** Random numbers that the examples of a step need. */
export interface CodecNoise {
  readonly kind: NoiseKind
  /** Numbers per row. */
  readonly width: number
}

export interface Codec {
  readonly recordWidth: number
  /** Kinds of numbers in a record; absent: all are plain numbers. */
  readonly layout?: Layout
  /** 0 where nothing is given. */
  readonly conditionWidth: number
  /** Numbers of `beside`; absent: as the condition has. */
  readonly besideWidth?: number
  /** Row shapes of what a training step is fed with. */
  readonly inputs: Readonly<Record<string, Shape>>
  /** Row shapes of what a sampler is fed with. */
  readonly given: Readonly<Record<string, Shape>>
  /** Noise of `example`, by name. */
  readonly noise?: Readonly<Record<string, CodecNoise>>
  /** From `inputs`, each `[batch, ...row shape]`, and `noise`, each `[batch, width]`. */
  example(batch: Readonly<Record<string, Node>>, noise?: Readonly<Record<string, Node>>): Example
  /** The condition of rows of `given`, as `example` makes it. */
  condition(given: Readonly<Record<string, Node>>): Node | undefined
  /** Records `[batch, samples, recordWidth]` in the units of the data. */
  decode(record: Node, given: Readonly<Record<string, Node>>): Node
}

/** What a program has to draw for a codec. */
export function codecNoise({ noise = {} }: Codec, batchSize: number): Record<string, NoiseInput> {
  return Object.fromEntries(
    Object.entries(noise).map(([name, { kind, width }]) => [
      name,
      { kind, shape: [batchSize, width] },
    ]),
  )
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

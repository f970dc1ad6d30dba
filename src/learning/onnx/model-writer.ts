// Collects ONNX nodes, initializers, inputs and outputs, and writes them as a ModelProto
// (field numbers from onnx.proto of the ONNX 1.11 release).

import { sizeOf, type ElementType, type Shape, type TensorValue } from '../graph/node.ts'
import { MessageWriter } from './protobuf.ts'

/** Integers, lists of integers and text as they are; floats are wrapped to tell them from integers. */
export type OnnxAttribute = number | readonly number[] | string | { readonly float: number }

/** Element types on the wire. Graph int32 is int64 inside a model: what indices and shapes need. */
export type OnnxType = 'float32' | 'int32' | 'int64' | 'bool'

// 16 is the first operator set whose ScatterND adds, which the gradient of an embedding needs.
const operatorSetVersion = 16
const irVersion = 8
const elementTypes: Readonly<Record<OnnxType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 }

export interface RunningSum {
  /** Whether an element's sum leaves the element out. */
  readonly exclusive: boolean
  /** Whether it runs from the end. */
  readonly reverse: boolean
}

interface OnnxNode {
  readonly operator: string
  /** Empty for standard operators. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, OnnxAttribute>>
}

interface OnnxValue {
  readonly name: string
  readonly shape: Shape
  readonly type: OnnxType
  /** Name of its symbolic size: what carries one name has one size in a run. Default `batch`. */
  readonly batch?: string
}

export class ModelWriter {
  readonly #nodes: OnnxNode[] = []
  readonly #initializers: MessageWriter[] = []
  readonly #shared = new Map<string, string>()
  readonly #inputs: OnnxValue[] = []
  readonly #outputs: OnnxValue[] = []
  readonly #sequences: string[] = []
  readonly #renamed = new Map<string, string>()
  readonly #metadata: [string, string][] = []
  #count = 0

  /** Adds a node and returns the name of its first output. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    domain = '',
  ): string {
    return this.nodeWithOutputs(operator, inputs, attributes, 1, domain)[0]!
  }

  nodeWithOutputs(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>>,
    outputCount: number,
    domain = '',
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => `v${this.#count++}`)
    this.#nodes.push({ operator, domain, inputs, outputs, attributes })
    return outputs
  }

  /** A constant vector of integers, as shapes, axes and paddings are given; equal ones are shared. */
  integers(values: readonly number[]): string {
    return this.#share(`i${values.join(',')}`, () =>
      this.initializer({ shape: [values.length], data: Int32Array.from(values) }, 'int32'),
    )
  }

  /** A constant float scalar; equal ones are shared. */
  float(value: number): string {
    return this.#share(`f${value}`, () =>
      this.initializer({ shape: [], data: Float64Array.of(value) }, 'float32'),
    )
  }

  /** A tensor of ones; equal ones are shared. */
  ones(shape: Shape): string {
    return this.#share(`ones${shape.join(',')}`, () =>
      this.initializer({ shape, data: new Float32Array(sizeOf(shape)).fill(1) }, 'float32'),
    )
  }

  /** `[count, count]`, by which a row is multiplied to give its running sums; equal ones are shared. */
  triangle(count: number, { exclusive, reverse }: RunningSum): string {
    return this.#share(`triangle${count},${exclusive},${reverse}`, () => {
      const data = new Float32Array(count * count)
      for (let i = 0; i < data.length; i++) {
        const from = Math.floor(i / count)
        const to = i % count
        const isAdded = reverse ? from >= to : from <= to
        data[i] = isAdded && !(exclusive && from === to) ? 1 : 0
      }
      return this.initializer({ shape: [count, count], data }, 'float32')
    })
  }

  initializer({ shape, data }: TensorValue, type: ElementType): string {
    const name = `c${this.#count++}`
    const tensor = new MessageWriter()
      .packed(1, shape)
      .integer(2, elementTypes[type === 'int32' ? 'int64' : type])
      .string(8, name)
      .bytes(9, rawBytes(data, type))
    this.#initializers.push(tensor)
    return name
  }

  input(value: OnnxValue): void {
    this.#inputs.push(value)
  }

  /** Declares that the value `source` leaves the model under `value.name`. */
  output(value: OnnxValue, source: string): void {
    const isProduced = this.#nodes.some(({ outputs }) => outputs.includes(source))
    if (isProduced && !this.#renamed.has(source)) {
      this.#renamed.set(source, value.name)
    } else {
      this.#renamed.set(this.node('Identity', [source]), value.name)
    }
    this.#outputs.push(value)
  }

  /** Declares an empty sequence as an output, before those that are tensors. */
  emptySequence(name: string): void {
    this.#renamed.set(this.node('SequenceEmpty', [], { dtype: elementTypes.float32 }), name)
    this.#sequences.push(name)
  }

  metadata(key: string, value: string): void {
    this.#metadata.push([key, value])
  }

  finish(): Uint8Array {
    const graph = new MessageWriter()
    for (const node of this.#nodes) graph.message(1, this.#nodeMessage(node))
    graph.string(2, 'millrace')
    for (const tensor of this.#initializers) graph.message(5, tensor)
    for (const value of this.#inputs) graph.message(11, valueMessage(value))
    for (const name of this.#sequences) graph.message(12, sequenceMessage(name))
    for (const value of this.#outputs) graph.message(12, valueMessage(value))
    const model = new MessageWriter()
      .integer(1, irVersion)
      .string(2, 'millrace')
      .message(7, graph)
      .message(8, new MessageWriter().string(1, '').integer(2, operatorSetVersion))
    for (const domain of new Set(this.#nodes.map((node) => node.domain).filter(Boolean))) {
      model.message(8, new MessageWriter().string(1, domain).integer(2, 1))
    }
    for (const [key, value] of this.#metadata) {
      model.message(14, new MessageWriter().string(1, key).string(2, value))
    }
    return model.finish()
  }

  #share(key: string, make: () => string): string {
    const name = this.#shared.get(key) ?? make()
    this.#shared.set(key, name)
    return name
  }

  #nodeMessage({ operator, domain, inputs, outputs, attributes }: OnnxNode): MessageWriter {
    const message = new MessageWriter()
    for (const name of inputs) message.string(1, this.#renamed.get(name) ?? name)
    for (const name of outputs) message.string(2, this.#renamed.get(name) ?? name)
    message.string(3, `${operator}_${outputs[0]}`)
    message.string(4, operator)
    if (domain !== '') message.string(7, domain)
    for (const [name, value] of Object.entries(attributes)) {
      message.message(5, attributeMessage(name, value))
    }
    return message
  }
}

function attributeMessage(name: string, value: OnnxAttribute): MessageWriter {
  const message = new MessageWriter().string(1, name)
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2)
  if (typeof value === 'string') return message.string(4, value).integer(20, 3)
  if ('float' in value) return message.float(2, value.float).integer(20, 1)
  for (const entry of value) message.integer(8, entry)
  return message.integer(20, 7)
}

function valueMessage({ name, shape, type, batch = 'batch' }: OnnxValue): MessageWriter {
  const dimensions = new MessageWriter()
  for (const size of shape) {
    const dimension = new MessageWriter()
    dimensions.message(1, size === -1 ? dimension.string(2, batch) : dimension.integer(1, size))
  }
  const tensor = new MessageWriter().integer(1, elementTypes[type]).message(2, dimensions)
  return new MessageWriter().string(1, name).message(2, new MessageWriter().message(1, tensor))
}

function sequenceMessage(name: string): MessageWriter {
  const tensor = new MessageWriter().integer(1, elementTypes.float32)
  const element = new MessageWriter().message(1, tensor)
  const sequence = new MessageWriter().message(1, element)
  return new MessageWriter().string(1, name).message(2, new MessageWriter().message(4, sequence))
}

function rawBytes(data: ArrayLike<number>, type: ElementType): Uint8Array {
  if (type === 'bool') return Uint8Array.from(data)
  const typed =
    type === 'float32'
      ? Float32Array.from(data)
      : BigInt64Array.from({ length: data.length }, (_, i) => BigInt(data[i]!))
  return new Uint8Array(typed.buffer)
}

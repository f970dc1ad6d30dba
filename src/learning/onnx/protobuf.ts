// The few pieces of the Protocol Buffers wire format that an ONNX model is made of.

import { MillraceError } from '../../errors.ts'

/** A message under construction: fields in the order in which they are added. */
export class MessageWriter {
  readonly #parts: Uint8Array[] = []
  #size = 0

  /** An integer field (varint); negative numbers take ten bytes, as two's complement in 64 bits. */
  integer(field: number, value: number): this {
    this.#push(varint(field << 3), varint(value))
    return this
  }

  /** A 32-bit float field. */
  float(field: number, value: number): this {
    this.#push(varint((field << 3) | 5), new Uint8Array(Float32Array.of(value).buffer))
    return this
  }

  string(field: number, text: string): this {
    return this.bytes(field, new TextEncoder().encode(text))
  }

  bytes(field: number, content: Uint8Array): this {
    this.#push(varint((field << 3) | 2), varint(content.length), content)
    return this
  }

  message(field: number, nested: MessageWriter): this {
    this.#push(varint((field << 3) | 2), varint(nested.#size))
    // One by one: a large graph has more parts than a call has room for arguments.
    for (const part of nested.#parts) this.#push(part)
    return this
  }

  /** Integers in one packed field. */
  packed(field: number, values: readonly number[]): this {
    const contents = values.map(varint)
    const size = contents.reduce((total, part) => total + part.length, 0)
    this.#push(varint((field << 3) | 2), varint(size), ...contents)
    return this
  }

  finish(): Uint8Array {
    const result = new Uint8Array(this.#size)
    let at = 0
    for (const part of this.#parts) {
      result.set(part, at)
      at += part.length
    }
    return result
  }

  #push(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#parts.push(part)
      this.#size += part.length
    }
  }
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

/** The length-delimited fields (text, bytes, messages) of a message, in order; others are skipped. */
export function* delimitedFields(message: Uint8Array): Generator<readonly [number, Uint8Array]> {
  let at = 0
  const next = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++]
      if (byte === undefined) {
        throw new MillraceError('bad-input', 'model: cut short, expected more bytes, got the end')
      }
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  while (at < message.length) {
    const tag = next()
    const kind = tag % 8
    if (kind === 2) {
      const length = next()
      if (at + length > message.length) {
        throw new MillraceError('bad-input', 'model: cut short, expected more bytes, got the end')
      }
      yield [Math.floor(tag / 8), message.subarray(at, at + length)]
      at += length
    } else if (kind === 0) next()
    else if (kind === 1 || kind === 5) at += kind === 1 ? 8 : 4
    else throw new MillraceError('bad-input', 'model: no ONNX model, got other bytes')
  }
}

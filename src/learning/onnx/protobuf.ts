// The few pieces of the Protocol Buffers wire format that an ONNX model is made of.

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
    this.#push(varint((field << 3) | 2), varint(nested.#size), ...nested.#parts)
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

// Where everything that a run remembers lies: one block of memory, whose parts are vectors for the
// update kernels and tensors for ONNX Runtime, so that a step copies no parameter.

import { sizeOf, type Shape } from '../graph/node.ts'

/** A vector in the block: `offset` in numbers, `length` without padding. */
export interface Span {
  readonly offset: number
  readonly length: number
}

/** A tensor in the block. */
export interface Place {
  readonly offset: number
  readonly shape: Shape
}

/** Hands out spans one after another, each aligned to 16 bytes and padded with zeros. */
export interface Allocator {
  readonly length: number
  vector(length: number): Span
}

export function createAllocator(): Allocator {
  let end = 0
  return {
    get length() {
      return end
    },
    vector(length) {
      const offset = end
      end += Math.ceil(length / 4) * 4
      return { offset, length }
    },
  }
}

/** Places of tensors that lie one after another in a span. */
export function placesIn<T extends { readonly shape: Shape }>(
  { offset }: Span,
  leaves: ReadonlyMap<string, T>,
): Map<string, Place> {
  let at = offset
  return new Map(
    [...leaves].map(([path, { shape }]) => {
      const place = { offset: at, shape }
      at += sizeOf(shape)
      return [path, place]
    }),
  )
}

export function viewOf(block: ArrayBuffer, { offset, length }: Span): Float32Array {
  return new Float32Array(block, offset * 4, length)
}

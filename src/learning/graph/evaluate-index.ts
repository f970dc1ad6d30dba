// Walks over row-major tensors for the reference interpreter.

import { sizeOf, type Shape } from './node.ts'

export type Values = Float64Array

export function stridesOf(shape: Shape): number[] {
  return shape.map((_, i) => sizeOf(shape.slice(i + 1)))
}

/** Position of an index in row-major order. */
export function offsetOf(index: readonly number[], shape: Shape): number {
  return index.reduce((at, position, i) => at * shape[i]! + position, 0)
}

/** Calls with every index of the shape, in row-major order; the array is reused. */
export function forEachIndex(
  shape: Shape,
  visit: (index: readonly number[], at: number) => void,
): void {
  const index = shape.map(() => 0)
  const count = sizeOf(shape)
  for (let at = 0; at < count; at++) {
    visit(index, at)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]!++
      if (index[axis]! < shape[axis]!) break
      index[axis] = 0
    }
  }
}

/** A tensor whose entries are computed from their index. */
export function produced(shape: Shape, entry: (index: readonly number[]) => number): Values {
  const result = new Float64Array(sizeOf(shape))
  forEachIndex(shape, (index, at) => {
    result[at] = entry(index)
  })
  return result
}

/** Broadcasts to `shape`. */
export function stretched(values: Values, from: Shape, shape: Shape): Values {
  if (values.length === sizeOf(shape)) return values
  const extra = shape.length - from.length
  const strides = stridesOf(from).map((stride, i) => (from[i] === 1 ? 0 : stride))
  return produced(shape, (index) => {
    return values[strides.reduce((at, stride, i) => at + index[i + extra]! * stride, 0)]!
  })
}

/** Folds the entries along `axes`; the result is the same with or without those axes. */
export function reduced(
  values: Values,
  shape: Shape,
  axes: readonly number[],
  start: number,
  fold: (total: number, value: number) => number,
): Values {
  const kept = shape.map((size, i) => (axes.includes(i) ? 1 : size))
  const result = new Float64Array(sizeOf(kept)).fill(start)
  forEachIndex(shape, (index, at) => {
    const target = offsetOf(
      index.map((position, i) => (axes.includes(i) ? 0 : position)),
      kept,
    )
    result[target] = fold(result[target]!, values[at]!)
  })
  return result
}

/** Calls with the positions of every line along `axis`, in row-major order of the other axes. */
export function forEachLine(
  shape: Shape,
  axis: number,
  visit: (positions: readonly number[]) => void,
): void {
  const stride = stridesOf(shape)[axis]!
  forEachIndex(shape.with(axis, 1), (index) => {
    const first = offsetOf(index, shape)
    visit(Array.from({ length: shape[axis]! }, (_, i) => first + i * stride))
  })
}

interface LineNode {
  readonly shape: Shape
  readonly attributes: { readonly axis: number }
}

/** A rule that maps each line along an axis to one of equal length. */
export function alongLine(
  map: (line: readonly number[]) => readonly number[],
): (node: LineNode, inputs: readonly Values[]) => Values {
  return ({ shape, attributes: { axis } }, [values]) => {
    const result = new Float64Array(values!.length)
    forEachLine(shape, axis, (positions) => {
      const line = map(positions.map((at) => values![at]!))
      positions.forEach((at, i) => {
        result[at] = line[i]!
      })
    })
    return result
  }
}

// The weights' gradient of a convolution in ONNX. For each tap of the kernel, the part of x that it met
// times the adjoint of y: a strided slice and a matrix product. The batch goes innermost first, so that
// every slice copies whole runs of it; docs/learning.md has the timings of the alternatives.

import { sizeOf, type Node, type Shape } from '../graph/node.ts'
import type { ModelWriter } from './model-writer.ts'

/** Fewer channels than this would make the product of one tap too thin, so all taps are joined. */
const thinChannels = 16

/** As many multiplications of a product take as long as copying one number. */
const multiplicationsPerCopy = 10

/** Along one axis, the results that a tap is part of, and where in x it meets the first of them. */
interface Meeting {
  readonly first: number
  readonly count: number
  readonly start: number
}

export function emitConvolutionKernel(
  { inputs: [x, y], attributes: window, shape }: Node<'convolutionKernel'>,
  [xName, yName]: readonly string[],
  writer: ModelWriter,
): string {
  const { strides, before, after, dilations, groups, size } = window
  const [batch, channels, ...sizes] = x.shape
  const [, outputs, ...convolved] = y.shape
  const depth = channels! / groups
  const taps = indicesOf(size)
  const isThin = depth < thinChannels && taps.length > 1
  const meetings = taps.map((tap) =>
    tap.map((k, i) => {
      const offset = k * dilations[i]! - before[i]!
      return meeting(offset, strides[i]!, sizes[i]!, convolved[i]!)
    }),
  )
  // Either x is padded, or what would meet the padding is left out of the products.
  const isTrimmed = !isThin && isTrimmingCheaper(meetings, convolved, depth)
  const parts = isTrimmed
    ? meetings
    : taps.map((tap) =>
        tap.map((k, i) => ({ first: 0, count: convolved[i]!, start: k * dilations[i]! })),
      )

  const batchLast = [...x.shape.keys()].slice(1).concat(0)
  const turnedX = writer.node('Transpose', [xName!], { perm: batchLast })
  const turnedY = writer.node('Transpose', [yName!], { perm: batchLast })
  const pads = [0, ...before, 0, 0, ...after, 0]
  const isPadded = !isTrimmed && pads.some((n) => n > 0)
  const met = isPadded
    ? writer.node('Pad', [turnedX, writer.integers(pads), writer.float(0)])
    : turnedX
  const metSizes = isPadded ? sizes.map((n, i) => n + before[i]! + after[i]!) : sizes

  const rowsOf = (name: string, rows: number, part: readonly Meeting[]): string => {
    const positions = part.reduce((total, { count }) => total * count, batch!)
    return writer.node('Reshape', [name, writer.integers([groups, rows, positions])])
  }
  const ofX = (part: readonly Meeting[]): string => {
    const starts = part.map(({ start }) => start)
    const ends = part.map(({ start, count }, i) => start + (count - 1) * strides[i]! + 1)
    return rowsOf(sliced(met, metSizes, starts, ends, strides, writer), depth, part)
  }
  const adjoints = new Map<string, string>()
  const ofY = (part: readonly Meeting[]): string => {
    const starts = part.map(({ first }) => first)
    const ends = part.map(({ first, count }) => first + count)
    const key = `${starts.join(',')},${ends.join(',')}`
    const adjoint =
      adjoints.get(key) ??
      rowsOf(
        sliced(
          turnedY,
          convolved,
          starts,
          ends,
          strides.map(() => 1),
          writer,
        ),
        outputs! / groups,
        part,
      )
    adjoints.set(key, adjoint)
    return adjoint
  }
  const product = (adjoint: string, columns: string): string => {
    const turned = writer.node('Transpose', [columns], { perm: [0, 2, 1] })
    return writer.node('MatMul', [adjoint, turned])
  }
  const joined = isThin
    ? product(ofY(parts[0]!), writer.node('Concat', parts.map(ofX), { axis: 1 }))
    : writer.node(
        'Concat',
        parts.map((part) => product(ofY(part), ofX(part))),
        { axis: 2 },
      )
  const split = writer.node('Reshape', [joined, writer.integers([outputs!, taps.length, depth])])
  const tapsLast = writer.node('Transpose', [split], { perm: [0, 2, 1] })
  return writer.node('Reshape', [tapsLast, writer.integers(shape)])
}

/** Result o meets x at `o * stride + offset`, which must lie within `size`. */
function meeting(offset: number, stride: number, size: number, results: number): Meeting {
  const first = Math.max(0, Math.ceil(-offset / stride))
  const last = Math.min(results - 1, Math.floor((size - 1 - offset) / stride))
  return { first, count: last - first + 1, start: first * stride + offset }
}

/** Weighs the multiplications that are left out, per channel of y, against cutting y to fit. */
function isTrimmingCheaper(
  meetings: readonly (readonly Meeting[])[],
  convolved: Shape,
  depth: number,
): boolean {
  if (meetings.some((part) => part.some(({ count }) => count < 1))) return false
  const all = sizeOf(convolved)
  const cuts = new Map<string, number>()
  let leftOut = 0
  for (const part of meetings) {
    const positions = part.reduce((total, { count }) => total * count, 1)
    leftOut += all - positions
    const key = part.map(({ first, count }) => `${first},${count}`).join()
    if (positions < all) cuts.set(key, positions)
  }
  const copied = [...cuts.values()].reduce((total, positions) => total + positions, 0)
  return leftOut * depth > copied * multiplicationsPerCopy
}

/** Part of the spatial axes, `[c, ...sizes, batch]`. */
function sliced(
  name: string,
  sizes: Shape,
  starts: readonly number[],
  ends: readonly number[],
  steps: readonly number[],
  writer: ModelWriter,
): string {
  const isWhole = sizes.every((n, i) => starts[i] === 0 && ends[i] === n && steps[i] === 1)
  if (isWhole) return name
  const axes = sizes.map((_, i) => i + 1)
  const bounds = [starts, ends, axes, steps].map((values) => writer.integers(values))
  return writer.node('Slice', [name, ...bounds])
}

/** Every index of a shape, in row-major order. */
function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (indices, size) =>
      indices.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  )
}

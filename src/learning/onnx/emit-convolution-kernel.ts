// The weights' gradient of a convolution in ONNX. For each tap of the kernel, the part of x that it met
// times the adjoint of y: a strided slice and a matrix product. The batch goes innermost first, so that
// every slice copies whole runs of it; docs/learning.md has the timings of the alternatives.

import { sizeOf, type Node, type Shape } from '../graph/node.ts'
import type { ModelWriter } from './model-writer.ts'

/** Fewer channels than this would make the product of one tap too thin, so all taps are joined. */
const thinChannels = 16

export function emitConvolutionKernel(
  { inputs: [x, y], attributes: window, shape }: Node<'convolutionKernel'>,
  [xName, yName]: readonly string[],
  writer: ModelWriter,
): string {
  const { strides, before, after, dilations, groups, size } = window
  const [batch, channels, ...sizes] = x.shape
  const [, outputs, ...convolved] = y.shape
  const positions = sizeOf(convolved) * batch!
  const batchLast = [...x.shape.keys()].slice(1).concat(0)

  const turnedX = writer.node('Transpose', [xName!], { perm: batchLast })
  const pads = [0, ...before, 0, 0, ...after, 0]
  const padded = pads.every((n) => n === 0)
    ? turnedX
    : writer.node('Pad', [turnedX, writer.integers(pads), writer.float(0)])
  const adjoint = writer.node('Reshape', [
    writer.node('Transpose', [yName!], { perm: batchLast }),
    writer.integers([groups, outputs! / groups, positions]),
  ])
  const axes = sizes.map((_, i) => i + 1)
  const depth = channels! / groups
  const taps = indicesOf(size).map((tap) => {
    const starts = tap.map((k, i) => k * dilations[i]!)
    const ends = starts.map((start, i) => start + (convolved[i]! - 1) * strides[i]! + 1)
    const bounds = [starts, ends, axes, strides].map((values) => writer.integers(values))
    const met = writer.node('Slice', [padded, ...bounds])
    return writer.node('Reshape', [met, writer.integers([groups, depth, positions])])
  })
  const product = (columns: string): string => {
    const turned = writer.node('Transpose', [columns], { perm: [0, 2, 1] })
    return writer.node('MatMul', [adjoint, turned])
  }
  const count = taps.length
  const isThin = depth < thinChannels && count > 1
  const joined = isThin
    ? product(writer.node('Concat', taps, { axis: 1 }))
    : writer.node('Concat', taps.map(product), { axis: 2 })
  const split = writer.node('Reshape', [joined, writer.integers([outputs!, count, depth])])
  const tapsLast = writer.node('Transpose', [split], { perm: [0, 2, 1] })
  return writer.node('Reshape', [tapsLast, writer.integers(shape)])
}

/** Every index of a shape, in row-major order. */
function indicesOf(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (indices, size) =>
      indices.flatMap((index) => Array.from({ length: size }, (_, i) => [...index, i])),
    [[]],
  )
}

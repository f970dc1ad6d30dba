// Convolutions in the blocked layout `[n, c / block, h, w, block]`, for which ONNX Runtime has kernels of
// its own, half as fast again as `Conv`. Its optimiser uses them only where weights are constant; a
// model of a training step names them itself and turns its weights at every run.

import { sizeOf, type Node, type Shape } from '../graph/node.ts'
import type { ModelWriter } from './model-writer.ts'

/** The runtime's own operators; they are no part of standard ONNX. */
export const blockedDomain = 'com.microsoft.nchwc'

interface Blocked {
  /** Blocked weights `[o, i, h, w]`, each `[o / block, i / block, h, w, block of i, block of o]`. */
  readonly weights: string
  readonly bias: readonly string[]
  readonly kernel: readonly number[]
  readonly strides: readonly number[]
  readonly pads: readonly number[]
  readonly dilations: readonly number[]
}

/** The convolution, or null where its shape does not fit the blocked kernels. */
export function emitBlockedConvolution(
  { inputs: [, w], attributes: window }: Node<'convolution'>,
  [x, wName, ...bias]: readonly string[],
  writer: ModelWriter,
  block: number | undefined,
): string | null {
  const [outputs, depth, ...kernel] = w.shape
  const { strides, before, after, dilations, groups } = window
  if (block === undefined || !fits(outputs!, depth!, kernel, groups, block)) return null
  const weights = blockedWeights(wName!, w.shape, block, writer)
  const pads = [...before, ...after]
  const y = convolve(x!, { weights, bias, kernel, strides, pads, dilations }, writer)
  return leave(y, outputs!, writer)
}

/**
 * The adjoint, as a convolution with the kernel turned around. With a stride s, every s-th position
 * meets the same taps of the kernel: a convolution of stride 1 gives the s * s phases as channels of
 * their own, which are then laid out side by side.
 */
export function emitBlockedTranspose(
  { inputs: [y, w], attributes: window, shape }: Node<'convolutionTranspose'>,
  [yName, wName, ...bias]: readonly string[],
  writer: ModelWriter,
  block: number | undefined,
): string | null {
  const { strides, before, dilations, groups } = window
  const [batch, outputs, ...size] = shape
  const [depth, , ...kernel] = w.shape
  if (block === undefined || !fits(outputs!, depth!, kernel, groups, block)) return null
  // A phase that lacks taps would be filled up with zeros, and that costs more than is gained.
  const isWhole = kernel.every((taps, i) => Number.isInteger(taps / strides[i]!))
  if (!isWhole || batch === -1 || dilations.some((d) => d > 1)) return null
  const axes = kernel.map((taps, i) => phasesOf(taps, strides[i]!, before[i]!, size[i]!))
  const pads = [
    ...axes.map(({ taps, first }) => taps - 1 - first),
    ...axes.map(({ last }, i) => last - (y.shape[i + 2]! - 1)),
  ]
  if (pads.some((n, i) => n < 0 || n >= axes[i % 2]!.taps)) return null

  const phaseCount = sizeOf(strides)
  const phases = convolve(
    yName!,
    {
      weights: phaseWeights(wName!, w.shape, axes, block, writer),
      bias: bias.map((name) => repeated(name, phaseCount, writer)),
      kernel: axes.map(({ taps }) => taps),
      strides: [1, 1],
      pads,
      dilations: [1, 1],
    },
    writer,
  )
  if (phaseCount === 1) return leave(phases, outputs!, writer)
  const blocks = outputs! / block
  const counts = axes.map(({ first, last }) => last - first + 1)
  const apart = [batch!, ...strides, blocks, ...counts, block]
  const woven = writer.node('Transpose', [reshaped(phases, apart, writer)], {
    perm: [0, 3, 4, 1, 5, 2, 6],
  })
  const image = [batch! * blocks, ...counts.map((n, i) => n * strides[i]!), block]
  const starts = axes.map(({ first }, i) => before[i]! - first * strides[i]!)
  const ends = starts.map((start, i) => start + size[i]!)
  const bounds = [starts, ends, [1, 2]].map((values) => writer.integers(values))
  const cropped = writer.node('Slice', [reshaped(woven, image, writer), ...bounds])
  return leave(reshaped(cropped, shape, writer), outputs!, writer)
}

function fits(
  outputs: number,
  depth: number,
  kernel: readonly number[],
  groups: number,
  block: number,
): boolean {
  // A kernel of one tap is a product of matrices anyway.
  const isArea = kernel.length === 2 && sizeOf(kernel) > 1
  return isArea && groups === 1 && outputs % block === 0 && depth % block === 0
}

interface Phases {
  /** Taps of each phase, last to first: position s * u + r of the full result meets r, r + s, ... */
  readonly phases: readonly (readonly number[])[]
  readonly taps: number
  /** The values of u that the result needs. */
  readonly first: number
  readonly last: number
}

function phasesOf(kernel: number, stride: number, before: number, size: number): Phases {
  const taps = kernel / stride
  const phases = Array.from({ length: stride }, (_, r) =>
    Array.from({ length: taps }, (_tap, j) => r + stride * (taps - 1 - j)),
  )
  const first = Math.floor(before / stride)
  return { phases, taps, first, last: Math.floor((before + size - 1) / stride) }
}

/**
 * The runtime turns a matrix, or moves whole runs of numbers, some five times as fast as it permutes
 * single numbers; a reshape between two such steps keeps its optimiser from joining them.
 */
function blockedWeights(name: string, shape: Shape, block: number, writer: ModelWriter): string {
  const [outputs, depth, ...kernel] = shape
  const taps = sizeOf(kernel)
  const rows = reshaped(name, [outputs! / block, block, depth! * taps], writer)
  const outputsLast = writer.node('Transpose', [rows], { perm: [0, 2, 1] })
  const parts = [(outputs! * depth!) / block ** 2, block, taps, block]
  const turned = writer.node('Transpose', [reshaped(outputsLast, parts, writer)], {
    perm: [0, 2, 1, 3],
  })
  return reshaped(turned, shape, writer)
}

/** Blocked weights of all phases, one after another: `[phases * o, i, taps, taps]`. */
function phaseWeights(
  name: string,
  [depth, outputs, , columns]: Shape,
  axes: readonly Phases[],
  block: number,
  writer: ModelWriter,
): string {
  const [vertical, horizontal] = axes
  const order = vertical!.phases.flatMap((rows) =>
    horizontal!.phases.flatMap((own) => rows.flatMap((i) => own.map((j) => i * columns! + j))),
  )
  const phaseCount = vertical!.phases.length * horizontal!.phases.length
  const taps = axes.map((axis) => axis.taps)
  // Taps go first, so that they are picked as whole matrices.
  const [inner, outer] = [depth! / block, outputs! / block]
  const pairs = reshaped(name, [depth! * outputs!, order.length], writer)
  const tapsFirst = writer.node('Transpose', [pairs], { perm: [1, 0] })
  const picked = writer.node('Gather', [tapsFirst, writer.integers(order)], { axis: 0 })
  const apart = [phaseCount, sizeOf(taps), inner, block, outer, block]
  const turned = writer.node('Transpose', [reshaped(picked, apart, writer)], {
    perm: [0, 4, 2, 1, 3, 5],
  })
  return reshaped(turned, [phaseCount * outputs!, depth!, ...taps], writer)
}

function convolve(
  x: string,
  { weights, bias, kernel, strides, pads, dilations }: Blocked,
  writer: ModelWriter,
): string {
  const entered = writer.node('ReorderInput', [x], { channels_last: 0 }, blockedDomain)
  const attributes = { kernel_shape: kernel, strides, pads, dilations, group: 1 }
  return writer.node('Conv', [entered, weights, ...bias], attributes, blockedDomain)
}

function leave(x: string, channels: number, writer: ModelWriter): string {
  return writer.node('ReorderOutput', [x], { channels, channels_last: 0 }, blockedDomain)
}

function reshaped(name: string, shape: Shape, writer: ModelWriter): string {
  return writer.node('Reshape', [name, writer.integers(shape)])
}

function repeated(name: string, count: number, writer: ModelWriter): string {
  return count === 1 ? name : writer.node('Concat', Array<string>(count).fill(name), { axis: 0 })
}

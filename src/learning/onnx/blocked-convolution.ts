// Convolutions in the blocked layout `[n, c / block, h, w, block]`, for which ONNX Runtime has kernels of
// its own, half as fast again as `Conv`. Its optimiser uses them only where weights are constant; a
// model of a training step names them itself and turns its weights at every run.

import { sizeOf, type Node } from '../graph/node.ts'
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
  const split = [outputs! / block, block, depth! / block, block, ...kernel]
  const parts = writer.node('Reshape', [wName!, writer.integers(split)])
  const turned = writer.node('Transpose', [parts], { perm: [0, 2, 4, 5, 3, 1] })
  const weights = writer.node('Reshape', [turned, writer.integers(w.shape)])
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
  if (dilations.some((d) => d > 1)) return null
  const axes = kernel.map((taps, i) => phasesOf(taps, strides[i]!, before[i]!, size[i]!))
  const pads = [
    ...axes.map(({ taps, first }) => taps - 1 - first),
    ...axes.map(({ last }, i) => last - (y.shape[i + 2]! - 1)),
  ]
  if (pads.some((n, i) => n < 0 || n >= axes[i % 2]!.taps)) return null

  const [rows, columns] = axes.map(({ phases }) => phases)
  const phaseCount = rows!.length * columns!.length
  const taps = axes.map((axis) => axis.taps)
  // Taps that a phase lacks are read from a zero behind the kernel.
  const missing = sizeOf(kernel)
  const order = rows!.flatMap((row) =>
    columns!.flatMap((column) =>
      row.flatMap((i) =>
        column.map((j) => (i < kernel[0]! && j < kernel[1]! ? i * kernel[1]! + j : missing)),
      ),
    ),
  )
  // Taps go first, so that they are picked as whole matrices.
  const split = [depth! / block, block, outputs! / block, block, missing]
  const flat = writer.node('Reshape', [wName!, writer.integers(split)])
  const tapsFirst = writer.node('Transpose', [flat], { perm: [4, 2, 0, 1, 3] })
  const filled = order.includes(missing)
    ? writer.node('Pad', [
        tapsFirst,
        writer.integers([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]),
        writer.float(0),
      ])
    : tapsFirst
  const picked = writer.node('Gather', [filled, writer.integers(order)], { axis: 0 })
  const parted = [phaseCount, sizeOf(taps), outputs! / block, depth! / block, block, block]
  const phased = writer.node('Reshape', [picked, writer.integers(parted)])
  const turned = writer.node('Transpose', [phased], { perm: [0, 2, 3, 1, 4, 5] })
  const allOutputs = phaseCount * outputs!
  const weights = writer.node('Reshape', [turned, writer.integers([allOutputs, depth!, ...taps])])

  const x = convolve(
    yName!,
    {
      weights,
      bias: bias.map((name) => repeated(name, phaseCount, writer)),
      kernel: taps,
      strides: [1, 1],
      pads,
      dilations: [1, 1],
    },
    writer,
  )
  if (phaseCount === 1) return leave(x, outputs!, writer)
  const counts = axes.map(({ first, last }) => last - first + 1)
  const wide = [batch!, rows!.length, columns!.length, outputs! / block, ...counts, block]
  const phases = writer.node('Reshape', [x, writer.integers(wide)])
  const woven = writer.node('Transpose', [phases], { perm: [0, 3, 4, 1, 5, 2, 6] })
  const image = [(batch! * outputs!) / block, ...counts.map((n, i) => n * strides[i]!), block]
  const whole = writer.node('Reshape', [woven, writer.integers(image)])
  const starts = axes.map(({ first }, i) => before[i]! - first * strides[i]!)
  const ends = starts.map((start, i) => start + size[i]!)
  const bounds = [starts, ends, [1, 2]].map((values) => writer.integers(values))
  const cropped = writer.node('Slice', [whole, ...bounds])
  return leave(writer.node('Reshape', [cropped, writer.integers(shape)]), outputs!, writer)
}

function fits(
  outputs: number,
  depth: number,
  kernel: readonly number[],
  groups: number,
  block: number,
): boolean {
  return kernel.length === 2 && groups === 1 && outputs % block === 0 && depth % block === 0
}

interface Phases {
  /** Taps of each phase, of the kernel in reverse: position s * u + r of the full result meets r, r + s, ... */
  readonly phases: readonly (readonly number[])[]
  readonly taps: number
  /** The values of u that the result needs. */
  readonly first: number
  readonly last: number
}

function phasesOf(kernel: number, stride: number, before: number, size: number): Phases {
  const taps = Math.ceil(kernel / stride)
  const phases = Array.from({ length: stride }, (_, r) =>
    Array.from({ length: taps }, (_empty, j) => r + stride * (taps - 1 - j)),
  )
  const first = Math.floor(before / stride)
  return { phases, taps, first, last: Math.floor((before + size - 1) / stride) }
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

function repeated(name: string, count: number, writer: ModelWriter): string {
  return count === 1 ? name : writer.node('Concat', Array<string>(count).fill(name), { axis: 0 })
}

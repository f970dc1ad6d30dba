// Convolution and its adjoint in ONNX: the blocked kernels of the runtime where the target has them,
// standard operators otherwise.

import { isOperator, type Node } from '../graph/node.ts'
import { emitBlockedConvolution, emitBlockedTranspose } from './blocked-convolution.ts'
import type { ModelWriter } from './model-writer.ts'
import type { Target } from './target.ts'

export function emitConvolution(
  node: Node<'convolution'>,
  inputs: readonly string[],
  writer: ModelWriter,
  target: Target,
): string {
  const blocked = blockFor(node, target)
  const { strides, before, after, dilations, groups } = node.attributes
  return (
    emitBlockedConvolution(node, inputs, writer, blocked) ??
    writer.node('Conv', inputs, { strides, pads: [...before, ...after], dilations, group: groups })
  )
}

export function emitConvolutionTranspose(
  node: Node<'convolutionTranspose'>,
  inputs: readonly string[],
  writer: ModelWriter,
  target: Target,
): string {
  const blocked = blockFor(node, target)
  return (
    emitBlockedTranspose(node, inputs, writer, blocked) ?? emitPlainTranspose(node, inputs, writer)
  )
}

/** The runtime blocks a convolution by itself where its weights are constant. */
function blockFor(
  { inputs: [, w] }: Node<'convolution' | 'convolutionTranspose'>,
  { channelBlock }: Target,
): number | undefined {
  return isOperator(w, 'constant') ? undefined : channelBlock
}

/** One spatial axis takes a slow general path in the runtime, so it is done as two, the first of size 1. */
function emitPlainTranspose(
  { inputs: [y, w], attributes, shape }: Node<'convolutionTranspose'>,
  [yName, wName, ...bias]: readonly string[],
  writer: ModelWriter,
): string {
  const { strides, before, after, dilations, groups, size } = attributes
  const missing = size.map((n, i) => {
    const reach = (y.shape[i + 2]! - 1) * strides[i]! + dilations[i]! * (w.shape[i + 2]! - 1) + 1
    return n - (reach - before[i]! - after[i]!)
  })
  const isLine = size.length === 1
  const perAxis = (filling: number, values: readonly number[]): readonly number[] =>
    isLine ? [filling, ...values] : values
  const flattened = (name: string, x: Node): string =>
    isLine ? writer.node('Reshape', [name, writer.integers(x.shape.toSpliced(2, 0, 1))]) : name
  const result = writer.node(
    'ConvTranspose',
    [flattened(yName!, y), flattened(wName!, w), ...bias],
    {
      strides: perAxis(1, strides),
      pads: [...perAxis(0, before), ...perAxis(0, after)],
      dilations: perAxis(1, dilations),
      output_padding: perAxis(0, missing),
      group: groups,
    },
  )
  return isLine ? writer.node('Reshape', [result, writer.integers(shape)]) : result
}

// What a model is emitted for: anything that runs ONNX, or ONNX Runtime on this very machine.

import { MillraceError } from '../../errors.ts'
import { blockedDomain } from './blocked-convolution.ts'
import { ModelWriter } from './model-writer.ts'
import { createSession } from './session.ts'

/** Without entries any runtime on any machine: standard operators only, as for every model that is kept. */
export interface Target {
  /** Channels per block of the runtime's own convolutions, which depends on the processor. */
  readonly channelBlock?: number | undefined
}

let known: Promise<Target> | undefined

/** This machine: for models of training steps, which nobody keeps. */
export function thisMachine(): Promise<Target> {
  known ??= findChannelBlock().then((channelBlock) => ({ channelBlock }))
  return known
}

/** The runtime is asked to block four channels, and fills them up to a whole block. */
async function findChannelBlock(): Promise<number | undefined> {
  const writer = new ModelWriter()
  writer.input({ name: 'x', shape: [1, 4, 1, 1], type: 'float32' })
  const blocked = writer.node('ReorderInput', ['x'], { channels_last: 0 }, blockedDomain)
  writer.output({ name: 'y', shape: [1, -1, 1, 1], type: 'float32' }, blocked)
  try {
    const session = await createSession(writer.finish())
    try {
      const { y } = await session.run({ x: { shape: [1, 4, 1, 1], data: new Float32Array(4) } })
      const size = y!.shape[1]!
      return size > 4 ? size : undefined
    } finally {
      await session.release()
    }
  } catch (error) {
    // A build without these operators rejects the model.
    if (error instanceof MillraceError) return undefined
    throw error
  }
}

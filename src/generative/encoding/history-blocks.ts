// A history of sensors as a short row of numbers: means over blocks that grow longer the further back they
// lie, so that what is recent keeps its detail and noise is averaged out of what is old.

import { concat, reshape, slice, unsqueeze } from '../../learning/graph/arrangement.ts'
import { multiply } from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'

export interface BlockShape {
  readonly channelCount: number
  /** Rows before the end at which blocks begin and end, from 0 on; the last one may be Infinity. */
  readonly edges: readonly number[]
}

/** Numbers that describe a history: the blocks of each channel, how full they are, and its age. */
export function blocksWidth({ channelCount, edges }: BlockShape): number {
  return (edges.length - 1) * (channelCount + 1) + channelCount + 1
}

export interface HistoryBlocks {
  /**
   * Writes the `blocksWidth` numbers of the history as it was after `rows` rows into `target` from `at`
   * on: `[blocks, channels]` means, a channel's presence (1, or 0 where the newest rows lack it), the
   * share of each block that there was, and the logarithm of the age over `typicalAge`.
   */
  write(rows: number, age: number, target: Float32Array, at: number): void
}

/** Rows in which a channel must have been read to count as present. */
export const presenceRows = 10

/** `values` is `[rows, channels]`; NaN is missing. */
export function historyBlocks(
  values: Float64Array,
  { channelCount, edges }: BlockShape,
  typicalAge: number,
): HistoryBlocks {
  const sums = runningSums(values, channelCount, (value) => (Number.isNaN(value) ? 0 : value))
  const counts = runningSums(values, channelCount, (value) => (Number.isNaN(value) ? 0 : 1))
  const blockCount = edges.length - 1

  function meanOf(first: number, last: number, channel: number): number {
    const from = first * channelCount + channel
    const to = last * channelCount + channel
    return (sums[to]! - sums[from]!) / (counts[to]! - counts[from]!)
  }

  return {
    write(rows, age, target, at) {
      const presenceAt = at + blockCount * channelCount
      const fullAt = presenceAt + channelCount
      for (let channel = 0; channel < channelCount; channel++) {
        const seen =
          counts[rows * channelCount + channel]! -
          counts[Math.max(0, rows - presenceRows) * channelCount + channel]!
        target[presenceAt + channel] = seen > 0 ? 1 : 0
        // What an empty block would have been is what the newer one was.
        let previous = seen > 0 ? meanOf(Math.max(0, rows - presenceRows), rows, channel) : 0
        for (let block = 0; block < blockCount; block++) {
          const last = Math.max(0, rows - edges[block]!)
          const first = Math.max(0, rows - edges[block + 1]!)
          const mean = seen > 0 && last > first ? meanOf(first, last, channel) : NaN
          if (!Number.isNaN(mean)) previous = mean
          target[at + block * channelCount + channel] = previous
        }
      }
      for (let block = 0; block < blockCount; block++) {
        const last = Math.max(0, rows - edges[block]!)
        const first = Math.max(0, rows - edges[block + 1]!)
        const whole = Math.min(edges[block + 1]! - edges[block]!, openBlockRows)
        target[fullAt + block] = Math.min(1, (last - first) / whole)
      }
      target[fullAt + blockCount] = Math.log(Math.max(age, 1e-3 * typicalAge) / typicalAge)
    },
  }
}

/** The rows `[batch, blocksWidth]` as if they lacked the channels where `kept`, `[batch, channels]`, is 0. */
export function hideChannels({ channelCount, edges }: BlockShape, rows: Node, kept: Node): Node {
  const blocks = edges.length - 1
  const split = blocks * channelCount
  const batch = rows.shape[0]!
  const means = reshape(slice(rows, 1, 0, split), [batch, blocks, channelCount])
  const hidden = multiply(means, unsqueeze(kept, 1))
  const presence = multiply(slice(rows, 1, split, split + channelCount), kept)
  const rest = slice(rows, 1, split + channelCount)
  return concat([reshape(hidden, [batch, split]), presence, rest], 1)
}

/** Rows at which a block without a beginning counts as full. */
const openBlockRows = 1000

/** `[rows + 1, channels]` */
function runningSums(
  values: Float64Array,
  channelCount: number,
  map: (value: number) => number,
): Float64Array {
  const sums = new Float64Array(values.length + channelCount)
  for (let i = 0; i < values.length; i++) sums[i + channelCount] = sums[i]! + map(values[i]!)
  return sums
}

// Drivers of a remaining life by Shapley values (Shapley 1953, doi:10.1515/9781400881970-018): each channel's
// share in the difference between the median life that the networks give a machine and the one they give it
// with the readings of healthy machines, averaged over orders in which channels are put back, each order
// beside its reverse (Mitchell et al. 2022, JMLR 23).

import { type BlockShape } from '../../../generative/encoding/history-blocks.ts'
import { createRandom } from '../../../random.ts'
import type { LifeDriver, LifeDrivers } from '../life-drivers.ts'

/** Orders per machine, half of them the reverse of the others. */
const orderPairs = 4

export interface DriverQuestion {
  readonly machine: string
  /** `[blocksWidth]`: what the networks are told of the machine. */
  readonly row: Float32Array
  /** Means of its newest readings per channel; NaN where a channel was not read, which then drives nothing. */
  readonly recent: Float64Array
}

/**
 * @param healthy standardised reading of healthy machines, per channel.
 * @param medians of the remaining life, of rows `[rows, blocksWidth]`.
 */
export async function lifeDrivers(
  { machine, row, recent }: DriverQuestion,
  shape: BlockShape,
  names: readonly string[],
  healthy: readonly number[],
  medians: (rows: Float32Array) => Promise<Float64Array>,
): Promise<LifeDrivers> {
  const players = names.flatMap((_, channel) => (Number.isNaN(recent[channel]) ? [] : [channel]))
  const orders = ordersOf(players)
  const width = row.length
  // The healthy machine, this one, and all steps between them of every order.
  const steps = Math.max(0, players.length - 1)
  const rows = new Float32Array((2 + orders.length * steps) * width)
  const start = row.slice()
  for (const channel of players) setChannel(start, shape, channel, () => healthy[channel]!)
  rows.set(start, 0)
  rows.set(row, width)
  orders.forEach((order, o) => {
    const changed = start.slice()
    for (let step = 0; step < steps; step++) {
      setChannel(changed, shape, order[step]!, (at) => row[at]!)
      rows.set(changed, (2 + o * steps + step) * width)
    }
  })
  const given = await medians(rows)
  const [healthyMedian = 0, median = 0] = given
  const cycles = names.map(() => 0)
  orders.forEach((order, o) => {
    let before = healthyMedian
    order.forEach((channel, step) => {
      const after = step < steps ? given[2 + o * steps + step]! : median
      cycles[channel]! += (after - before) / orders.length
      before = after
    })
  })
  const channels = players
    .map((channel): LifeDriver => ({
      channel: names[channel]!,
      cycles: cycles[channel]!,
      deviation: recent[channel]! - healthy[channel]!,
    }))
    .sort((a, b) => a.cycles - b.cycles)
  return { machine, median, healthyMedian, channels }
}

/** The same for every machine, so that machines with equal readings have equal drivers. */
function ordersOf(players: readonly number[]): number[][] {
  const random = createRandom('drivers')
  return Array.from({ length: orderPairs }, (_, pair) => {
    const order = Uint32Array.from(players)
    random.split('order', pair).shuffle(order)
    return [[...order], [...order].reverse()]
  }).flat()
}

/** Writes the blocks of a channel; its presence, the age and how full blocks are stay. */
function setChannel(
  row: Float32Array,
  { channelCount, edges }: BlockShape,
  channel: number,
  value: (at: number) => number,
): void {
  for (let block = 0; block < edges.length - 1; block++) {
    const at = block * channelCount + channel
    row[at] = value(at)
  }
}

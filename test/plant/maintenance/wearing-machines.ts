// Machines that wear out: a wear that grows faster and faster until it reaches 1, seen through noisy
// channels whose level depends on the speed at which a machine runs.

import type { FleetHistories, MachineHistory } from '../../../src/plant/maintenance/histories.ts'
import { createRandom } from '../../../src/random.ts'

export const speeds = [10, 20, 30]

/** `conditions`: speed, one of three; `channels`: heat and vibration follow the wear, noise does not. */
export function wearingMachines(count: number, seed = 1): FleetHistories {
  const histories = Array.from({ length: count }, (_, i): MachineHistory => {
    const random = createRandom(seed).split('machine', i)
    const life = 40 + Math.floor(40 * random.uniform())
    const cycles = Float64Array.from({ length: life }, (__, row) => row + 1)
    const channels = new Float64Array(3 * life)
    const conditions = new Float64Array(life)
    for (let row = 0; row < life; row++) {
      const speed = speeds[random.integer(3)]!
      const wear = ((row + 1) / life) ** 3
      conditions[row] = speed + 0.001 * random.normal()
      channels[3 * row] = 100 * speed + 8 * wear + random.normal()
      channels[3 * row + 1] = -speed - 0.5 * wear + 0.1 * random.normal()
      channels[3 * row + 2] = random.normal()
    }
    return {
      machine: `pump-${i + 1}`,
      cycles,
      startCycle: 0,
      channels,
      conditions,
      end: 'failure',
      endCycle: life,
    }
  })
  return {
    channels: ['heat', 'vibration', 'noise'],
    conditions: ['speed'],
    histories,
    findings: [],
  }
}

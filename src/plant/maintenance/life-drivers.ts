// What drives a machine's remaining life: which of its channels make it shorter than that of a machine of
// the same age whose readings are healthy, and by how many cycles each.

export interface LifeDriver {
  readonly channel: string
  /** Cycles that the channel adds to the median remaining life; below 0 where it makes it shorter. */
  readonly cycles: number
  /** The newest readings against those of healthy machines, in standard deviations of all readings. */
  readonly deviation: number
}

export interface LifeDrivers {
  readonly machine: string
  /** The median remaining life, and what it would be if every channel read as of a healthy machine. */
  readonly median: number
  readonly healthyMedian: number
  /** What shortens most first; their cycles add up to `median` less `healthyMedian`. */
  readonly channels: readonly LifeDriver[]
}

const mostNamed = 3
/** Share of the healthy remaining life that must be lost, and of the loss that a second channel must explain. */
const leastLost = 0.1
const leastShare = 0.05

/** The channels that are worth naming, none where the machine loses little against a healthy one. */
export function mainDrivers({ median, healthyMedian, channels }: LifeDrivers): LifeDriver[] {
  const lost = healthyMedian - median
  if (!(lost > leastLost * healthyMedian)) return []
  return channels
    .filter(({ cycles }, i) => i === 0 || -cycles >= leastShare * lost)
    .slice(0, mostNamed)
}

/** `vibration 41 cycles (+3.1 sd)` */
export function driverText({ channel, cycles, deviation }: LifeDriver, unit = 'cycles'): string {
  const sign = deviation < 0 ? '' : '+'
  const amount = Math.abs(cycles) >= 10 ? cycles.toFixed(0) : cycles.toFixed(1)
  return `${channel} ${amount} ${unit} (${sign}${deviation.toFixed(1)} sd)`
}

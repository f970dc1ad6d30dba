// How much a search may do. Effort is counted in what is done (iterations, nodes, trials), so that the same problem
// ends with the same answer on any machine and beside any other work; a clock stands behind it and only ever cuts.

/**
 * One unit is about what a core of a usual machine does in a second: rough, since counts stand for it, but the same
 * wherever and whenever it is counted.
 */
export interface EffortLimits {
  /** Units of effort. */
  readonly effort?: number
  /** Ends the search by the clock, whatever is left of the effort. Default: many times what the effort should take. */
  readonly timeLimitSeconds?: number | undefined
}

export interface EffortMeter {
  /** Units so far. */
  readonly spent: number
  /** Whether the clock cut in while there was effort left: then another run may end elsewhere. */
  readonly isCut: boolean
  /** Units; none once the clock has cut in. */
  left(): number
  /** By the clock. */
  secondsLeft(): number
  spend(units: number): void
  /** A part with a limit of its own; what it spends is spent of the whole. */
  within(limit: number): EffortMeter
}

/** A machine that is so many times slower, or so busy with other work, still comes to the same answer. */
const patience = 20
const leastSeconds = 60

/** `now` is in milliseconds; it is an argument so that a test can hold the clock. */
export function createEffortMeter(
  { effort = Infinity, timeLimitSeconds = leastSeconds + patience * effort }: EffortLimits,
  now: () => number = () => performance.now(),
): EffortMeter {
  const end = now() + 1000 * timeLimitSeconds
  let spent = 0
  let isCut = false
  const secondsLeft = (): number => {
    const left = (end - now()) / 1000
    if (left <= 0 && spent < effort) isCut = true
    return Math.max(0, left)
  }
  const within = (limit: number, from: number): EffortMeter => ({
    get spent() {
      return spent - from
    },
    get isCut() {
      return isCut
    },
    left: () => (secondsLeft() > 0 ? Math.max(0, Math.min(limit + from, effort) - spent) : 0),
    secondsLeft,
    spend(units) {
      spent += units
    },
    within: (part) => within(Math.min(part, limit + from - spent), spent),
  })
  return within(effort, 0)
}

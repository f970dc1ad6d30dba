// Lives by age alone: when each was first seen, how old it grew, and whether it ended in a failure.

import { MillraceError } from '../../../errors.ts'
import type { MachineHistory } from '../histories.ts'

export interface Lifetime {
  /** Age at which the life came under observation, in cycles; 0 from its start (left truncation). */
  readonly entryAge: number
  /** Age at the end, above `entryAge`. */
  readonly age: number
  /** False where the life was cut short by a service or by the end of what was seen (right censoring). */
  readonly failed: boolean
}

/** A life whose first row is its first cycle was seen from its start. */
export function lifetimesOf(histories: readonly MachineHistory[]): readonly Lifetime[] {
  return histories
    .map(({ cycles, startCycle, end, endCycle }) => {
      const firstAge = (cycles[0] ?? startCycle) - startCycle
      const step = (cycles[1] ?? Infinity) - (cycles[0] ?? startCycle)
      return {
        entryAge: firstAge <= step ? 0 : firstAge,
        age: endCycle - startCycle,
        failed: end === 'failure',
      }
    })
    .filter(({ entryAge, age }) => age > entryAge)
}

/**
 * @throws MillraceError `bad-input` where no life ended in a failure; says what is known all the same, by
 * the exact upper limit of a rate of which no event was seen, -ln(0.05) / exposure.
 */
export function requireFailures(fleet: string, lifetimes: readonly Lifetime[]): void {
  if (lifetimes.some(({ failed }) => failed)) return
  const cycles = exposureOf(lifetimes)
  const known =
    cycles > 0
      ? ` With 95% confidence a failure comes less than once in ${Math.floor(cycles / -Math.log(0.05))} cycles on average.`
      : ''
  throw new MillraceError(
    'bad-input',
    `fleet ${fleet}: no failure yet, expected at least one to learn lives from, got ${lifetimes.length} lives and ${cycles} cycles without`,
    { hint: `Go on with fixed intervals and record every failure.${known}` },
  )
}

/** Cycles under observation, of all lives. */
export function exposureOf(lifetimes: readonly Lifetime[]): number {
  return lifetimes.reduce((sum, { age, entryAge }) => sum + age - entryAge, 0)
}

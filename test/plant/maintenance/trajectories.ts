// Lives that are foreseen exactly, or not at all.

import type { OutcomeInput, Trajectory } from '../../../src/plant/maintenance/outcome.ts'
import { lifeOf, terms } from './lives.ts'

/** A life of which the end is known from the start. */
export function foreseen(lifeCycles: number): Trajectory {
  const periods = Math.ceil(lifeCycles / terms.cycles_per_period)
  return {
    lifeCycles,
    expected: Array.from({ length: periods }, (_, k) =>
      lifeOf([lifeCycles - k * terms.cycles_per_period]),
    ),
  }
}

export function fleetOf(
  lives: readonly number[],
  changes: Partial<OutcomeInput> = {},
): OutcomeInput {
  return {
    terms,
    decks: lives.map((life) => [foreseen(life)]),
    startAges: lives.map(() => 0),
    periodCount: 12,
    loadOf: () => 1,
    ...changes,
  }
}

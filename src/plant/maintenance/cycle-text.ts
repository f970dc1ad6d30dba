// A cycle as a person reads it: a count of the file, or the date that it stands for.

import type { CycleKind } from './histories.ts'

const millisecondsPerHour = 3_600_000

/** `310`, or `2024-03-05` and `2024-03-05 14:00` where cycles are times. */
export function cycleText(cycle: number, kind: CycleKind = 'number'): string {
  if (kind === 'number') return String(Math.round(cycle * 10) / 10)
  const text = new Date(Math.round(cycle * 60) * 60_000).toISOString()
  return text.slice(11, 16) === '00:00' ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
}

/** What lengths of life are counted in. */
export function cycleUnit(kind: CycleKind = 'number'): 'cycles' | 'hours' {
  return kind === 'number' ? 'cycles' : 'hours'
}

/** Milliseconds since 1970, of a cycle that is a time. */
export function instantOf(cycle: number): number {
  return Math.round(cycle * millisecondsPerHour)
}

// How many cycles make a planning period: said by the user, or by the calendar where cycles are times.

import { MillraceError } from '../../errors.ts'
import type { CycleKind } from './histories.ts'

const hoursPer = {
  hour: 1,
  day: 24,
  week: 168,
  month: 730.5,
  quarter: 2191.5,
  year: 8766,
} as const

/**
 * @param told by the user.
 * @param frequency how long a period is, where a plant says it.
 * @throws MillraceError `bad-input` where cycles are times, which become hours, and nothing says how many.
 */
export function cyclesPerPeriodOf(
  kind: CycleKind = 'number',
  told: number | undefined,
  frequency?: keyof typeof hoursPer,
): number {
  if (told !== undefined) return told
  if (kind === 'number') return 1
  if (frequency) return hoursPer[frequency]
  throw new MillraceError(
    'bad-input',
    '--cycles-per-period: missing, expected the hours of a period because cycles are times, got nothing',
    { hint: '168 for weeks, 24 for days; less where the hours of the file stand still by night.' },
  )
}

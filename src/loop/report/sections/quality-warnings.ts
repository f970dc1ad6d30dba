// What to know before any figure of a quality section is believed.

import type { QualityResult } from '../../../plant/quality/result.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { say } from '../text.ts'

const driftLimit = 5

/** The commonest mistake: figures that are too good because the verdict was among the measurements. */
export function leakWarning({ leaks }: QualityResult): Markup | false {
  if (leaks.length === 0) return false
  return markup`<p class="warning">
    ${say((m) => m.quality.leaks(leaks.map((leak) => m.quality.leak(leak)).join(' ')))}
  </p>`
}

/** What was learnt before may not hold of what is made now. */
export function driftWarning({ drift }: QualityResult): Markup | false {
  if (!drift || drift.shifts.length === 0) return false
  const { shifts, columns } = drift
  const named = shifts.slice(0, driftLimit).map(({ column }) => column)
  return markup`<p class="warning">
    ${say((m) => m.quality.drift(formatNumber(shifts.length), formatNumber(columns), named.join(', ')))}
  </p>`
}

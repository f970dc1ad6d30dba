// What to know before any figure of a quality section is believed.

import type { Leak, QualityResult } from '../../../plant/quality/result.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { say } from '../text.ts'

const driftLimit = 5

/** The commonest mistake: figures that are too good because the verdict was among the measurements. */
export function leakWarning({ leaks }: QualityResult): Markup | false {
  if (leaks.length === 0) return false
  return markup`<p class="warning">
    ${say((m) => m.quality.leaks(leaks.map((leak) => leakSentence(leak, m)).join(' ')))}
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

function leakSentence(leak: Leak, { quality: { leak: say } }: Messages): string {
  switch (leak.kind) {
    case 'alone':
      return say.alone(leak.column, leak.areaUnderRoc.toFixed(3))
    case 'copy':
      return say.copy(leak.column, leak.correlation.toFixed(3))
    case 'level':
      return say.level(
        leak.column,
        leak.level,
        formatNumber(leak.failing),
        formatNumber(leak.records),
      )
    default:
      return leak satisfies never
  }
}

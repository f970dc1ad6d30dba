// What came of the plans of services of earlier runs.

import type { PastServices } from '../../../plant/maintenance/past-services.ts'
import type { PlantSummary } from '../content.ts'
import { formatNumber, formatPercent, formatRoughMoney } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

export function pastPlans(past: PastServices, { currency }: PlantSummary): Markup {
  return markup`<h3>${say((m) => m.maintenance.past.heading)}</h3>
    <p>${say((m) => pastSentence(past, currency, m))}</p>
    ${table({
      caption: (m) => m.maintenance.past.groups,
      columns: [
        { head: (m) => m.maintenance.past.stated },
        { head: (m) => m.maintenance.past.machines, isNumber: true },
        { head: (m) => m.maintenance.past.expected, isNumber: true },
        { head: (m) => m.maintenance.past.seen, isNumber: true },
      ],
      rows: past.groups.map(({ from, to, machines, expectedFailures, failures }) => [
        say((m) => m.maintenance.past.range(formatPercent(from, 0), formatPercent(to, 0))),
        formatNumber(machines),
        formatNumber(expectedFailures, 1),
        formatNumber(failures),
      ]),
    })}
    <p class="note">${say((m) => m.maintenance.past.note)}</p>`
}

/** Also for the terminal. */
export function pastSentence(past: PastServices, currency: string, m: Messages): string {
  const { plans, machines, expectedFailures, failures, likelyFailures, expectedCost } = past
  const { due, dueServiced, dueFailed, unordered, realisedCost } = past
  return (
    m.maintenance.past.failures(
      formatNumber(plans),
      formatNumber(machines),
      formatNumber(expectedFailures, 1),
      formatNumber(failures),
      formatNumber(likelyFailures[0]),
      formatNumber(likelyFailures[1]),
    ) +
    m.maintenance.past.verdict[verdictOf(past)] +
    m.maintenance.past.orders(
      formatNumber(due),
      formatNumber(dueServiced),
      formatNumber(dueFailed),
      formatNumber(unordered),
    ) +
    m.maintenance.past.cost(
      formatRoughMoney(expectedCost, currency),
      formatRoughMoney(realisedCost, currency),
    )
  )
}

function verdictOf({
  failures,
  likelyFailures: [low, high],
}: PastServices): 'low' | 'right' | 'high' {
  if (failures > high) return 'low'
  return failures < low ? 'high' : 'right'
}

// The past of a fleet: what ways to maintain it would have cost, and what came of the plans of earlier runs.

import type { PastServices } from '../../../plant/maintenance/past-services.ts'
import type { MaintenanceResult } from '../../../plant/maintenance/result.ts'
import type { PolicyEvidence } from '../../../plant/maintenance/policy-evidence.ts'
import type { PlantSummary } from '../content.ts'
import {
  formatChange,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRoughMoney,
  moneyColumn,
} from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

export function pastPolicies(
  evidence: PolicyEvidence,
  { currency }: Pick<PlantSummary, 'currency'>,
): Markup {
  const { plan, usual } = evidence
  const money = moneyColumn(
    [plan, ...usual].map(({ cost }) => cost),
    currency,
  )
  const perHundred = (rate: number): string => formatNumber(100 * rate, 1)
  const change = (value: number): string => formatChange(value, currency)
  return markup`<h4>${say((m) => m.maintenance.evidence.heading)}</h4>
    ${table({
      caption: (m) => m.maintenance.evidence.heading,
      columns: [
        { head: (m) => m.maintenance.evidence.way },
        { head: (m) => m.maintenance.evidence.cost, isNumber: true },
        { head: (m) => m.maintenance.evidence.less, isNumber: true },
        { head: (m) => m.maintenance.evidence.failures, isNumber: true, isExtra: true },
        { head: (m) => m.maintenance.evidence.services, isNumber: true, isExtra: true },
        { head: (m) => m.maintenance.evidence.wasted, isNumber: true, isExtra: true },
      ],
      rows: [
        { ...plan, name: say((m) => m.maintenance.evidence.plan), less: markup`` },
        ...usual.map(({ rule, planLess, ...cost }) => ({
          ...cost,
          name: say((m) => m.maintenance.evidence.rule(rule)),
          less: markup`${change(planLess.mean)} <span class="note">${say((m) => m.maintenance.ranking.within(change(planLess.low), change(planLess.high)))}</span>`,
        })),
      ].map(({ name, cost, less, failures, services, wastedLife }) => [
        name,
        money(cost),
        less,
        perHundred(failures),
        perHundred(services),
        formatPercent(wastedLife, 0),
      ]),
    })}
    <p class="note">${say((m) => m.maintenance.evidence.lead(formatNumber(evidence.lives), formatNumber(evidence.leftOut)))} ${say((m) => m.maintenance.evidence.note)}</p>`
}

/** How far the plan of services can be trusted, in one sentence. */
export function fleetVerdict(
  { evidence }: Pick<MaintenanceResult, 'evidence'>,
  currency: string,
  m: Messages,
): string {
  return evidence ? evidenceSentence(evidence, currency, m) : m.maintenance.evidence.none
}

/** What the past says for or against the plan; also for the terminal. */
export function evidenceSentence(
  { plan, usual, followed }: PolicyEvidence,
  currency: string,
  m: Messages,
): string {
  if (followed) return m.maintenance.evidence.followed(m.maintenance.evidence.rule(followed))
  const best = usual.reduce((least, other) => (other.cost < least.cost ? other : least))
  const more = plan.cost - best.cost
  return (
    m.maintenance.evidence.stands(
      formatMoney(Math.abs(more), currency),
      more <= 0,
      m.maintenance.evidence.rule(best.rule),
    ) + (best.planLess.high >= 0 ? m.maintenance.evidence.isUnsure : '')
  )
}

export function pastPlans(
  past: PastServices,
  { currency }: Pick<PlantSummary, 'currency'>,
): Markup {
  return markup`<h4>${say((m) => m.maintenance.past.heading)}</h4>
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

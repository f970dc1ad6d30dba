// What to do first: the worth of the plan, and what to release now, the most valuable first.

import type { FeasiblePlan, Proposal } from '../../../plant/production/plan.ts'
import { isStockUnknown, type ProductionContent } from '../content.ts'
import { firstReleases } from '../first-things.ts'
import {
  formatChange,
  formatRoughMoney,
  formatNumber,
  formatPercent,
  moneyColumn,
  shortLabels,
} from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { bar, table } from '../table.ts'
import { say, type Text } from '../text.ts'
import { beyondProduction } from './beyond-production.ts'
import { nameOf } from './item-name.ts'
import { trustList } from './trust.ts'

const rowLimit = 25
const laterLimit = 400

export function firstSection(content: ProductionContent, plan: FeasiblePlan): Markup {
  const { period, proposals: now } = firstReleases(plan)
  return markup`<section id="first">
    <h2>${say((m) => m.first.heading)}</h2>
    ${lead(content, plan)} ${stockWarning(content)} ${tiles(content, plan)}
    <h3>
      ${say((m) => m.first.release(now.length, m.first.inPeriod(content.plant.frequency, period)))}
    </h3>
    ${now.length > 0 && proposalTable(content, plan, now)}
    ${plan.proposals.length > now.length && laterProposals(content, plan)}
    ${beyondProduction(content)} ${trustList(content)}
  </section>`
}

function lead({ plant }: ProductionContent, { outcome, baselines, periods }: FeasiblePlan): Markup {
  const money = (value: number): string => formatRoughMoney(value, plant.currency)
  const [rule] = baselines
  const gain = rule ? outcome.profit.mean - rule.outcome.profit.mean : 0
  return markup`<p class="lead">
    ${say((m) => {
      const { mean } = outcome.profit
      const earn = mean >= 0 ? m.first.lead : m.first.leadLoss
      const start = earn(money(Math.abs(mean)), m.periods(periods.length, plant.frequency))
      if (!rule) return start + m.first.noRule
      const compare = gain >= 0 ? m.first.gain : m.first.loss
      return start + compare(money(Math.abs(gain)), m.policy(rule.name))
    })}
  </p>`
}

function stockWarning({ plant }: ProductionContent): Markup | false {
  if (!isStockUnknown(plant)) return false
  const { itemCount, itemsWithoutStock } = plant
  return markup`<p class="warning">
    ${say((m) => m.first.noStock(formatNumber(itemsWithoutStock), formatNumber(itemCount)))}
  </p>`
}

function tiles({ plant }: ProductionContent, plan: FeasiblePlan): Markup {
  const { outcome, baselines, resources } = plan
  const [rule] = baselines
  const money = (value: number): string => formatRoughMoney(value, plant.currency)
  const overtime = resources.reduce(
    (sum, { usedOvertime }) => sum + usedOvertime.reduce((total, hours) => total + hours, 0),
    0,
  )
  const ofRule = (value: (outcome: FeasiblePlan['outcome']) => string): Text | undefined =>
    rule && ((m) => m.first.ofRule(value(rule.outcome)))
  return markup`<dl class="tiles">
    ${tile(
      (m) => m.first.profit,
      money(outcome.profit.mean),
      (m) => m.first.likely(money(outcome.profit.q10), money(outcome.profit.q90)),
      (m) => m.first.bad(money(outcome.worstTenthProfit)),
    )}
    ${
      rule &&
      tile(
        (m) => m.first.against,
        formatChange(outcome.profit.mean - rule.outcome.profit.mean, plant.currency),
        ofRule(({ profit }) => money(profit.mean)),
        (m) => m.first.betterIn(rule.beatenIn),
      )
    }
    ${tile(
      (m) => m.first.fillRate,
      formatPercent(outcome.fillRate.mean),
      ofRule(({ fillRate }) => formatPercent(fillRate.mean)),
    )}
    ${tile(
      (m) => m.first.stock,
      money(outcome.stockValue.mean),
      ofRule(({ stockValue }) => money(stockValue.mean)),
    )}
    ${
      resources.length > 0 &&
      tile(
        (m) => m.first.overtime,
        money(Math.round(outcome.money.overtime)),
        (m) => m.first.overtimeHours(formatNumber(overtime, 0)),
      )
    }
  </dl>`
}

function tile(label: Text, value: string, ...notes: readonly (Text | undefined)[]): Markup {
  return markup`<div>
    <dt>${say(label)}</dt>
    <dd>
      <strong>${value}</strong>
      ${notes.map((note) => note && markup`<span class="note">${say(note)}</span>`)}
    </dd>
  </div>`
}

function proposalTable(
  { plant }: ProductionContent,
  plan: FeasiblePlan,
  proposals: readonly Proposal[],
): Markup {
  const shown = proposals.slice(0, rowLimit)
  const labels = shortLabels(plan.periods)
  const worths = shown.map(({ worth }) => worth)
  const largest = Math.max(...worths)
  const moneyOfCost = moneyColumn(shown.map(costOf), plant.currency)
  const moneyOfWorth = moneyColumn(worths, plant.currency)
  const describe = new Map(plan.items.map(({ item, description }) => [item, description]))
  const hoursOf = ({ resources }: Proposal): number =>
    resources.reduce((sum, { hours }) => sum + hours, 0)
  const haveHours = plan.resources.length > 0
  return markup`${table({
    caption: (m) => m.first.heading,
    columns: [
      { head: (m) => m.first.item },
      { head: (m) => m.first.quantity, isNumber: true },
      { head: (m) => m.first.usable, isNumber: true },
      ...(haveHours
        ? [{ head: (m: Messages) => m.first.hours, isNumber: true, isExtra: true }]
        : []),
      { head: (m) => m.first.cost, isNumber: true, isExtra: true },
      { head: (m) => m.first.worth, isNumber: true },
      { head: () => '', isExtra: true },
    ],
    rows: shown.map((proposal) => [
      markup`${say((m) => m.first[proposal.kind])}
        ${nameOf(proposal.item, describe.get(proposal.item))}`,
      formatNumber(proposal.quantity),
      labels[proposal.due] ?? say((m) => m.first.afterHorizon),
      ...(haveHours
        ? [proposal.resources.length > 0 ? formatNumber(hoursOf(proposal), 1) : '']
        : []),
      moneyOfCost(costOf(proposal)),
      moneyOfWorth(proposal.worth),
      bar(proposal.worth, largest),
    ]),
  })}
    ${proposals.length > rowLimit && markup`<p class="note">${say((m) => m.more(formatNumber(proposals.length - rowLimit), 'proposals.csv'))}</p>`}
    <p class="note">${say((m) => m.first.worthNote)}</p>`
}

function costOf({ fixedCost, variableCost }: Proposal): number {
  return fixedCost + variableCost
}

/** Quantities by item and period of release. */
function laterProposals(_content: ProductionContent, plan: FeasiblePlan): Markup {
  const quantities = new Map<string, number[]>()
  for (const { item, release, quantity } of plan.proposals) {
    const row = quantities.get(item) ?? plan.periods.map(() => 0)
    row[release]! += quantity
    quantities.set(item, row)
  }
  const rows = [...quantities].slice(0, laterLimit)
  return markup`<details>
    <summary>${say((m) => m.first.later(plan.proposals.length))}</summary>
    ${table({
      caption: (m) => m.first.later(plan.proposals.length),
      columns: [
        { head: (m) => m.first.item },
        ...shortLabels(plan.periods).map((label) => ({ head: () => label, isNumber: true })),
      ],
      rows: rows.map(([item, row]) => [
        item,
        ...row.map((quantity) => (quantity > 0 ? formatNumber(quantity) : '·')),
      ]),
    })}
    ${quantities.size > rows.length && markup`<p class="note">${say((m) => m.more(formatNumber(quantities.size - rows.length), 'proposals.csv'))}</p>`}
  </details>`
}

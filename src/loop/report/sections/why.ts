// Why the plan is as it is: expected shortages and overtime with their causes, hours, stock.

import type { FeasiblePlan, ItemPlan, Reason } from '../../../plant/production/plan.ts'
import { capacityChart } from '../charts/capacity-chart.ts'
import { stockChart } from '../charts/stock-chart.ts'
import type { ReportContent } from '../content.ts'
import { figure, legendOf } from '../figure.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { say } from '../text.ts'
import { nameOf } from './first.ts'

const reasonLimit = 12
const spanLimit = 3
const stockLimit = 12

export function whySection(content: ReportContent, plan: FeasiblePlan): Markup {
  return markup`<section id="why">
    <h2>${say((m) => m.why.heading)}</h2>
    ${reasons(plan)} ${plan.resources.length > 0 && capacity(content, plan)} ${stock(plan)}
  </section>`
}

function reasons({ reasons, periods }: FeasiblePlan): Markup {
  if (reasons.length === 0) return markup`<p class="lead">${say((m) => m.why.none)}</p>`
  const groups = groupedReasons(reasons)
  return markup`<h3>${say((m) => m.why.reasons)}</h3>
    <ul class="reasons">
      ${groups.slice(0, reasonLimit).map((group) => reasonItem(group, periods))}
    </ul>
    ${groups.length > reasonLimit && markup`<p class="note">${say((m) => m.more(groups.length - reasonLimit))}</p>`}`
}

/** Reasons that say the same of the same item or resource at several times, in the order of the first. */
function groupedReasons(reasons: readonly Reason[]): readonly (readonly Reason[])[] {
  const groups = new Map<string, Reason[]>()
  for (const reason of reasons) {
    const { about, subject, cause, because } = reason
    const key = JSON.stringify([about, subject, cause, because])
    groups.set(key, [...(groups.get(key) ?? []), reason])
  }
  return [...groups.values()]
}

function reasonItem(group: readonly Reason[], periods: readonly string[]): Markup {
  const { about, subject, cause, because = '' } = group[0]!
  const quantities = group.map(({ quantity }) => quantity)
  const quantity =
    about === 'overtime' ? quantities.reduce((sum, hours) => sum + hours) : Math.max(...quantities)
  const inTime = group.toSorted((a, b) => a.from - b.from)
  return markup`<li class="${about}">
    <strong>${say((m) => {
      const spans = inTime.map(({ from, to }) => m.range(periods[from]!, periods[to]!))
      const when = m.list(spans.slice(0, spanLimit), spans.length - spanLimit)
      return m.why[about](subject, formatNumber(quantity), when)
    })}</strong>
    ${say((m) => m.why.cause(cause, because))}
  </li>`
}

function capacity({ plant }: ReportContent, { resources, periods }: FeasiblePlan): Markup {
  return markup`<h3>${say((m) => m.why.capacity)}</h3>
    ${legendOf([
      { style: { colour: 'blue' }, opacity: 0.75, label: (m) => m.why.regular },
      { style: { colour: 'vermilion' }, opacity: 1, label: (m) => m.why.overtimeUsed },
      { style: { colour: 'ink' }, label: (m) => m.why.regularLimit },
      {
        style: { colour: 'muted', dash: 'dashed', width: 1 },
        label: (m) => m.why.overtimeLimit,
      },
    ])}
    <div class="charts">
      ${resources.map((resource, i) =>
        figure({
          id: `capacity-${i}`,
          title: resource.resource,
          subtitle: say(
            (m) =>
              `${m.hoursPer(plant.frequency)}; ${m.why.utilisation(formatPercent(resource.utilisation, 0))}`,
          ),
          chart: capacityChart(resource, periods),
          numbers: {
            caption: () => resource.resource,
            columns: [
              { head: (m) => m.why.period },
              { head: (m) => m.why.regular, isNumber: true },
              { head: (m) => m.why.overtimeUsed, isNumber: true },
              { head: (m) => m.why.regularLimit, isNumber: true },
              { head: (m) => m.why.overtimeLimit, isNumber: true },
            ],
            rows: periods.map((period, t) => [
              period,
              formatNumber(resource.usedHours[t]! - resource.usedOvertime[t]!, 1),
              formatNumber(resource.usedOvertime[t]!, 1),
              formatNumber(resource.regularHours[t]!, 1),
              formatNumber(resource.regularHours[t]! + resource.overtimeHours[t]!, 1),
            ]),
          },
        }),
      )}
    </div>`
}

function stock({ items, periods }: FeasiblePlan): Markup {
  const shown = mostImportant(items).slice(0, stockLimit)
  return markup`<h3>${say((m) => m.why.stock)}</h3>
    <p class="note">${say((m) => m.why.stockNote)}</p>
    ${legendOf([
      { style: { colour: 'green', width: 2 }, label: (m) => m.why.stockMedian },
      { style: { colour: 'green' }, opacity: 0.22, label: (m) => m.why.stockBand },
      { style: { colour: 'muted' }, opacity: 0.45, label: (m) => m.why.arrivals },
    ])}
    <div class="charts">
      ${shown.map((item, i) =>
        figure({
          id: `stock-${i}`,
          title: nameOf(item.item, item.description),
          subtitle: say((m) => `${m.units}; ${m.why.fillRate(formatPercent(item.fillRate.mean))}`),
          chart: stockChart(item, periods),
          numbers: {
            caption: () => item.item,
            columns: [
              { head: (m) => m.why.period },
              { head: () => '10%', isNumber: true },
              { head: (m) => m.why.stockMedian, isNumber: true },
              { head: () => '90%', isNumber: true },
              { head: (m) => m.why.arrivals, isNumber: true },
            ],
            rows: periods.map((period, t) => [
              period,
              formatNumber(item.stock[t]!.q10),
              formatNumber(item.stock[t]!.q50),
              formatNumber(item.stock[t]!.q90),
              formatNumber(item.supply[t]!),
            ]),
          },
        }),
      )}
    </div>
    ${items.length > shown.length && markup`<p class="note">${say((m) => m.more(items.length - shown.length))}</p>`}`
}

/** Items that customers ask for before those that only go into others, the worst served first. */
function mostImportant(items: readonly ItemPlan[]): ItemPlan[] {
  const isDependent = ({ model }: ItemPlan): number => (model === 'dependent' ? 1 : 0)
  return [...items].sort(
    (a, b) => isDependent(a) - isDependent(b) || a.fillRate.mean - b.fillRate.mean,
  )
}

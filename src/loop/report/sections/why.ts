// Why the plan is as it is: expected shortages and overtime with their causes, hours, stock.

import {
  mainReasons,
  type Effect,
  type ReasonGroup,
} from '../../../plant/production/main-reasons.ts'
import type { FeasiblePlan, ItemPlan, Reason } from '../../../plant/production/plan.ts'
import { capacityChart } from '../charts/capacity-chart.ts'
import { stockChart } from '../charts/stock-chart.ts'
import type { ProductionContent } from '../content.ts'
import { figure, legendOf } from '../figure.ts'
import { fold } from '../fold.ts'
import {
  formatNumber,
  formatPercent,
  formatRoughMoney,
  moneyColumn,
  shortLabels,
} from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { bar, table } from '../table.ts'
import { say, type Text } from '../text.ts'
import { nameOf } from './item-name.ts'

const spanLimit = 3
/** Items told of one cause. */
const effectLimit = 3
const stockLimit = 12

export function whySection(content: ProductionContent, plan: FeasiblePlan): Markup {
  return markup`<section id="why">
    <h2>${say((m) => m.why.heading)}</h2>
    ${reasons(plan)} ${plan.resources.length > 0 && capacity(content, plan)} ${stock(plan)}
  </section>`
}

/** What carries most of the money; the rest is summed up here and kept whole in plan.json. */
function reasons({ reasons, periods, plant: { currency } }: FeasiblePlan): Markup {
  if (reasons.length === 0) return markup`<p class="lead">${say((m) => m.why.none)}</p>`
  const { main, rest } = mainReasons(reasons)
  const labels = shortLabels(periods)
  const largest = main[0]!.stake
  const money = moneyColumn(
    main.map(({ stake }) => stake),
    currency,
  )
  const told = main.reduce((sum, { stake }) => sum + stake, 0)
  return markup`<h3>${say((m) => m.why.reasons)}</h3>
    <p>${say((m) => m.why.stake(formatRoughMoney(told + rest.stake, currency)))}</p>
    ${table({
      caption: (m) => m.why.reasons,
      columns: [
        { head: (m) => m.why.whatAndWhy },
        { head: (m) => m.why.costs, isNumber: true },
        { head: () => '', isExtra: true },
      ],
      rows: main.map((group) => [
        reasonCell(group, labels, currency),
        money(group.stake),
        bar(group.stake, largest),
      ]),
    })}
    ${
      rest.count > 0 &&
      markup`<p class="note">
        ${say((m) => m.why.rest(formatNumber(rest.count), formatRoughMoney(rest.stake, currency)))}
      </p>`
    }`
}

/** The root of it all, what would mend it, and what it holds up. */
function reasonCell(
  { root, effects, evidence }: ReasonGroup,
  labels: readonly string[],
  currency: string,
): Markup {
  const { about, item } = root
  const [first] = effects
  const note = (text: Text): Markup => markup`<span class="note block">${say(text)}</span>`
  const toldEffects = about === 'overtime' ? [] : effects.slice(0, effectLimit)
  const left = effects.length - toldEffects.length
  return markup`<strong>${item !== undefined && about !== 'overtime' && `${item}: `}${say((m) =>
    about === 'overtime' ? effectText(first!, labels)(m) : m.why.cause(root),
  )}</strong>
    ${note((m) => `${about === 'overtime' ? m.why.cause(first!.reasons[0]!) : ''}${evidenceText(evidence, currency)(m)}`.trim())}
    ${toldEffects.map((effect) => note(effectText(effect, labels)))}
    ${about !== 'overtime' && left > 0 && note((m) => m.why.moreItems(left))}`
}

/** How much is short or worked, and when. */
function effectText({ subject, reasons }: Effect, labels: readonly string[]): Text {
  const about = reasons[0]!.about
  const quantities = reasons.map(({ quantity }) => quantity)
  const quantity =
    about === 'overtime' ? quantities.reduce((sum, hours) => sum + hours) : Math.max(...quantities)
  return (m) => {
    const spans = reasons.map(({ from, to }) => m.range(labels[from]!, labels[to]!))
    const when = m.list(spans.slice(0, spanLimit), spans.length - spanLimit)
    return m.why[about](subject, formatNumber(quantity), when)
  }
}

function evidenceText({ change, gain }: Reason['evidence'], currency: string): Text {
  return (m) => {
    if (gain === null) return ''
    const money = formatRoughMoney(Math.abs(gain), currency)
    return gain >= 0 ? m.why.brings(change, money) : m.why.loses(change, money)
  }
}

function capacity({ plant }: ProductionContent, { resources, periods }: FeasiblePlan): Markup {
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

function stock({ items, periods, reasons }: FeasiblePlan): Markup {
  const shown = mostImportant(items, reasons).slice(0, stockLimit)
  const body = markup`<p class="note">${say((m) => m.why.stockNote)}</p>
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
    ${items.length > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(items.length - shown.length), 'stock.csv'))}</p>`}`
  return fold({
    heading: (m) => m.why.stock,
    verdict: (m) => m.why.stockOf(shown.length, items.length),
    body: [body],
  })
}

/** Items that customers ask for before those that only go into others; the dearest shortages, then the worst served, first. */
function mostImportant(items: readonly ItemPlan[], reasons: readonly Reason[]): ItemPlan[] {
  const stakes = new Map<string, number>()
  for (const { about, subject, stake } of reasons) {
    if (about === 'shortage') stakes.set(subject, (stakes.get(subject) ?? 0) + stake)
  }
  const isDependent = ({ model }: ItemPlan): number => (model === 'dependent' ? 1 : 0)
  return [...items].sort(
    (a, b) =>
      isDependent(a) - isDependent(b) ||
      (stakes.get(b.item) ?? 0) - (stakes.get(a.item) ?? 0) ||
      a.fillRate.mean - b.fillRate.mean,
  )
}

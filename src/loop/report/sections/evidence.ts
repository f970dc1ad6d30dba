// The evidence: what this way of planning earned in the past, and what the futures look like.

import type { FeasiblePlan } from '../../../plant/production/plan.ts'
import { earningsChart, gainOver, policyStyles } from '../charts/earnings-chart.ts'
import { fanChart, quantileOf } from '../charts/fan-chart.ts'
import { profitChart } from '../charts/profit-chart.ts'
import { policies, type BacktestSummary, type Policy, type ProductionContent } from '../content.ts'
import { figure, legendOf, type LegendEntry } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatMoney, formatNumber, formatPercent, formatRoughMoney } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'
import { nameOf } from './item-name.ts'
import { models } from './models.ts'

const fanLimit = 12
/** Of a past that was planned again: fewer say nothing. */
const fewestPeriods = 4

export function evidenceSection(content: ProductionContent): Markup {
  const { plan, backtest, models: compared, forecasts: fans } = content
  const held = heldShare(compared)
  return markup`<section id="evidence">
    <h2>${say((m) => m.evidence.heading)}</h2>
    ${fold({
      heading: (m) => m.evidence.value,
      verdict: (m) => planVerdict(content, m),
      body: [
        backtest && value(content, backtest),
        markup`<div class="charts">
          ${backtest && earnings(content, backtest)}
          ${plan.status === 'planned' && plan.profits.length > 1 && profit(content, plan)}
        </div>`,
      ],
    })}
    ${
      fans.length > 0 &&
      fold({
        heading: (m) => m.evidence.forecasts,
        verdict: held !== null && ((m) => m.evidence.held(formatPercent(held, 0))),
        body: [forecasts(content)],
      })
    }
    ${models(content)}
  </section>`
}

/** How planning this way did in the past, in one sentence. */
export function planVerdict({ plant, backtest }: ProductionContent, m: Messages): string {
  const profitOf = (name: Policy): number | undefined =>
    backtest?.policies.find(({ policy }) => policy === name)?.profit
  const [ours, habit] = [profitOf('millrace'), profitOf('seasonal-naive')]
  if (!backtest || ours === undefined || habit === undefined) return m.evidence.noBacktest
  const start = m.evidence.past(
    m.periods(backtest.periods.length, plant.frequency),
    formatRoughMoney(Math.abs(ours - habit), plant.currency),
    ours >= habit,
  )
  const { capturedValue, periods } = backtest
  if (periods.length < fewestPeriods) return start + m.evidence.pastShort
  const best =
    capturedValue === null || capturedValue < 0
      ? ''
      : m.evidence.pastOfBest(formatPercent(capturedValue, 0))
  return start + best
}

/** Of demand held back, the share within the band of 8 of 10 futures. */
function heldShare({ calibration }: ProductionContent['models']): number | null {
  const at = (level: number): number | undefined =>
    calibration.find(({ nominal }) => Math.abs(nominal - level) < 1e-9)?.observed
  const [low, high] = [at(0.1), at(0.9)]
  return low === undefined || high === undefined ? null : high - low
}

function value({ plant }: ProductionContent, backtest: BacktestSummary): Markup {
  const { periods, capturedValue } = backtest
  return markup`<p>
      ${say(
        (m) =>
          m.evidence.valueLead(m.periods(periods.length, plant.frequency)) +
          (capturedValue === null ? '' : m.evidence.captured(formatPercent(capturedValue, 0))),
      )}
    </p>
    ${table({
      caption: (m) => m.evidence.value,
      columns: [
        { head: (m) => m.evidence.policyHeading },
        { head: (m) => m.evidence.profit, isNumber: true },
        { head: (m) => m.evidence.fillRate, isNumber: true },
        { head: (m) => m.evidence.stockValue, isNumber: true, isExtra: true },
      ],
      rows: backtest.policies.map((result) => [
        say((m) => m.policy(result.policy)),
        formatMoney(result.profit, plant.currency),
        formatPercent(result.fillRate),
        formatMoney(result.stockValue, plant.currency),
      ]),
    })}`
}

function earnings({ plant }: ProductionContent, backtest: BacktestSummary): Markup {
  const known = new Set(backtest.policies.map(({ policy }) => policy))
  return figure({
    id: 'earnings',
    title: say((m) => m.evidence.cumulative),
    subtitle: markup`${plant.currency}`,
    chart: earningsChart(backtest),
    legend: policies
      .filter((policy) => known.has(policy))
      .map((policy) => ({
        style: policyStyles[policy],
        label: (m) => m.policy(policy),
      })),
    numbers: {
      caption: (m) => m.evidence.cumulative,
      columns: [
        { head: (m) => m.why.period },
        ...(backtest.policies.map(({ policy }) => ({
          head: (m) => m.policy(policy),
          isNumber: true,
        })) satisfies TableColumns),
      ],
      rows: backtest.periods.map((period, t) => [
        period,
        ...backtest.policies.map(({ policy }) =>
          formatNumber(gainOver('seasonal-naive', policy, backtest.policies)[t] ?? Number.NaN, 0),
        ),
      ]),
    },
  })
}

type TableColumns = Parameters<typeof table>[0]['columns'][number][]

function profit({ plant }: ProductionContent, plan: FeasiblePlan): Markup {
  const { mean } = plan.outcome.profit
  const [rule] = plan.baselines
  const expected = { colour: 'ink', width: 2 } as const
  const usual = { colour: 'vermilion', width: 2, dash: 'dashed' } as const
  const marks = [
    { value: mean, ...expected },
    ...(rule ? [{ value: rule.outcome.profit.mean, ...usual }] : []),
  ]
  const legend: LegendEntry[] = [{ style: expected, label: (m) => m.evidence.meanProfit }]
  if (rule) legend.push({ style: usual, label: (m) => m.policy(rule.name) })
  return figure({
    id: 'profit',
    title: say((m) => m.evidence.profitChart),
    subtitle: markup`${plant.currency};
    ${say((m) => m.evidence.profitChartNote(plan.profits.length))}`,
    chart: profitChart(plan.profits, marks),
    legend,
    numbers: {
      caption: (m) => m.evidence.profitChart,
      columns: [
        { head: (m) => m.evidence.policyHeading },
        { head: () => '10%', isNumber: true },
        { head: (m) => m.evidence.meanProfit, isNumber: true },
        { head: () => '90%', isNumber: true },
      ],
      rows: [{ name: 'millrace', outcome: plan.outcome }, ...plan.baselines].map(
        ({ name, outcome }) => [
          say((m) => m.policy(name)),
          ...[outcome.profit.q10, outcome.profit.mean, outcome.profit.q90].map((value) =>
            formatMoney(value, plant.currency),
          ),
        ],
      ),
    },
  })
}

function forecasts({ plant, forecasts }: ProductionContent): Markup {
  const shown = forecasts.slice(0, fanLimit)
  return markup`<p class="note">${say((m) => m.evidence.forecastsNote)}</p>
    ${legendOf([
      { style: { colour: 'ink', width: 1 }, label: (m) => m.evidence.history },
      { style: { colour: 'blue', width: 2 }, label: (m) => m.evidence.median },
      { style: { colour: 'blue' }, opacity: 0.42, label: (m) => m.evidence.band40 },
      { style: { colour: 'blue' }, opacity: 0.18, label: (m) => m.evidence.band80 },
    ])}
    <div class="charts">
      ${shown.map((fan, i) =>
        figure({
          id: `forecast-${i}`,
          title: nameOf(fan.item, fan.description),
          subtitle: say(
            (m) => `${m.unitsPer(plant.frequency)}; ${m.evidence.by(m.model(fan.model))}`,
          ),
          chart: fanChart(fan),
          numbers: {
            caption: () => fan.item,
            columns: [
              { head: (m) => m.why.period },
              { head: () => '10%', isNumber: true },
              { head: (m) => m.evidence.median, isNumber: true },
              { head: () => '90%', isNumber: true },
            ],
            rows: fan.steps.map((step, t) => [
              step,
              ...[0.1, 0.5, 0.9].map((level) => formatNumber(quantileOf(fan, level)[t]!)),
            ]),
          },
        }),
      )}
    </div>
    ${forecasts.length > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(forecasts.length - shown.length), 'forecast.csv'))}</p>`}`
}

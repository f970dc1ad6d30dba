// The evidence: what this way of planning earned in the past, and what the futures look like.

import type { FeasiblePlan } from '../../../plant/production/plan.ts'
import { earningsChart, gainOver, policyStyles } from '../charts/earnings-chart.ts'
import { fanChart, quantileOf } from '../charts/fan-chart.ts'
import { profitChart } from '../charts/profit-chart.ts'
import { policies, type BacktestSummary, type ReportContent } from '../content.ts'
import { figure, legendOf, type LegendEntry } from '../figure.ts'
import { formatMoney, formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'
import { nameOf } from './first.ts'
import { models } from './models.ts'

const fanLimit = 12

export function evidenceSection(content: ReportContent): Markup {
  const { plan, backtest } = content
  return markup`<section id="evidence">
    <h2>${say((m) => m.evidence.heading)}</h2>
    <h3>${say((m) => m.evidence.value)}</h3>
    ${backtest ? value(content, backtest) : markup`<p>${say((m) => m.evidence.noBacktest)}</p>`}
    <div class="charts">
      ${backtest && earnings(content, backtest)}
      ${plan.status === 'planned' && plan.profits.length > 1 && profit(content, plan)}
    </div>
    ${forecasts(content)} ${models(content)}
  </section>`
}

function value({ plant }: ReportContent, backtest: BacktestSummary): Markup {
  const { periods, capturedValue } = backtest
  return markup`<p class="lead">
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

function earnings({ plant }: ReportContent, backtest: BacktestSummary): Markup {
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

function profit({ plant }: ReportContent, plan: FeasiblePlan): Markup {
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

function forecasts({ plant, forecasts }: ReportContent): Markup {
  const shown = forecasts.slice(0, fanLimit)
  if (shown.length === 0) return markup``
  return markup`<h3>${say((m) => m.evidence.forecasts)}</h3>
    <p class="note">${say((m) => m.evidence.forecastsNote)}</p>
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

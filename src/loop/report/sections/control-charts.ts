// Control charts of an operation: the last points, their limits, and what the rules say of them.

import type { ControlChartResult } from '../../../plant/quality/control-charts/result.ts'
import { controlChart, controlStyle, shownPoints } from '../charts/control-chart.ts'
import { figure, legendOf } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

const signalLimit = 12
const namedLimit = 5

/** @param isOpen where the page is about nothing else. */
export function controlCharts(
  charts: readonly ControlChartResult[],
  id: string,
  isOpen = false,
): Markup {
  const body = markup`${legendOf([
    { style: controlStyle.points, label: (m) => m.quality.charts.points },
    { style: controlStyle.centre, label: (m) => m.quality.charts.centre },
    { style: controlStyle.limits, label: (m) => m.quality.charts.limits },
    { style: { colour: 'vermilion' }, shape: 'diamond', label: (m) => m.quality.charts.signal },
  ])}
    <div class="charts">
      ${charts.map((chart, i) => controlFigure(chart, `${id}-control-${i}`))}
    </div>
    ${signalTable(charts)}`
  return fold({
    heading: (m) => m.quality.charts.heading,
    verdict: (m) => verdictOf(charts, m),
    isOpen,
    body: [body],
  })
}

/** Which characteristics signal among the points that the limits do not come from. */
function verdictOf(charts: readonly ControlChartResult[], m: Messages): string {
  const out = charts
    .filter(({ signals }) => signals.some(({ isBaseline }) => !isBaseline))
    .map(({ characteristic }) => characteristic)
  if (out.length === 0) return m.quality.charts.allInControl
  return m.quality.charts.outOfControl(
    m.list(out.slice(0, namedLimit), Math.max(0, out.length - namedLimit)),
    formatNumber(out.length),
    formatNumber(charts.length),
  )
}

function controlFigure(result: ControlChartResult, id: string): Markup {
  const drawn = result.panels.map((panel, i) => ({ panel, chart: controlChart(result, i) }))
  const [first, ...others] = drawn
  return markup`<div>
    ${figure({
      id,
      title: say((m) =>
        m.quality.charts.title(result.characteristic, m.quality.charts.names[result.chart]),
      ),
      subtitle: say((m) => subtitleOf(result, m)),
      chart: first!.chart,
      numbers: {
        caption: () => result.characteristic,
        columns: [
          { head: (m) => m.quality.charts.point },
          ...result.panels.flatMap(({ statistic }) => [
            { head: (m: Messages) => m.quality.charts.statistics[statistic], isNumber: true },
            { head: (m: Messages) => m.quality.charts.limits, isNumber: true },
          ]),
        ],
        rows: result.labels.slice(-shownPoints).map((label, i) => {
          const point = Math.max(0, result.labels.length - shownPoints) + i
          return [
            label,
            ...result.panels.flatMap(({ values, lower, upper }) => [
              valueText(values[point]),
              say((m) => m.range(valueText(lower[point]), valueText(upper[point]))),
            ]),
          ]
        }),
      },
    })}
    ${others.map(({ panel, chart }, i) =>
      figure({
        id: `${id}-${i + 1}`,
        title: say((m) => m.quality.charts.statistics[panel.statistic]),
        chart,
      }),
    )}
  </div>`
}

/** What a person wants to know before looking: in control or not, and able or not. */
function subtitleOf({ signals, labels, capability }: ControlChartResult, m: Messages): string {
  const fresh = signals.find(({ isBaseline }) => !isBaseline)
  const state = fresh
    ? m.quality.charts.signals(formatNumber(signals.length), labels[fresh.point]!)
    : signals.length > 0
      ? m.quality.charts.old(formatNumber(signals.length))
      : m.quality.charts.inControl
  const parts = [state]
  if (capability) {
    const { cp, cpk, outsideObserved } = capability
    parts.push(
      m.quality.charts.capability(
        cp ? formatNumber(cp.estimate, 2) : '–',
        formatNumber(cpk.estimate, 2),
        formatNumber(cpk.lower, 2),
        formatNumber(cpk.upper, 2),
      ),
      m.quality.charts.outside(formatPercent(outsideObserved)),
    )
  }
  if (labels.length > shownPoints) {
    parts.push(m.quality.charts.shown(formatNumber(shownPoints), formatNumber(labels.length)))
  }
  return parts.join('; ')
}

function valueText(value: number | null | undefined): string {
  return value === null || value === undefined
    ? '–'
    : String(Number(value.toPrecision(5))).replace('-', '−')
}

/** Signals of points that the limits do not come from, or of all where they come from all. */
function signalTable(charts: readonly ControlChartResult[]): Markup | false {
  const fresh = charts.flatMap(({ characteristic, signals, labels, baseline }) =>
    signals
      .filter(({ isBaseline }) => !isBaseline || baseline === labels.length)
      .map(({ point, rule }) => ({ characteristic, label: labels[point]!, rule, point })),
  )
  if (fresh.length === 0) return false
  const shown = fresh.slice(0, signalLimit)
  return markup`<details>
    <summary>${say((m) => m.quality.charts.signalsTable)} (${formatNumber(fresh.length)})</summary>
    ${table({
      caption: (m) => m.quality.charts.signalsTable,
      columns: [
        { head: (m) => m.quality.drivers.column },
        { head: (m) => m.quality.charts.point },
        { head: (m) => m.quality.charts.rule },
      ],
      rows: shown.map(({ characteristic, label, rule }) => [
        characteristic,
        label,
        say((m) => m.quality.charts.rules[rule]),
      ]),
    })}
    ${fresh.length > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(fresh.length - shown.length), 'report.json'))}</p>`}
  </details>`
}

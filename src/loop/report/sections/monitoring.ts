// All measures of an operation watched at once: how many records lie beyond each limit, and which columns
// are behind it.

import type {
  ControlChartPanel,
  MonitoringResult,
  MonitoringSignal,
  SignalCause,
} from '../../../plant/quality/control-charts/result.ts'
import { controlChart, controlStyle } from '../charts/control-chart.ts'
import { figure, legendOf } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

/** Records that a page shows: the last ones. */
const shownRecords = 300
/** One record far out would press all others flat. */
const drawnTimes = 3
const signalLimit = 20

/** @param isOpen where the page is about nothing else. */
export function monitoringPart(result: MonitoringResult, id: string, isOpen = false): Markup {
  const { columns, learntFrom, limitsFrom, falseAlarmRate, monitors, labels, panels } = result
  const { conditions, unseen } = result
  const body = markup`<p>
      ${say((m) =>
        m.quality.monitoring.lead(
          formatNumber(columns.length),
          formatNumber(learntFrom + limitsFrom),
          formatPercent(falseAlarmRate),
        ),
      )}
      ${limitsFrom === 0 && say((m) => m.quality.monitoring.noSurprise)}
      ${conditions.length > 0 && say((m) => m.quality.monitoring.under(conditions.join(', ')))}
      ${unseen > 0 && say((m) => m.quality.monitoring.unseen(formatNumber(unseen)))}
    </p>
    ${table({
      caption: (m) => m.quality.monitoring.heading,
      columns: [
        { head: (m) => m.quality.monitoring.monitor },
        { head: (m) => m.quality.monitoring.beyond, isNumber: true },
        { head: (m) => m.quality.monitoring.share, isNumber: true },
        { head: (m) => m.quality.monitoring.causes, isExtra: true },
      ],
      rows: monitors.map(({ monitor, causes }, panel) => {
        const { beyond, monitored } = counted(result, panel)
        return [
          say((m) => m.quality.monitoring.names[monitor]),
          say((m) => m.quality.monitoring.beyondOf(formatNumber(beyond), formatNumber(monitored))),
          formatPercent(beyond / Math.max(1, monitored)),
          causesText(causes),
        ]
      }),
    })}
    ${coveragePart(result)}
    ${legendOf([
      { style: controlStyle.points, label: (m) => m.quality.monitoring.record },
      { style: controlStyle.centre, label: (m) => m.quality.charts.centre },
      { style: controlStyle.limits, label: (m) => m.quality.charts.limits },
      { style: { colour: 'vermilion' }, shape: 'diamond', label: (m) => m.quality.charts.signal },
    ])}
    <div class="charts">
      ${panels.map((panel, i) =>
        figure({
          id: `${id}-${panel.statistic}`,
          title: say((m) => m.quality.charts.statistics[panel.statistic]),
          subtitle: say((m) =>
            [
              ...(labels.length > shownRecords
                ? [m.quality.charts.shown(formatNumber(shownRecords), formatNumber(labels.length))]
                : []),
              m.quality.monitoring.drawnAt(String(drawnTimes)),
            ].join('; '),
          ),
          chart: controlChart({ ...result, panels: panels.map(cut) }, i, {
            shown: shownRecords,
            height: 180,
          }),
        }),
      )}
    </div>
    ${signalTable(result)}`
  return fold({
    heading: (m) => m.quality.monitoring.heading,
    verdict: (m) => verdictOf(result, m),
    isOpen,
    body: [body],
  })
}

/** Of each statistic the records beyond its limit, against those that chance brings. */
function verdictOf(result: MonitoringResult, m: Messages): string {
  return result.monitors
    .map(({ monitor }, panel) => {
      const { beyond, monitored } = counted(result, panel)
      return m.quality.monitoring.verdict(
        m.quality.monitoring.names[monitor],
        formatNumber(beyond),
        formatNumber(monitored),
        formatNumber(Math.round(monitored * result.falseAlarmRate)),
      )
    })
    .join('')
    .trim()
}

const shownNotes = 8

/** Measures that the baseline covers too little of. */
function coveragePart({ coverage, labels, falseAlarmRate }: MonitoringResult): Markup | false {
  if (coverage.length === 0) return false
  return markup`${table({
    caption: (m) => m.quality.monitoring.coverage,
    columns: [
      { head: (m) => m.quality.monitoring.measure },
      { head: (m) => m.quality.monitoring.independent, isNumber: true },
    ],
    rows: coverage
      .slice(0, shownNotes)
      .map(({ column, independent, left }) => [
        markup`<span class="item">${column}</span> <span class="note block">${say((m) =>
          left
            ? m.quality.monitoring.leftSince(labels[left.since]!, left.by.toFixed(1))
            : m.quality.monitoring.notLeft,
        )}</span>`,
        formatNumber(independent),
      ]),
  })}
    <p class="note">
      ${say((m) => m.quality.monitoring.coverageNote(formatNumber(Math.ceil(1 / falseAlarmRate))))}
    </p>`
}

/** Of the records after the baseline, or of the baseline where it is all. */
function counted(
  { labels, baseline, monitors, signals, panels }: MonitoringResult,
  panel: number,
): { readonly beyond: number; readonly monitored: number } {
  if (baseline < labels.length) return monitors[panel]!
  return {
    beyond: signals.filter((signal) => signal.panel === panel).length,
    monitored: panels[panel]!.values.filter((value) => value !== null).length,
  }
}

function cut(panel: ControlChartPanel): ControlChartPanel {
  const values = panel.values.map((value, i) => {
    const limit = panel.upper[i] ?? Infinity
    return value === null || limit <= 0 ? value : Math.min(value, drawnTimes * limit)
  })
  return { ...panel, values }
}

/** The newest records beyond a limit, with every statistic that says so. */
function signalTable({ signals, labels, monitors }: MonitoringResult): Markup | false {
  const byRecord = new Map<number, MonitoringSignal[]>()
  for (const signal of signals) {
    byRecord.set(signal.point, [...(byRecord.get(signal.point) ?? []), signal])
  }
  if (byRecord.size === 0) return false
  const shown = [...byRecord].toReversed().slice(0, signalLimit)
  return markup`<details>
    <summary>${say((m) => m.quality.charts.signalsTable)} (${formatNumber(byRecord.size)})</summary>
    ${table({
      caption: (m) => m.quality.charts.signalsTable,
      columns: [
        { head: (m) => m.quality.monitoring.record },
        { head: (m) => m.quality.monitoring.monitor },
        { head: (m) => m.quality.monitoring.causesHead },
      ],
      rows: shown.map(([point, own]) => [
        labels[point]!,
        say((m) =>
          own.map(({ panel }) => m.quality.monitoring.names[monitors[panel]!.monitor]).join(', '),
        ),
        causesText(own[0]!.causes),
      ]),
    })}
    ${byRecord.size > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(byRecord.size - shown.length), 'report.json'))}</p>`}
  </details>`
}

function causesText(causes: readonly SignalCause[]): string {
  return causes.map(({ column, share }) => `${column} ${formatPercent(share, 0)}`).join(', ')
}

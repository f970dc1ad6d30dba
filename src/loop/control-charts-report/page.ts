// The page of `millrace spc`: control charts of a file, or all its measures watched at once.

import type {
  ControlChartResult,
  MonitoringResult,
} from '../../plant/quality/control-charts/result.ts'
import type { Language } from '../report/content.ts'
import { documentPage } from '../report/document.ts'
import { factList, type Fact } from '../report/facts.ts'
import { formatNumber, formatTime } from '../report/format.ts'
import { markup, type Markup } from '../report/markup.ts'
import { say } from '../report/text.ts'
import { controlCharts } from '../report/sections/control-charts.ts'
import { monitoringPart } from '../report/sections/monitoring.ts'

export interface ControlChartsReport {
  readonly language: Language
  /** Of the records: the name of the file. */
  readonly name: string
  /** ISO time. */
  readonly madeAt: string
  readonly charts: readonly ControlChartResult[]
  readonly monitoring: MonitoringResult | null
}

/** Of columns, on a page. */
const shownNames = 30

/** The whole file. */
export function controlChartsPage(report: ControlChartsReport): string {
  const { language, name, madeAt, charts, monitoring } = report
  const points = monitoring?.labels.length ?? charts[0]?.labels.length ?? 0
  return documentPage({
    language,
    title: (m) => m.quality.charts.pageTitle(name),
    subtitle: (m) =>
      `${m.quality.charts.pagePoints(formatNumber(points))} · ${m.made(formatTime(madeAt))}`,
    sections: [
      {
        id: 'first',
        heading: (m) => m.quality.charts.heading,
        markup: markup`<section id="first">
          ${charts.length > 0 && controlCharts(charts, 'charts', true)}
          ${monitoring && monitoringPart(monitoring, 'monitoring', true)}
        </section>`,
      },
      { id: 'made', heading: (m) => m.quality.charts.made, markup: madeSection(report) },
    ],
  })
}

/** What limits and signals rest on. */
function madeSection({ charts, monitoring }: ControlChartsReport): Markup {
  return markup`<section id="made">
    <h2>${say((m) => m.quality.charts.made)}</h2>
    ${charts.map(
      ({ characteristic, labels, baseline, excluded, missing, rules, averageRunLength }) =>
        factList([
          { label: (m) => m.quality.drivers.column, value: markup`${characteristic}` },
          {
            label: (m) => m.quality.charts.baseline,
            value: say((m) =>
              m.quality.charts.baselineValue(formatNumber(baseline), formatNumber(labels.length)),
            ),
          },
          excluded.length > 0 && {
            label: (m) => m.quality.charts.excluded,
            value: markup`${excluded.map((point) => labels[point]!).join(', ')}`,
          },
          missing > 0 && {
            label: (m) => m.quality.charts.missing,
            value: markup`${formatNumber(missing)}`,
          },
          ...rules.map(({ rule, falseAlarmRate }): Fact => ({
            label: (m) => m.quality.charts.rules[rule],
            value: say((m) => m.quality.charts.falseAlarm(formatNumber(1 / falseAlarmRate, 0))),
          })),
          averageRunLength !== null && {
            label: (m) => m.quality.charts.runLength,
            value: say((m) => m.quality.charts.falseAlarm(formatNumber(averageRunLength, 0))),
          },
        ]),
    )}
    ${
      monitoring &&
      factList([
        {
          label: (m) => m.quality.charts.baseline,
          value: say((m) =>
            m.quality.charts.baselineValue(
              formatNumber(monitoring.baseline),
              formatNumber(monitoring.labels.length),
            ),
          ),
        },
        {
          label: (m) => m.quality.monitoring.watched,
          value: listed(monitoring.columns),
        },
        monitoring.leftOut.length > 0 && {
          label: (m) => m.quality.monitoring.leftOut,
          value: listed(monitoring.leftOut.map(({ column }) => column)),
        },
        monitoring.notByComponents.length > 0 && {
          label: (m) => m.quality.monitoring.notByComponents,
          value: listed(monitoring.notByComponents.map(({ column }) => column)),
        },
      ])
    }
  </section>`
}

function listed(names: readonly string[]): Markup {
  const shown = names.slice(0, shownNames).join(', ')
  const rest = names.length - shownNames
  return rest <= 0 ? markup`${shown}` : markup`${shown}, … (+${formatNumber(rest)})`
}

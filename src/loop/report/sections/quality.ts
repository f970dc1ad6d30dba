// The quality of an operation: what to test first, which settings to change, what drives failures, and how far
// all that can be trusted.

import type { Driver, QualityResult, SettingChange } from '../../../plant/quality/result.ts'
import { settingStyle, whatIfChart, type SettingMark } from '../charts/what-if-chart.ts'
import type { AreasContent, PlantSummary, QualityReport } from '../content.ts'
import { figure, legendOf } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatMoney, formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { bar, table } from '../table.ts'
import { say } from '../text.ts'
import { controlCharts } from './control-charts.ts'
import { monitoringPart } from './monitoring.ts'
import { qualityTrust } from './quality-trust.ts'
import { driftWarning, leakWarning } from './quality-warnings.ts'
import { waitingPart } from './waiting.ts'

const driverLimit = 12
const whatIfLimit = 4
/** Names in the sentence of a fold. */
const verdictLimit = 3

export function qualitySection({
  plant,
  quality,
}: Pick<AreasContent, 'quality'> & {
  readonly plant: Pick<PlantSummary, 'currency'>
}): Markup {
  return markup`<section id="quality">
    <h2>${say((m) => (quality.length === 1 ? m.quality.headingOf(quality[0]!.operation) : m.quality.heading))}</h2>
    ${quality.map(
      (report, i) =>
        markup`${quality.length > 1 && markup`<h3>${report.operation}</h3>`}${operationPart(report, plant, `quality-${i}`)}`,
    )}
  </section>`
}

function operationPart(
  { result, charts, monitoring, past, problem }: QualityReport,
  plant: Pick<PlantSummary, 'currency'>,
  id: string,
): Markup {
  return markup`${problem !== null && markup`<p class="warning">${say((m) => m.areaProblem)} ${problem}</p>`}
    ${
      result &&
      markup`${lead(result)} ${leakWarning(result)} ${driftWarning(result)} ${waitingPart(result, plant)} ${advice(result, plant)} ${drivers(result, id)} ${qualityTrust(result, past, plant, id)}`
    }
    ${charts.length > 0 && controlCharts(charts, id)}
    ${monitoring && monitoringPart(monitoring, `${id}-monitoring`)}`
}

function lead({ failing, records, trend, waiting }: QualityResult): Markup {
  const [next] = trend.coming
  return markup`<p class="lead">
    ${say((m) => {
      const parts = [
        m.quality.lead(
          formatNumber(failing),
          formatNumber(records),
          formatPercent(failing / records),
        ),
        next
          ? m.quality.coming(
              formatPercent(next.estimate),
              formatPercent(next.lower),
              formatPercent(next.upper),
            )
          : '',
        waiting ? m.quality.untested(formatNumber(waiting.records)) : '',
      ]
      return parts.join('')
    })}
  </p>`
}

function advice(
  { advice }: QualityResult,
  { currency }: Pick<PlantSummary, 'currency'>,
): Markup | false {
  if (!advice) return false
  const { changes, costNow, costAfter, gain, familiarShare } = advice
  const money = (value: number): string => formatMoney(value, currency)
  return markup`<h3>${say((m) => m.quality.advice.heading)}</h3>
    ${
      changes.length === 0
        ? markup`<p>${say((m) => m.quality.advice.none)}</p>`
        : markup`<p>${say(
            (m) =>
              m.quality.advice.gain(money(costNow.estimate), money(costAfter.estimate)) +
              m.quality.advice.interval(money(gain.estimate), money(gain.lower), money(gain.upper)),
          )}</p>
          ${table({
            caption: (m) => m.quality.advice.heading,
            columns: [
              { head: (m) => m.quality.advice.setting },
              { head: (m) => m.quality.advice.from, isNumber: true },
              { head: (m) => m.quality.advice.to, isNumber: true },
              { head: (m) => m.quality.advice.range, isNumber: true, isExtra: true },
            ],
            rows: changes.map(({ column, from, to, lowest, highest, ...change }) => [
              markup`<span class="item">${column}</span> <span class="note block">${why(change)}</span>`,
              settingText(from),
              markup`<strong>${settingText(to)}</strong>`,
              say((m) => m.range(settingText(lowest), settingText(highest))),
            ]),
          })}
          <p class="note">${say((m) => m.quality.advice.note(formatPercent(familiarShare, 0)))}</p>`
    }`
}

/** What a change is expected to do, and how exact it need be. */
function why({
  failureBefore,
  failureAfter,
  nearly: { lowest, highest },
}: Pick<SettingChange, 'failureBefore' | 'failureAfter' | 'nearly'>): Markup {
  const [before, after] = [formatPercent(failureBefore), formatPercent(failureAfter)]
  const [low, high] = [settingText(lowest), settingText(highest)]
  return say(
    (m) =>
      m.quality.advice.fall(before, after) +
      (low === high ? '' : m.quality.advice.nearly(low, high)),
  )
}

/** Three digits: nobody sets a machine finer from a report. */
export function settingText(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−')
}

function drivers({ drivers, advice }: QualityResult, id: string): Markup | false {
  const shown = drivers.slice(0, driverLimit)
  if (shown.length === 0) return false
  const largest = Math.max(...shown.map(({ importance }) => importance.estimate))
  const drawn = shown.filter(({ whatIfs }) => whatIfs.length > 1).slice(0, whatIfLimit)
  const changes = advice?.changes ?? []
  const marksOf = ({ column }: Driver): SettingMark[] => {
    const change = changes.find((one) => one.column === column)
    if (!change) return []
    return [
      { value: change.from, style: settingStyle.now },
      { value: change.to, style: settingStyle.proposed },
    ]
  }
  const named = shown.slice(0, verdictLimit).map(({ column }) => column)
  const body = markup`${table({
    caption: (m) => m.quality.drivers.heading,
    columns: [
      { head: (m) => m.quality.drivers.column },
      { head: (m) => m.quality.drivers.importance, isNumber: true },
      { head: (m) => m.quality.drivers.interval, isNumber: true, isExtra: true },
      { head: () => '', isExtra: true },
    ],
    rows: shown.map(({ column, isSetting, importance }) => [
      markup`<span class="item">${column}</span>${isSetting && markup` <span class="note">${say((m) => m.quality.drivers.setting)}</span>`}`,
      importanceText(importance.estimate),
      say((m) => m.range(importanceText(importance.lower), importanceText(importance.upper))),
      bar(importance.estimate, largest),
    ]),
  })}
    <p class="note">${say((m) => m.quality.drivers.note)}</p>
    ${
      changes.length > 0 &&
      legendOf([
        { style: settingStyle.now, label: (m) => m.quality.drivers.now },
        { style: settingStyle.proposed, label: (m) => m.quality.drivers.proposed },
      ])
    }
    <div class="charts">
      ${drawn.map((driver, i) =>
        figure({
          id: `${id}-driver-${i}`,
          title: say((m) => m.quality.drivers.whatIf(driver.column)),
          subtitle: say((m) => m.quality.drivers.whatIfNote),
          chart: whatIfChart(driver.whatIfs, marksOf(driver)),
          numbers: {
            caption: (m) => m.quality.drivers.whatIf(driver.column),
            columns: [
              { head: (m) => m.quality.drivers.value },
              { head: (m) => m.quality.drivers.probability, isNumber: true },
            ],
            rows: driver.whatIfs.map(({ value, failureProbability }) => [
              typeof value === 'number' ? settingText(value) : value,
              formatPercent(failureProbability),
            ]),
          },
        }),
      )}
    </div>`
  return fold({
    heading: (m) => m.quality.drivers.heading,
    verdict: (m) => m.quality.drivers.verdict(m.list(named, 0)),
    body: [body],
  })
}

function importanceText(value: number): string {
  // No minus before a zero.
  return (Math.round(1e4 * value) / 1e4 + 0).toFixed(4).replace('-', '−')
}

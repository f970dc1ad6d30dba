// The quality of an operation: which settings to change, what drives failures, what to inspect, and how far
// all that can be trusted.

import type {
  Driver,
  Interval,
  ModelEvidence,
  QualityResult,
  SettingChange,
} from '../../../plant/quality/result.ts'
import { reliabilityChart } from '../charts/reliability-chart.ts'
import { gathered, trendChart } from '../charts/trend-chart.ts'
import { settingStyle, whatIfChart, type SettingMark } from '../charts/what-if-chart.ts'
import type { PlantSummary, QualityReport, ReportContent } from '../content.ts'
import { figure, legendOf } from '../figure.ts'
import { formatChange, formatMoney, formatNumber, formatPercent, moneyColumn } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { bar, table } from '../table.ts'
import { say, type Text } from '../text.ts'
import { controlCharts } from './control-charts.ts'
import { monitoringPart } from './monitoring.ts'
import { pastPart } from './quality-past.ts'
import { driftWarning, leakWarning } from './quality-warnings.ts'
import { waitingPart } from './waiting.ts'

const driverLimit = 12
const whatIfLimit = 4

export function qualitySection({
  plant,
  quality,
}: Pick<ReportContent, 'quality'> & {
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
      markup`${lead(result)} ${leakWarning(result)} ${driftWarning(result)} ${waitingPart(result, plant)} ${advice(result, plant)} ${drivers(result, id)} ${inspection(result, plant)}
        ${trust(result, id)}`
    }
    ${past && pastPart(past, plant)} ${charts.length > 0 && controlCharts(charts, id)}
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
              { head: (m) => m.quality.advice.why },
            ],
            rows: changes.map(({ column, from, to, lowest, highest, ...change }) => [
              markup`<span class="item">${column}</span>`,
              settingText(from),
              markup`<strong>${settingText(to)}</strong>`,
              say((m) => m.range(settingText(lowest), settingText(highest))),
              why(change),
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
  return markup`<h3>${say((m) => m.quality.drivers.heading)}</h3>
    ${table({
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
}

function importanceText(value: number): string {
  // No minus before a zero.
  return (Math.round(1e4 * value) / 1e4 + 0).toFixed(4).replace('-', '−')
}

function inspection(
  { inspection }: QualityResult,
  { currency }: Pick<PlantSummary, 'currency'>,
): Markup | false {
  if (!inspection) return false
  const { policies, records, capacity } = inspection
  const money = moneyColumn(
    policies.map(({ cost }) => cost),
    currency,
  )
  return markup`<h3>${say((m) => m.quality.inspection.heading)}</h3>
    <p>
      ${say((m) => m.quality.inspection.lead(formatNumber(records), formatNumber(capacity)))}
    </p>
    ${table({
      caption: (m) => m.quality.inspection.heading,
      columns: [
        { head: (m) => m.quality.inspection.policy },
        { head: (m) => m.quality.inspection.inspected, isNumber: true },
        { head: (m) => m.quality.inspection.found, isNumber: true, isExtra: true },
        { head: (m) => m.quality.inspection.escaped, isNumber: true },
        { head: (m) => m.quality.inspection.cost, isNumber: true },
        { head: (m) => m.quality.inspection.above, isNumber: true },
      ],
      rows: policies.map(({ policy, isPossible, inspected, found, escaped, cost, above }) => [
        markup`${say((m) => m.quality.inspection.policies[policy])}${!isPossible && markup` <span class="note">${say((m) => m.quality.inspection.beyond)}</span>`}`,
        formatNumber(inspected, 0),
        formatNumber(found, 0),
        formatNumber(escaped, 0),
        money(cost),
        policy === 'proposed'
          ? ''
          : markup`${formatChange(above.estimate, currency)}${intervalNote(above, (value) => formatMoney(value, currency))}`,
      ]),
    })}`
}

function intervalNote({ lower, upper }: Interval, format: (value: number) => string): Markup {
  return markup` <span class="note block">${say((m) => m.range(format(lower), format(upper)))}</span>`
}

/** The trend over the lots, the reliability diagram, and the models that were tried. */
function trust({ trend, model }: QualityResult, id: string): Markup {
  const perBar = Math.ceil(trend.lots.length / Math.max(1, gathered(trend.lots).length))
  const note: Text = (m) =>
    perBar === 1 ? m.quality.trend.noteOne : m.quality.trend.note(formatNumber(perBar))
  return markup`<h3>${say((m) => m.quality.model.heading)}</h3>
    <div class="charts">
      ${model.reliability.length > 0 && reliability(model, id)}
      ${
        trend.lots.length > 1 &&
        figure({
          id: `${id}-trend`,
          title: say((m) => m.quality.trend.heading),
          subtitle: say(note),
          chart: trendChart(trend, '+'),
          legend: [
            { style: { colour: 'muted' }, opacity: 0.5, label: (m) => m.quality.trend.past },
            { style: { colour: 'blue', width: 2 }, label: (m) => m.quality.trend.coming },
            { style: { colour: 'blue' }, opacity: 0.25, label: (m) => m.quality.trend.band },
          ],
          numbers: {
            caption: (m) => m.quality.trend.heading,
            columns: [
              { head: (m) => m.quality.trend.lot },
              { head: (m) => m.quality.model.records, isNumber: true },
              { head: (m) => m.quality.trend.share, isNumber: true },
            ],
            rows: gathered(trend.lots).map(({ name, records, failing }) => [
              name,
              formatNumber(records),
              formatPercent(failing / Math.max(1, records)),
            ]),
          },
        })
      }
    </div>
    ${candidates(model)}`
}

function reliability({ reliability }: ModelEvidence, id: string): Markup {
  return figure({
    id: `${id}-reliability`,
    title: say((m) => m.quality.model.reliability),
    subtitle: say((m) => m.quality.model.reliabilityNote),
    chart: reliabilityChart(reliability),
    legend: [
      { style: { colour: 'blue' }, shape: 'dot', label: (m) => m.quality.model.bin },
      {
        style: { colour: 'muted', dash: 'dashed', width: 1 },
        label: (m) => m.quality.model.ideal,
      },
    ],
    numbers: {
      caption: (m) => m.quality.model.reliability,
      columns: [
        { head: (m) => m.quality.model.predicted },
        { head: (m) => m.quality.model.observed, isNumber: true },
        { head: () => '90%', isNumber: true },
        { head: (m) => m.quality.model.records, isNumber: true },
      ],
      rows: reliability.map(({ predicted, observed, records }) => [
        formatPercent(predicted),
        formatPercent(observed.estimate),
        say((m) => m.range(formatPercent(observed.lower), formatPercent(observed.upper))),
        formatNumber(records),
      ]),
    },
  })
}

function candidates(model: ModelEvidence): Markup {
  const scored = [
    { name: null, scores: model.baseline },
    ...model.candidates.filter(({ name }) => name !== model.predictor),
    { name: model.predictor, scores: model.scores },
  ].toReversed()
  const { augmentation } = model
  return markup`${table({
    caption: (m) => m.quality.model.candidate,
    columns: [
      { head: (m) => m.quality.model.candidate },
      { head: (m) => m.quality.model.logScore, isNumber: true },
      { head: (m) => m.quality.model.precision, isNumber: true },
      { head: (m) => m.quality.model.roc, isNumber: true },
      { head: (m) => m.quality.model.brier, isNumber: true, isExtra: true },
    ],
    rows: scored.map(({ name, scores }) => [
      name === null
        ? say((m) => m.quality.model.baseline)
        : markup`${say((m) => m.quality.model.name(name))}${name === model.predictor && markup` <span class="note">${say((m) => m.quality.model.inUse)}</span>`}`,
      scoreText(scores.logScore),
      scoreText(scores.averagePrecision),
      scoreText(scores.areaUnderRoc),
      scoreText(scores.brier),
    ]),
  })}
    <p class="note">
      ${say((m) =>
        m.quality.model.note(
          formatNumber(model.heldOutRecords),
          m.quality.model.protocol(model.holdingOut),
        ),
      )}
      ${
        augmentation &&
        say((m) => {
          const before = scoreText(augmentation.without.averagePrecision)
          const after = scoreText(augmentation.with.averagePrecision)
          return augmentation.used
            ? m.quality.model.generated(formatNumber(augmentation.addedRecords), before, after)
            : m.quality.model.notGenerated(before, after)
        })
      }
    </p>`
}

function scoreText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3) : '–'
}

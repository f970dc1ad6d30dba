// How far the stated risks of an operation can be trusted: held-out records, earlier decisions, what inspecting
// by the risks would have cost, and the ways to predict that were tried.

import type { PastQuality } from '../../../plant/quality/past-quality.ts'
import type { Interval, ModelEvidence, QualityResult } from '../../../plant/quality/result.ts'
import { reliabilityChart } from '../charts/reliability-chart.ts'
import { gathered, trendChart } from '../charts/trend-chart.ts'
import type { PlantSummary } from '../content.ts'
import { figure } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatChange, formatMoney, formatNumber, formatPercent, moneyColumn } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { table } from '../table.ts'
import { say, type Text } from '../text.ts'
import { pastPart } from './quality-past.ts'

/** What held-out records and earlier decisions say for or against it; the links of a page lead here. */
export function qualityTrust(
  result: QualityResult,
  past: PastQuality | null,
  plant: Pick<PlantSummary, 'currency'>,
  id: string,
): Markup {
  return fold({
    id: `${id}-trust`,
    heading: (m) => m.quality.model.heading,
    verdict: (m) => qualityVerdict(result.model, m),
    body: [
      past && pastPart(past, plant),
      charts(result, id),
      candidates(result.model),
      inspection(result, plant),
    ],
  })
}

/** How far the stated risks can be trusted, in one sentence. */
export function qualityVerdict(
  { heldOutRecords, reliability, scores }: ModelEvidence,
  m: Messages,
): string {
  const total = (of: (bin: ModelEvidence['reliability'][number]) => number): string =>
    formatNumber(
      reliability.reduce((sum, bin) => sum + bin.records * of(bin), 0),
      0,
    )
  return m.quality.model.verdict(
    formatNumber(heldOutRecords),
    total(({ predicted }) => predicted),
    total(({ observed }) => observed.estimate),
    formatNumber(100 * scores.areaUnderRoc, 0),
  )
}

/** The reliability diagram and the trend over the lots. */
function charts({ trend, model }: QualityResult, id: string): Markup {
  const perBar = Math.ceil(trend.lots.length / Math.max(1, gathered(trend.lots).length))
  const note: Text = (m) =>
    perBar === 1 ? m.quality.trend.noteOne : m.quality.trend.note(formatNumber(perBar))
  return markup`<div class="charts">
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
    </div>`
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
  const scores = table({
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
  })
  return markup`<p>
      ${say((m) => m.quality.model.chosen(m.quality.model.name(model.predictor), formatNumber(scored.length)))}
    </p>
    <details>
      <summary>${say((m) => m.quality.model.all)}</summary>
      ${scores}
    </details>
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
  return markup`<h4>${say((m) => m.quality.inspection.heading)}</h4>
    <p>
      ${say((m) => m.quality.inspection.lead(formatNumber(records), formatNumber(capacity)))}
    </p>
    ${table({
      caption: (m) => m.quality.inspection.heading,
      columns: [
        { head: (m) => m.quality.inspection.policy },
        { head: (m) => m.quality.inspection.inspected, isNumber: true, isExtra: true },
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

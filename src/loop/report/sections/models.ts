// Which model forecasts what, by how much it beat the baselines, how calibrated it is, how it learned.

import { calibrationChart } from '../charts/calibration-chart.ts'
import type { ModelComparison, ProductionContent } from '../content.ts'
import { figure } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatNumber, formatPercent, formatScore } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { bar, table } from '../table.ts'
import { say } from '../text.ts'
import { trainingFigure } from '../training-figure.ts'

export function models({ plant, models, training }: ProductionContent): Markup {
  const gain = gainOf(models)
  const body = markup`${
    models.windows === 0
      ? markup`<p>${say((m) => m.evidence.noModels)}</p>`
      : markup`<p>
              ${say((m) =>
                m.evidence.modelsLead(models.windows, m.periods(models.horizon, plant.frequency)),
              )}
            </p>
            ${segments(models)} ${scores(models)}
            <p class="note">${say((m) => m.evidence.lossNote)}</p>
          ${models.leftOut.length > 0 && markup`<p class="note">${say((m) => m.evidence.leftOut(m.model(models.leftOut.join(', '))))}</p>`}`
  }
    ${(models.calibration.length > 0 || training.length > 0) && markup`<h4>${say((m) => m.evidence.calibrationAndTraining)}</h4>`}
    <div class="charts">
      ${models.calibration.length > 0 && calibration(models)} ${training.map(trainingFigure)}
    </div>`
  return fold({
    heading: (m) => m.evidence.models,
    verdict: (m) => (gain === null ? m.evidence.noModels : m.evidence.gain(formatPercent(gain, 0))),
    body: [body],
  })
}

/** Loss of the chosen models less than that of the best baseline of each kind of demand, over all series. */
function gainOf({ segments, windows }: ModelComparison): number | null {
  const total = (of: (segment: ModelComparison['segments'][number]) => number): number =>
    segments.reduce((sum, segment) => sum + segment.seriesCount * of(segment), 0)
  const baseline = total(({ baselineLoss }) => baselineLoss)
  if (windows === 0 || !(baseline > 0)) return null
  return 1 - total(({ weightedQuantileLoss }) => weightedQuantileLoss) / baseline
}

function segments({ segments }: ModelComparison): Markup {
  return table({
    caption: (m) => m.evidence.models,
    columns: [
      { head: (m) => m.evidence.segment },
      { head: (m) => m.evidence.series, isNumber: true },
      { head: (m) => m.evidence.chosen },
      { head: (m) => m.evidence.loss, isNumber: true },
      { head: (m) => m.evidence.bestBaseline, isExtra: true },
      { head: (m) => m.evidence.loss, isNumber: true, isExtra: true },
      { head: (m) => m.evidence.better, isNumber: true },
    ],
    rows: segments.map((row) => [
      say((m) => m.segment(row.segment)),
      formatNumber(row.seriesCount),
      say((m) => m.model(row.model)),
      formatScore(row.weightedQuantileLoss),
      say((m) => m.model(row.bestBaseline)),
      formatScore(row.baselineLoss),
      formatPercent(1 - row.weightedQuantileLoss / row.baselineLoss),
    ]),
  })
}

function scores({ scores }: ModelComparison): Markup {
  const largest = Math.max(...scores.map(({ weightedQuantileLoss }) => weightedQuantileLoss))
  return table({
    caption: (m) => m.evidence.model,
    columns: [
      { head: (m) => m.evidence.model },
      { head: (m) => m.evidence.loss, isNumber: true },
      { head: () => '', isExtra: true },
      { head: (m) => m.evidence.scaledError, isNumber: true },
      { head: (m) => m.evidence.coverage, isNumber: true },
      { head: (m) => m.evidence.chosenFor, isNumber: true },
    ],
    rows: [...scores]
      .sort((a, b) => a.weightedQuantileLoss - b.weightedQuantileLoss)
      .map((score) => [
        markup`${say((m) => m.model(score.model))}${score.isBaseline && markup` <span class="note">${say((m) => m.evidence.baselineTag)}</span>`}`,
        formatScore(score.weightedQuantileLoss),
        bar(score.weightedQuantileLoss, largest),
        formatScore(score.scaledError),
        formatPercent(score.coverage80, 0),
        score.model === 'auto' ? '' : formatNumber(score.chosenFor),
      ]),
  })
}

function calibration({ calibration }: ModelComparison): Markup {
  return figure({
    id: 'calibration',
    title: say((m) => m.evidence.calibration),
    subtitle: say((m) => m.evidence.calibrationNote),
    chart: calibrationChart(calibration),
    legend: [
      { style: { colour: 'blue', width: 2 }, label: (m) => m.evidence.chosenModels },
      {
        style: { colour: 'muted', dash: 'dashed', width: 1 },
        label: (m) => m.evidence.ideal,
      },
    ],
    numbers: {
      caption: (m) => m.evidence.calibration,
      columns: [
        { head: (m) => m.evidence.nominal, isNumber: true },
        { head: (m) => m.evidence.observed, isNumber: true },
      ],
      rows: calibration.map(({ nominal, observed }) => [
        formatPercent(nominal, 0),
        formatPercent(observed),
      ]),
    },
  })
}

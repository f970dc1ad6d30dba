// Losses over the epochs of training, with the epoch that was kept.

import { curveStyles, lossChart } from './charts/loss-chart.ts'
import type { TrainingHistory } from './content.ts'
import { figure } from './figure.ts'
import { formatNumber, formatScore } from './format.ts'
import type { Markup } from './markup.ts'
import type { Messages } from './messages/en.ts'
import { say } from './text.ts'

/** Rows of a table of losses; a run has many epochs. */
const lossRows = 12

/** @param index tells the figures of a page apart. */
export function trainingFigure(training: TrainingHistory, index: number): Markup {
  const { model, curves, bestEpoch } = training
  const epochs = curves[0]?.points.map(({ epoch }) => epoch) ?? []
  const every = Math.max(1, Math.ceil(epochs.length / lossRows))
  return figure({
    id: `training-${index}`,
    title: say((m) => m.model(model)),
    subtitle: say((m) => m.evidence.trainingNote(formatNumber(bestEpoch))),
    chart: lossChart(training),
    legend: curves.map(({ name }, i) => ({
      style: curveStyles[i % curveStyles.length]!,
      label: (m) => m.curve(name),
    })),
    numbers: {
      caption: (m) => m.model(model),
      columns: [
        { head: (m) => m.evidence.epoch, isNumber: true },
        ...curves.map(({ name }) => ({ head: (m: Messages) => m.curve(name), isNumber: true })),
      ],
      rows: epochs
        .map((epoch, i) => [
          formatNumber(epoch),
          ...curves.map(({ points }) => formatScore(points[i]?.loss ?? Number.NaN)),
        ])
        .filter((_, i) => i % every === 0 || i === epochs.length - 1),
    },
  })
}

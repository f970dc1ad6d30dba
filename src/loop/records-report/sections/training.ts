// Losses over the epochs of training.

import { markup, type Markup } from '../../report/markup.ts'
import { trainingFigure } from '../../report/training-figure.ts'
import { say } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'

export function trainingSection({ training }: RecordsReport): Markup {
  return markup`<section id="training">
    <h2>${say((m) => m.records.training.heading)}</h2>
    <div class="charts">${training.map(trainingFigure)}</div>
  </section>`
}

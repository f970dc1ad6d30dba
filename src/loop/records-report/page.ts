// The page of a model of records: what it is good for, the scores, fields, pairs, privacy, training.

import { type DocumentContent, documentPage } from '../report/document.ts'
import { formatNumber, formatTime } from '../report/format.ts'
import type { RecordsReport } from './content.ts'
import { fieldsSection } from './sections/fields.ts'
import { madeSection } from './sections/made.ts'
import { pairsSection } from './sections/pairs.ts'
import { privacySection } from './sections/privacy.ts'
import { scoresSection } from './sections/scores.ts'
import { trainingSection } from './sections/training.ts'
import { verdictSection } from './sections/verdict.ts'

/** The whole file. */
export function recordsReportPage(report: RecordsReport): string {
  const { language, name, model, evidence, madeAt, training, contest } = report
  const trainingPart: DocumentContent['sections'] =
    training.length === 0 && !contest
      ? []
      : [
          {
            id: 'training',
            heading: (m) => m.records.training.heading,
            markup: trainingSection(report),
          },
        ]
  return documentPage({
    language,
    title: (m) => m.records.title(name),
    subtitle: (m) =>
      m.records.subtitle(model.family, formatNumber(evidence.trainRows), formatTime(madeAt)),
    sections: [
      { id: 'first', heading: (m) => m.records.verdict.heading, markup: verdictSection(report) },
      { id: 'scores', heading: (m) => m.records.scores.heading, markup: scoresSection(report) },
      { id: 'fields', heading: (m) => m.records.fields.heading, markup: fieldsSection(report) },
      { id: 'pairs', heading: (m) => m.records.pairs.heading, markup: pairsSection(report) },
      { id: 'privacy', heading: (m) => m.records.privacy.heading, markup: privacySection(report) },
      ...trainingPart,
      { id: 'made', heading: (m) => m.records.made.heading, markup: madeSection(report) },
    ],
  })
}

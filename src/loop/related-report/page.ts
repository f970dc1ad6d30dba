// The page of a model of related tables: scores beside the baselines, every field's sequences, training.

import type { RelatedEvaluation } from '../../generative/evaluation/related/related-evidence.ts'
import { type DocumentContent, documentPage } from '../report/document.ts'
import { sequenceChart, sequenceStyles } from '../report/charts/sequence-chart.ts'
import { factList } from '../report/facts.ts'
import { figure } from '../report/figure.ts'
import { formatNumber, formatPercent, formatScore, formatTime } from '../report/format.ts'
import { markup, type Markup } from '../report/markup.ts'
import type { Messages } from '../report/messages/en.ts'
import type { RelatedNames } from '../report/messages/related/en.ts'
import { table } from '../report/table.ts'
import { say, type Text } from '../report/text.ts'
import { trainingFigure } from '../report/training-figure.ts'
import { privacySection } from './privacy-section.ts'
import type { RelatedReport } from './report-related.ts'

/** The whole file. */
export function relatedReportPage(report: RelatedReport): string {
  const { language, name, names, evidence, sequences, madeAt, training } = report
  const sections: DocumentContent['sections'] = [
    { id: 'scores', heading: (m) => m.related.scores, markup: scoresSection(report) },
    ...(sequences.length > 0
      ? [
          {
            id: 'sequences',
            heading: (m: Messages) => m.related.sequences,
            markup: sequencesSection(report),
          },
        ]
      : []),
    { id: 'fields', heading: (m) => m.related.fields, markup: fieldsSection(report) },
    {
      id: 'privacy',
      heading: (m) => m.related.privacy.heading(names),
      markup: privacySection(report),
    },
    ...(training.length > 0
      ? [{ id: 'training', heading: heading('training'), markup: trainingSection(report) }]
      : []),
    { id: 'made', heading: heading('made'), markup: madeSection(report) },
  ]
  return documentPage({
    language,
    title: (m) => m.records.title(name),
    subtitle: (m) =>
      m.related.subtitle(
        names,
        formatNumber(evidence.synthetic.parents),
        formatNumber(evidence.synthetic.children),
        formatTime(madeAt),
      ),
    sections,
  })
}

function heading(section: 'training' | 'made'): Text {
  return (m) => m.records[section].heading
}

interface Score {
  readonly label: (messages: Messages, names: RelatedNames) => string
  readonly of: (evaluation: RelatedEvaluation) => number | null
}

const scores: readonly Score[] = [
  {
    label: (m, names) => m.related.cardinality(names),
    of: (own) => own.cardinalityShapeSimilarity,
  },
  { label: (m, names) => m.related.spacing(names), of: (own) => own.spacing },
  {
    label: (m, names) => m.related.parentQuality(names),
    of: (own) => own.parentQuality?.quality ?? null,
  },
  { label: (m, names) => m.related.childShapes(names), of: (own) => own.childQuality.columnShapes },
  { label: (m, names) => m.related.childPairs(names), of: (own) => own.childQuality.columnPairs },
  { label: (m, names) => m.related.trends(names), of: (own) => own.interTableTrends },
  { label: (m, names) => m.related.means(names), of: (own) => own.sequences.meanSimilarity },
  {
    label: (m, names) => m.related.deviations(names),
    of: (own) => own.sequences.deviationSimilarity,
  },
  { label: (m) => m.related.steps, of: (own) => own.sequences.interRowSimilarity },
]

function scoresSection({ evidence, names }: RelatedReport): Markup {
  const { synthetic, baselines, holdout, lags, windowLength } = evidence
  const all = [synthetic, ...baselines, ...(holdout ? [holdout] : [])]
  const lagScores = lags.map((lag, i): Score => ({
    label: (m) => m.related.autocorrelation(String(lag)),
    of: (own) => own.sequences.autocorrelation[i] ?? null,
  }))
  const windows: Score = {
    label: (m) => m.related.windows(String(windowLength)),
    of: (own) => own.windows?.score ?? null,
  }
  // Sequences stand in one table with their keys: no row can be without.
  const isOneTable = names.parents === null
  const integrity = [
    say((m) => m.related.integrity(names)),
    ...all.map((own) => formatPercent(1 - own.referentialIntegrity)),
  ]
  return markup`<section id="scores">
    <h2>${say((m) => m.related.scores)}</h2>
    <p>${say((m) => m.related.lead(names))}</p>
    ${table({
      caption: (m) => m.related.scores,
      columns: [
        { head: (m) => m.records.scores.score },
        ...all.map(({ name }) => ({
          head: (m: Parameters<Text>[0]) => m.related.name(names, name),
          isNumber: true,
        })),
      ],
      rows: [
        ...(isOneTable ? [] : [integrity]),
        ...[...scores, ...lagScores, windows]
          .map(({ label, of }) => ({ label, values: all.map((own) => of(own) ?? Number.NaN) }))
          // Sequences have no columns of their parents, and one column has no pairs.
          .filter(({ values }) => !values.every(Number.isNaN))
          .map(({ label, values }) => [say((m) => label(m, names)), ...values.map(formatScore)]),
      ],
    })}
    <p class="note">${say((m) => m.related.note)} ${isOneTable ? '' : say((m) => m.related.integrityNote)}</p>
  </section>`
}

function sequencesSection({ sequences, names }: RelatedReport): Markup {
  return markup`<section id="sequences">
    <h2>${say((m) => m.related.sequences)}</h2>
    <p>${say((m) => m.related.sequencesLead(names.key))}</p>
    <div class="charts">
      ${sequences.map((own, i) =>
        figure({
          id: `sequence-${i}`,
          title: own.field,
          chart: sequenceChart(own),
          legend: [
            { style: sequenceStyles.real, label: (m) => m.related.real },
            { style: sequenceStyles.synthetic, label: (m) => m.related.drawn },
          ],
        }),
      )}
    </div>
  </section>`
}

function fieldsSection({ evidence, names }: RelatedReport): Markup {
  const { lags, synthetic } = evidence
  return markup`<section id="fields">
    <h2>${say((m) => m.related.fields)}</h2>
    ${table({
      caption: (m) => m.related.fields,
      columns: [
        { head: (m) => m.records.fields.field },
        { head: (m) => m.related.means(names), isNumber: true },
        { head: (m) => m.related.deviations(names), isNumber: true },
        { head: (m) => m.related.steps, isNumber: true },
        ...lags.map((lag) => ({
          head: (m: Parameters<Text>[0]) => m.related.lag(String(lag)),
          isNumber: true,
          isExtra: true,
        })),
      ],
      rows: synthetic.fields.map((own) => [
        own.field,
        ...[
          own.meanSimilarity,
          own.deviationSimilarity,
          own.interRowSimilarity,
          ...own.autocorrelation,
        ].map(formatScore),
      ]),
    })}
    <p class="note">${say((m) => m.related.lagNote)}</p>
  </section>`
}

function trainingSection({ training }: RelatedReport): Markup {
  return markup`<section id="training">
    <h2>${say(heading('training'))}</h2>
    <div class="charts">${training.map(trainingFigure)}</div>
  </section>`
}

/** Columns that are named one by one. */
const mostNamed = 8

function madeSection({ model, names }: RelatedReport): Markup {
  const { family, seed, fitSeconds, childrenPerSecond, fingerprint, conditions } = model
  const more = (conditions?.fields.length ?? 0) - mostNamed
  return markup`<section id="made">
    <h2>${say(heading('made'))}</h2>
    ${factList([
      {
        label: (m) => m.records.made.family,
        value: say((m) => m.related.families(names, family.parent, family.child)),
      },
      conditions !== undefined && {
        label: (m) => m.related.conditions,
        value: say((m) =>
          m.related.conditionsFound(
            formatNumber(conditions.count),
            conditions.fields.slice(0, mostNamed).join(', '),
            more > 0 ? formatNumber(more) : null,
          ),
        ),
      },
      { label: (m) => m.records.made.seed, value: markup`${seed}` },
      { label: (m) => m.records.made.seconds, value: markup`${formatNumber(fitSeconds)}` },
      {
        label: (m) => m.related.speed(names),
        value: markup`${formatNumber(childrenPerSecond, 0)}`,
      },
      { label: (m) => m.records.made.fingerprint, value: markup`<code>${fingerprint}</code>` },
    ])}
  </section>`
}

// The scores with the baselines beside them: a line per score, a column per way of making rows.

import type { Evaluation, Evidence } from '../../../generative/evaluation/evidence.ts'
import type { UtilityScores } from '../../../generative/evaluation/utility.ts'
import { formatPercent, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { table } from '../../report/table.ts'
import { say, type Text } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'

/** What is known of one way of making rows; absent where it cannot be measured. */
interface Candidate extends Partial<Omit<Evaluation, 'name'>> {
  readonly heading: Text
}

interface Score {
  readonly label: Text
  readonly of: (candidate: Candidate) => string
}

export function scoresSection({ evidence }: RecordsReport): Markup {
  const { target } = evidence
  const metric = metricOf(evidence)
  const candidates = candidatesOf(evidence)
  return markup`<section id="scores">
    <h2>${say((m) => m.records.scores.heading)}</h2>
    <p>${say((m) => m.records.scores.lead)}</p>
    ${table({
      caption: (m) => m.records.scores.heading,
      columns: [
        { head: (m) => m.records.scores.score },
        ...candidates.map(({ heading }) => ({ head: heading, isNumber: true })),
      ],
      rows: [...fidelity, ...utilityScores(metric), ...privacy]
        .map(({ label, of }) => ({ label, figures: candidates.map(of) }))
        // What was measured of nothing needs no line.
        .filter(({ figures }) => figures.some((figure) => figure !== unknown))
        .map(({ label, figures }) => [say(label), ...figures]),
    })}
    <p class="note">${say((m) => m.records.scores.note)}</p>
    ${metric && target && markup`<p class="note">${say((m) => m.records.scores.utilityNote(target.field))}</p>`}
  </section>`
}

function candidatesOf({ synthetic, baselines, holdout, realUtility }: Evidence): Candidate[] {
  const named = ({ name, ...rest }: Evaluation): Candidate => ({
    heading: (m) => m.records.scores.name(name),
    ...rest,
  })
  return [
    named(synthetic),
    ...baselines.map(named),
    // Fidelity of rows that were held out, and what the training rows themselves teach: what is possible.
    ...(holdout
      ? [
          {
            heading: (m) => m.records.scores.name('holdout'),
            ...holdout,
            utility: realUtility,
          } satisfies Candidate,
        ]
      : []),
  ]
}

const fidelity: readonly Score[] = [
  { label: (m) => m.records.scores.quality, of: ({ quality }) => score(quality?.quality) },
  { label: (m) => m.records.scores.shapes, of: ({ quality }) => score(quality?.columnShapes) },
  { label: (m) => m.records.scores.pairs, of: ({ quality }) => score(quality?.columnPairs) },
  {
    label: (m) => m.records.scores.strongPairs,
    of: ({ quality }) => score(quality?.columnPairsAboveThreshold),
  },
  {
    label: (m) => m.records.scores.logistic,
    of: ({ detection }) => score(detection?.logistic.score),
  },
  { label: (m) => m.records.scores.trees, of: ({ detection }) => score(detection?.trees.score) },
]

const privacy: readonly Score[] = [
  {
    label: (m) => m.records.scores.protection,
    of: ({ privacy }) => score(privacy?.closestRecord.overfittingProtection),
  },
  {
    label: (m) => m.records.scores.advantage,
    of: ({ privacy }) => score(privacy?.membership.advantage),
  },
  {
    label: (m) => m.records.scores.copies,
    of: ({ privacy }) => formatPercent(privacy?.exactCopies.share ?? Number.NaN, 2),
  },
]

function utilityScores(metric: 'AUC' | 'R²' | undefined): Score[] {
  if (!metric) return []
  const skill = (utility: UtilityScores | null | undefined, kind: keyof UtilityScores): string => {
    const scores = utility?.[kind]
    return scores ? score('r2' in scores ? scores.r2 : scores.areaUnderRoc) : unknown
  }
  return [
    {
      label: (m) => m.records.scores.linearSkill(metric),
      of: ({ utility }) => skill(utility, 'linear'),
    },
    {
      label: (m) => m.records.scores.treeSkill(metric),
      of: ({ utility }) => skill(utility, 'trees'),
    },
  ]
}

function metricOf({ realUtility }: Evidence): 'AUC' | 'R²' | undefined {
  if (!realUtility) return undefined
  return 'r2' in realUtility.linear ? 'R²' : 'AUC'
}

/** As the formats of figures have it. */
const unknown = '–'

function score(value: number | undefined): string {
  return formatScore(value ?? Number.NaN)
}

// How close drawn parents, each with its children, come to those that were learnt from, beside the baselines.

import type { RelatedEvaluation } from '../../generative/evaluation/related/related-evidence.ts'
import type { EntityPrivacy } from '../../generative/evaluation/related/entity-privacy.ts'
import { formatNumber, formatPercent, formatScore } from '../report/format.ts'
import { markup, type Markup } from '../report/markup.ts'
import { table } from '../report/table.ts'
import { say, type Text } from '../report/text.ts'
import type { RelatedReport } from './report-related.ts'

/** Below so many, margins are wider than what most attacks gain. */
const fewEntities = 200

export function privacySection({ evidence, names }: RelatedReport): Markup {
  const all = [evidence.synthetic, ...evidence.baselines].filter(isMeasured)
  const [own] = all
  return markup`<section id="privacy">
    <h2>${say((m) => m.related.privacy.heading(names))}</h2>
    ${
      own
        ? markup`<p>${say((m) => m.related.privacy.lead(names))}</p>
          ${table({
            caption: (m) => m.related.privacy.heading(names),
            columns: [
              { head: (m) => m.records.scores.score },
              ...all.map(({ name }) => ({
                head: (m: Parameters<Text>[0]) => m.related.name(names, name),
                isNumber: true,
              })),
            ],
            rows: rows.map(({ label, of }) => [
              say(label),
              ...all.map(({ privacy }) => of(privacy)),
            ]),
          })}
          ${notes(own.privacy)}`
        : markup`<p>${say((m) => m.related.privacy.none)}</p>`
    }
  </section>`
}

type Measured = RelatedEvaluation & { readonly privacy: EntityPrivacy }

function isMeasured(evaluation: RelatedEvaluation): evaluation is Measured {
  return evaluation.privacy !== null
}

interface Row {
  readonly label: Text
  readonly of: (privacy: EntityPrivacy) => string
}

const rows: readonly Row[] = [
  {
    label: (m) => m.related.privacy.copies,
    of: ({ exactCopies }) => formatPercent(exactCopies.share),
  },
  {
    label: (m) => m.related.privacy.closer,
    of: ({ closestEntity: { closerToTraining } }) =>
      `${formatPercent(closerToTraining.share, 0)} (${formatPercent(closerToTraining.low, 0)}–${formatPercent(closerToTraining.high, 0)})`,
  },
  {
    label: (m) => m.related.privacy.overfitting,
    of: ({ closestEntity }) => formatScore(closestEntity.overfittingProtection),
  },
  {
    label: (m) => m.related.privacy.baseline,
    of: ({ closestEntity }) => formatScore(closestEntity.baselineProtection),
  },
  {
    label: (m) => m.related.privacy.membership,
    of: ({ membership }) =>
      `${formatScore(membership.advantage)} ± ${formatScore(membership.margin)}`,
  },
  {
    label: (m) => m.related.privacy.area,
    of: ({ membership }) => formatScore(membership.areaUnderRoc),
  },
]

function notes({ membership, exactCopiesOfHoldout }: EntityPrivacy): Markup {
  const { recordsOfEach } = membership
  return markup`<p class="note">${say((m) =>
    m.related.privacy.note(formatNumber(recordsOfEach), formatPercent(exactCopiesOfHoldout.share)),
  )} ${recordsOfEach < fewEntities ? say((m) => m.related.privacy.few) : ''}</p>`
}

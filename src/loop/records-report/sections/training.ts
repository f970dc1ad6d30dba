// What was tried and why it was chosen, and the losses over the epochs of training.

import type { CandidateRecord } from '../../../generative/tables/row-model.ts'
import { formatNumber, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { table } from '../../report/table.ts'
import { trainingFigure } from '../../report/training-figure.ts'
import { say, type Text } from '../../report/text.ts'
import type { Contest, RecordsReport } from '../content.ts'

export function trainingSection({ training, contest }: RecordsReport): Markup {
  return markup`<section id="training">
    <h2>${say((m) => m.records.training.heading)}</h2>
    ${contest && contestPart(contest)}
    <div class="charts">${training.map(trainingFigure)}</div>
  </section>`
}

function contestPart({ chosen, candidates }: Contest): Markup {
  const score = (candidate: CandidateRecord, of: keyof Fidelity): string =>
    formatScore(candidate.fidelity?.[of] ?? Number.NaN)
  return markup`<p>${say(whyChosen(chosen, candidates))}</p>
    ${table({
      caption: (m) => m.records.training.contest,
      columns: [
        { head: (m) => m.records.made.family },
        { head: (m) => m.records.training.fidelity, isNumber: true },
        { head: (m) => m.records.scores.shapes, isNumber: true },
        { head: (m) => m.records.scores.pairs, isNumber: true },
        { head: (m) => m.records.scores.trees, isNumber: true },
        { head: (m) => m.records.training.seconds, isNumber: true, isExtra: true },
      ],
      rows: candidates.map((candidate) => [
        nameOf(candidate, chosen),
        score(candidate, 'score'),
        score(candidate, 'columnShapes'),
        score(candidate, 'columnPairs'),
        score(candidate, 'detection'),
        formatNumber(candidate.seconds, 0),
      ]),
    })}
    <p class="note">${say((m) => m.records.training.contestNote)}</p>`
}

type Fidelity = NonNullable<CandidateRecord['fidelity']>

function nameOf({ family, reason }: CandidateRecord, chosen: string): Markup {
  if (family === chosen) return markup`<strong>${say((m) => m.model(family))}</strong>`
  const name = say((m) => m.model(family))
  return reason === undefined
    ? name
    : markup`${name} <small>${say((m) => m.records.training.notJudged(reason))}</small>`
}

/** The winner beside the next best, and the score in which they differ most. */
function whyChosen(chosen: string, candidates: readonly CandidateRecord[]): Text {
  const judged = candidates
    .flatMap(({ family, fidelity }) => (fidelity ? [{ family, fidelity }] : []))
    .sort((a, b) => b.fidelity.score - a.fidelity.score)
  const first = judged.find(({ family }) => family === chosen)
  const next = judged.find(({ family }) => family !== chosen)
  if (!first || !next) return (m) => m.records.training.onlyOne(m.model(chosen))
  const parts = ['columnShapes', 'columnPairs', 'detection'] as const
  const lead = (part: (typeof parts)[number]): number => first.fidelity[part] - next.fidelity[part]
  const most = parts.reduce((a, b) => (lead(b) > lead(a) ? b : a))
  return (m) =>
    m.records.training.whyChosen(
      m.model(chosen),
      formatScore(first.fidelity.score),
      m.model(next.family),
      formatScore(next.fidelity.score),
      m.records.training.part[most],
      formatScore(first.fidelity[most]),
      formatScore(next.fidelity[most]),
    )
}

// What the records are good for, in sentences with the figure that decides.

import { factList } from '../../report/facts.ts'
import { formatNumber, formatPercent, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { table } from '../../report/table.ts'
import { say, type Text } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'
import { bounds, countsOf, type Judgement, uses } from '../verdict.ts'

export function verdictSection({ verdict, evidence, model }: RecordsReport): Markup {
  const { good, measured } = countsOf(verdict)
  const copies = evidence.synthetic.privacy?.exactCopies.share ?? Number.NaN
  return markup`<section id="first">
    <h2>${say((m) => m.records.verdict.heading)}</h2>
    <p class="lead">${say((m) => m.records.verdict.lead(String(good), String(measured), String(uses.length)))}</p>
    ${table({
      caption: (m) => m.records.verdict.heading,
      columns: [
        { head: (m) => m.records.verdict.use },
        { head: (m) => m.records.verdict.answer },
        { head: (m) => m.records.verdict.why },
      ],
      rows: verdict.map((judgement) => [
        say((m) => m.records.verdict.uses[judgement.use]),
        markup`<strong class="item">${say((m) => m.records.verdict.answers[judgement.answer])}</strong>`,
        say(reasonOf(judgement, copies)),
      ]),
    })}
    <p class="note">
      ${say((m) =>
        model.privacy
          ? m.records.verdict.dp(String(model.privacy.epsilon), String(model.privacy.delta))
          : m.records.verdict.shareNote,
      )}
    </p>
    ${
      model.privacy &&
      factList([
        {
          label: (m) => m.records.verdict.covered,
          value: markup`${model.privacy.covered.join(' ')}`,
        },
        {
          label: (m) => m.records.verdict.notCovered,
          value: markup`${model.privacy.notCovered.join(' ')}`,
        },
      ])
    }
  </section>`
}

function reasonOf({ use, answer, figure, reference }: Judgement, copies: number): Text {
  if (answer === 'unknown') return (m) => m.records.verdict.unknown
  const [bound] = bounds[use]
  const best = Number.isNaN(reference) ? undefined : formatScore(reference)
  switch (use) {
    case 'explore':
      return (m) => m.records.verdict.explore(formatScore(figure), best, String(bound))
    case 'learn':
      return (m) => m.records.verdict.learn(formatPercent(figure, 0), formatPercent(bound, 0))
    case 'enrich':
      return (m) =>
        m.records.verdict.enrich(
          formatPoints(figure),
          formatPercent(reference),
          formatPoints(bound),
        )
    case 'pass':
      return (m) => m.records.verdict.pass(formatScore(figure), best, String(bound))
    case 'share':
      return (m) =>
        m.records.verdict.share(formatScore(figure), formatPercent(copies, 2), String(bound))
    default:
      return use satisfies never
  }
}

/** `+3.1`: hundredths of all that could be found. */
function formatPoints(change: number): string {
  return `${change > 0 ? '+' : ''}${formatNumber(100 * change, 1)}`
}

// The data: what there was, what was found wrong and what was done, and what had to be assumed.

import type { Finding } from '../../../data/preparation/finding.ts'
import type { ReportContent } from '../content.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

export function dataSection({ dataQuality, plan }: ReportContent): Markup {
  const { rowCount, seriesCount, firstPeriod, lastPeriod, findings } = dataQuality
  return markup`<section id="data">
    <h2>${say((m) => m.data.heading)}</h2>
    <p class="lead">
      ${say((m) =>
        m.data.lead(formatNumber(rowCount), formatNumber(seriesCount), firstPeriod, lastPeriod),
      )}
    </p>
    ${findings.length === 0 ? markup`<p>${say((m) => m.data.clean)}</p>` : findingTable(findings)}
    ${
      plan.codedNotes.length > 0 &&
      markup`<h3>${say((m) => m.data.remarks)}</h3>
        <ul>${plan.codedNotes.map((note) => markup`<li>${say((m) => m.data.note(note))}</li>`)}</ul>`
    }
  </section>`
}

function findingTable(findings: readonly Finding[]): Markup {
  return markup`<h3>${say((m) => m.data.findings)}</h3>
    ${table({
      caption: (m) => m.data.findings,
      columns: [
        { head: (m) => m.data.found },
        { head: (m) => m.data.done },
        { head: (m) => m.data.where },
      ],
      rows: findings.map(({ kind, count, bound, action, examples }) => [
        say((m) => m.data.kinds[kind](count, bound)),
        say((m) => m.data.actions[action]),
        markup`${examples.join('; ')}${count > examples.length && '; …'}`,
      ]),
    })}`
}

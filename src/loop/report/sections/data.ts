// The data: what there was, what was found wrong and what was done, and what had to be assumed.

import type { Finding } from '../../../data/preparation/finding.ts'
import type { ReportContent } from '../content.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

export function dataSection({ dataQuality, maintenance, plan }: ReportContent): Markup {
  const { rowCount, seriesCount, firstPeriod, lastPeriod } = dataQuality
  const places = [
    ...dataQuality.findings.map((finding) => ({ finding, of: '' })),
    ...maintenance.flatMap(({ fleet, findings }) =>
      findings.map((finding) => ({ finding, of: fleet })),
    ),
  ]
  return markup`<section id="data">
    <h2>${say((m) => m.data.heading)}</h2>
    <p class="lead">
      ${say((m) =>
        m.data.lead(formatNumber(rowCount), formatNumber(seriesCount), firstPeriod, lastPeriod),
      )}
    </p>
    ${places.length === 0 ? markup`<p>${say((m) => m.data.clean)}</p>` : findingTable(places)}
    ${
      plan.codedNotes.length > 0 &&
      markup`<h3>${say((m) => m.data.remarks)}</h3>
        <ul>${plan.codedNotes.map((note) => markup`<li>${say((m) => m.data.note(note))}</li>`)}</ul>`
    }
  </section>`
}

/** @param places findings, and the fleet they are of. */
export function findingTable(
  places: readonly { readonly finding: Finding; readonly of: string }[],
): Markup {
  return markup`<h3>${say((m) => m.data.findings)}</h3>
    ${table({
      caption: (m) => m.data.findings,
      columns: [
        { head: (m) => m.data.found },
        { head: (m) => m.data.done },
        { head: (m) => m.data.where },
      ],
      rows: places.map(({ finding: { kind, column, count, bound, action, examples }, of }) => [
        say((m) => m.data.kinds[kind](count, bound)),
        say((m) => m.data.actions[action]),
        markup`${of && markup`<span class="item">${of}</span>${column && ` ${column}`}: `}${examples.join('; ')}${count > examples.length && '; …'}`,
      ]),
    })}`
}

// The data: what there was, what was found wrong and what was done, and what had to be assumed.

import type { Finding } from '../../../data/preparation/finding.ts'
import type { AreasContent, ProductionContent, ReportContent } from '../content.ts'
import { factList } from '../facts.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

export function dataSection(content: ReportContent): Markup {
  const { maintenance } = content
  const production = 'plan' in content ? content : undefined
  const places = [
    ...(production?.dataQuality.findings ?? []).map((finding) => ({ finding, of: '' })),
    ...maintenance.flatMap(({ fleet, findings }) =>
      findings.map((finding) => ({ finding, of: fleet })),
    ),
  ]
  const notes = production?.plan.codedNotes ?? []
  // Of the records of operations nothing is mended.
  const isMended = production !== undefined || maintenance.length > 0
  return markup`<section id="data">
    <h2>${say((m) => m.data.heading)}</h2>
    ${production ? lead(production) : areasFacts(content)}
    ${places.length > 0 ? findingTable(places) : isMended && markup`<p>${say((m) => m.data.clean)}</p>`}
    ${
      notes.length > 0 &&
      markup`<h3>${say((m) => m.data.remarks)}</h3>
        <ul>${notes.map((note) => markup`<li>${say((m) => m.data.note(note))}</li>`)}</ul>`
    }
  </section>`
}

function lead({ dataQuality }: ProductionContent): Markup {
  const { rowCount, seriesCount, firstPeriod, lastPeriod } = dataQuality
  return markup`<p class="lead">
    ${say((m) =>
      m.data.lead(formatNumber(rowCount), formatNumber(seriesCount), firstPeriod, lastPeriod),
    )}
  </p>`
}

/** How much there was of each area. */
function areasFacts({ quality, maintenance }: AreasContent): Markup {
  return factList([
    ...quality.map(
      ({ operation, result }) =>
        result && {
          label: () => operation,
          value: say((m) => m.areas.records(formatNumber(result.records))),
        },
    ),
    ...maintenance.map(
      ({ fleet, result }) =>
        result && {
          label: () => fleet,
          value: say((m) => m.maintenance.pageMachines(formatNumber(result.machines.length))),
        },
    ),
  ])
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

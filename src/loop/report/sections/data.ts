// The data: what there was, what was found wrong and what was done, and what had to be assumed.

import type { QualityFinding, ReportContent } from '../content.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'

const findingLimit = 50

export function dataSection({ dataQuality }: ReportContent): Markup {
  const { rowCount, seriesCount, firstPeriod, lastPeriod, findings, assumptions } = dataQuality
  return markup`<section id="data">
    <h2>${say((m) => m.data.heading)}</h2>
    <p class="lead">
      ${say((m) =>
        m.data.lead(formatNumber(rowCount), formatNumber(seriesCount), firstPeriod, lastPeriod),
      )}
    </p>
    ${findings.length === 0 ? markup`<p>${say((m) => m.data.clean)}</p>` : findingTable(findings)}
    <h3>${say((m) => m.data.assumptions)}</h3>
    ${
      assumptions.length === 0
        ? markup`<p>${say((m) => m.data.noAssumptions)}</p>`
        : markup`<ul lang="en">
            ${assumptions.map((text) => markup`<li>${text}</li>`)}
          </ul>`
    }
  </section>`
}

function findingTable(findings: readonly QualityFinding[]): Markup {
  return markup`<h3>${say((m) => m.data.findings)}</h3>
    ${table({
      caption: (m) => m.data.findings,
      columns: [
        { head: (m) => m.data.kind },
        { head: (m) => m.data.items },
        { head: (m) => m.data.where },
        { head: (m) => m.data.found, isNumber: true },
        { head: (m) => m.data.done, isNumber: true },
      ],
      rows: findings
        .slice(0, findingLimit)
        .map((finding) => [
          say((m) => m.data.kinds[finding.kind]),
          finding.item,
          periodsOf(finding),
          finding.found.length > 0
            ? finding.found.map((value) => formatNumber(value)).join(', ')
            : say((m) => m.data.missing),
          finding.replacedBy.length > 0
            ? finding.replacedBy.map((value) => formatNumber(value)).join(', ')
            : say((m) => m.data.kept),
        ]),
    })}
    ${findings.length > findingLimit && markup`<p class="note">${say((m) => m.more(findings.length - findingLimit))}</p>`}`
}

function periodsOf({ periods }: QualityFinding): Markup {
  if (periods.length <= 2) return markup`${periods.join(', ')}`
  return say((m) => m.range(periods[0]!, periods.at(-1)!))
}

// The Pareto of what failures came from.

import type { MaintenanceResult } from '../../../plant/maintenance/result.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { bar, table } from '../table.ts'
import { say } from '../text.ts'

const rowLimit = 12

export function failureCausesPart({ causes }: MaintenanceResult): Markup {
  const shown = causes.slice(0, rowLimit)
  const most = Math.max(...shown.map(({ failures }) => failures))
  return markup`<h4>${say((m) => m.maintenance.causes.heading)}</h4>
    ${table({
      caption: (m) => m.maintenance.causes.heading,
      columns: [
        { head: (m) => m.maintenance.causes.cause },
        { head: (m) => m.maintenance.causes.failures, isNumber: true },
        { head: () => '', isExtra: true },
        { head: (m) => m.maintenance.causes.share, isNumber: true },
        { head: (m) => m.maintenance.causes.cumulative, isNumber: true },
        { head: (m) => m.maintenance.causes.machines, isNumber: true, isExtra: true },
      ],
      rows: shown.map(({ cause, failures, share, cumulativeShare, machines }) => [
        cause === '' ? say((m) => m.maintenance.causes.untold) : cause,
        formatNumber(failures),
        bar(failures, most),
        formatPercent(share, 0),
        formatPercent(cumulativeShare, 0),
        formatNumber(machines),
      ]),
    })}
    ${causes.length > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(causes.length - shown.length), 'report.json'))}</p>`}
    <p class="note">${say((m) => m.maintenance.causes.note)}</p>`
}

// Every field's distribution, the least faithful ones first.

import type { ColumnQuality } from '../../../generative/evaluation/fidelity/quality.ts'
import type { Marginal } from '../../../generative/evaluation/marginals.ts'
import { marginalChart } from '../../report/charts/marginal-chart.ts'
import { figure, legendOf } from '../../report/figure.ts'
import { formatPercent, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { say } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'

const limit = 18

export function fieldsSection({ marginals, evidence }: RecordsReport): Markup {
  const order = evidence.columns
    .map((column, i) => ({ column, marginal: marginals[i]! }))
    .sort((a, b) => a.column.shape - b.column.shape)
  return markup`<section id="fields">
    <h2>${say((m) => m.records.fields.heading)}</h2>
    <p>
      ${say((m) => m.records.fields.lead)}
      ${order.length > limit && say((m) => m.records.fields.worst(String(limit)))}
    </p>
    ${legendOf([
      {
        style: { colour: 'muted' },
        opacity: 0.45,
        label: (m) => m.records.fields.real,
      },
      {
        style: { colour: 'blue', width: 2 },
        label: (m) => m.records.fields.synthetic,
      },
    ])}
    <div class="charts">
      ${order.slice(0, limit).map(({ column, marginal }, i) => field(column, marginal, i))}
    </div>
  </section>`
}

function field(column: ColumnQuality, marginal: Marginal, index: number): Markup {
  const missing = (shares: readonly number[]): number =>
    Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0))
  const rows = marginal.labels.map((label, bar) => [
    label,
    formatPercent(marginal.real[bar]!),
    formatPercent(marginal.synthetic[bar]!),
  ])
  return figure({
    id: `field-${index}`,
    title: marginal.field,
    subtitle: say((m) =>
      [
        m.records.fields.shape(formatScore(column.shape)),
        ...(marginal.others > 0 ? [m.records.fields.levels(String(marginal.others))] : []),
      ].join('; '),
    ),
    chart: marginalChart(marginal),
    numbers: {
      caption: () => marginal.field,
      columns: [
        { head: (m) => m.records.fields.value },
        { head: (m) => m.records.fields.real, isNumber: true },
        { head: (m) => m.records.fields.synthetic, isNumber: true },
      ],
      rows: [
        ...rows,
        [
          say((m) => m.records.fields.missing),
          formatPercent(missing(marginal.real)),
          formatPercent(missing(marginal.synthetic)),
        ],
      ],
    },
  })
}

// How the records were made, so that they can be made again.

import { factList } from '../../report/facts.ts'
import { formatNumber, formatScore } from '../../report/format.ts'
import { markup, type Markup } from '../../report/markup.ts'
import { say } from '../../report/text.ts'
import type { RecordsReport } from '../content.ts'

export function madeSection({ model, evidence, stability }: RecordsReport): Markup {
  const { family, seed, fitSeconds, rowsPerSecond, fingerprint } = model
  return markup`<section id="made">
    <h2>${say((m) => m.records.made.heading)}</h2>
    <p>${say((m) => m.records.made.again)}</p>
    ${factList([
      { label: (m) => m.records.made.family, value: markup`${family}` },
      {
        label: (m) => m.records.made.rows,
        value: say((m) =>
          m.records.made.rowsValue(
            formatNumber(evidence.trainRows),
            formatNumber(evidence.synthetic.rows),
            formatNumber(evidence.holdoutRows),
          ),
        ),
      },
      { label: (m) => m.records.made.seed, value: markup`${seed}` },
      fitSeconds !== null && {
        label: (m) => m.records.made.seconds,
        value: markup`${formatNumber(fitSeconds)}`,
      },
      rowsPerSecond !== null && {
        label: (m) => m.records.made.speed,
        value: markup`${formatNumber(rowsPerSecond, 0)}`,
      },
      stability && {
        label: (m) => m.records.made.stability,
        value: say((m) =>
          m.records.made.stabilityValue(
            formatScore(stability.mean),
            stability.deviation.toFixed(4),
            String(stability.seeds),
          ),
        ),
      },
      {
        label: (m) => m.records.made.fingerprint,
        value: markup`<code>${fingerprint}</code>`,
      },
    ])}
  </section>`
}

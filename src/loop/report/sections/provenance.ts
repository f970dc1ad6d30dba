// How the report was made, so that it can be made again.

import type { ReportContent } from '../content.ts'
import { factList } from '../facts.ts'
import { formatNumber, formatPercent, formatTime } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { say } from '../text.ts'

export function provenanceSection({ plan, provenance }: ReportContent): Markup {
  const { seed, scenarioCount, fingerprint, models, trainedAt, stages, versions } = provenance
  return markup`<section id="made">
    <h2>${say((m) => m.provenance.heading)}</h2>
    <p>
      ${say((m) =>
        models === 'reused' ? m.provenance.reused(formatTime(trainedAt)) : m.provenance.trained,
      )}
      ${say((m) => m.provenance.again)}
    </p>
    ${factList([
      { label: (m) => m.provenance.seed, value: markup`${seed}` },
      { label: (m) => m.provenance.scenarios, value: markup`${formatNumber(scenarioCount)}` },
      { label: (m) => m.provenance.risk, value: riskOf(plan.risk) },
      plan.status === 'planned' && {
        label: (m) => m.provenance.method,
        value: say((m) => m.provenance.methods[plan.method]),
      },
      plan.status === 'planned' &&
        plan.gap !== null && {
          label: (m) => m.provenance.gap,
          value: markup`${formatPercent(plan.gap, 2)}`,
        },
      {
        label: (m) => m.provenance.fingerprint,
        value: markup`<code>${fingerprint}</code>`,
      },
      {
        label: (m) => m.provenance.times,
        value: say((m) =>
          stages
            .map(
              ({ stage, seconds }) => `${m.provenance.stages[stage]} ${formatNumber(seconds, 1)}`,
            )
            .join(', '),
        ),
      },
      {
        label: (m) => m.provenance.versions,
        value: markup`${versions.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
      },
    ])}
  </section>`
}

function riskOf({ measure, alpha = 0, weight = 0 }: ReportContent['plan']['risk']): Markup {
  return say((m) =>
    measure === 'cvar'
      ? m.provenance.cvar(formatPercent(1 - alpha, 0), formatNumber(weight))
      : m.provenance.expectedProfit,
  )
}

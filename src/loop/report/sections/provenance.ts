// How the report was made, so that it can be made again.

import type { ProductionContent, ReportContent } from '../content.ts'
import { factList, type Fact } from '../facts.ts'
import { formatNumber, formatPercent, formatTime } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { say } from '../text.ts'

export function provenanceSection(content: ReportContent): Markup {
  const { seed, fingerprint, stages, versions } = content.provenance
  const production = 'plan' in content ? content : undefined
  return markup`<section id="made">
    <h2>${say((m) => m.provenance.heading)}</h2>
    <p>${say((m) => (production ? madeOf(production, m) : m.areas.made))}</p>
    ${factList([
      { label: (m) => m.provenance.seed, value: markup`${seed}` },
      ...(production ? planFacts(production) : []),
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

function madeOf({ provenance: { models, trainedAt } }: ProductionContent, m: Messages): string {
  const trained =
    models === 'reused' ? m.provenance.reused(formatTime(trainedAt)) : m.provenance.trained
  return `${trained} ${m.provenance.again}`
}

function planFacts({ plan, provenance }: ProductionContent): readonly (Fact | false)[] {
  return [
    {
      label: (m) => m.provenance.scenarios,
      value: markup`${formatNumber(provenance.scenarioCount)}`,
    },
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
  ]
}

function riskOf({ measure, alpha = 0, weight = 0 }: ProductionContent['plan']['risk']): Markup {
  return say((m) =>
    measure === 'cvar'
      ? m.provenance.cvar(formatPercent(1 - alpha, 0), formatNumber(weight))
      : m.provenance.expectedProfit,
  )
}

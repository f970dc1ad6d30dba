// How the report was made, so that it can be made again.

import type { ReportContent } from '../content.ts'
import { formatNumber, formatPercent, formatTime } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { say, type Text } from '../text.ts'

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
    <dl class="facts">
      ${fact((m) => m.provenance.seed, markup`${seed}`)}
      ${fact((m) => m.provenance.scenarios, markup`${formatNumber(scenarioCount)}`)}
      ${fact((m) => m.provenance.risk, riskOf(plan.risk))}
      ${
        plan.status === 'planned' &&
        fact(
          (m) => m.provenance.method,
          say((m) => m.provenance.methods[plan.method]),
        )
      }
      ${plan.status === 'planned' && plan.gap !== null && fact((m) => m.provenance.gap, markup`${formatPercent(plan.gap, 2)}`)}
      ${fact((m) => m.provenance.fingerprint, markup`<code>${fingerprint}</code>`)}
      ${fact(
        (m) => m.provenance.times,
        say((m) =>
          stages
            .map(
              ({ stage, seconds }) => `${m.provenance.stages[stage]} ${formatNumber(seconds, 1)}`,
            )
            .join(', '),
        ),
      )}
      ${fact((m) => m.provenance.versions, markup`${versions.map(({ name, version }) => `${name} ${version}`).join(', ')}`)}
    </dl>
  </section>`
}

function fact(label: Text, value: Markup): Markup {
  return markup`<div>
    <dt>${say(label)}</dt>
    <dd>${value}</dd>
  </div>`
}

function riskOf({ measure, alpha = 0, weight = 0 }: ReportContent['plan']['risk']): Markup {
  return say((m) =>
    measure === 'cvar'
      ? m.provenance.cvar(formatPercent(1 - alpha, 0), formatNumber(weight))
      : m.provenance.expectedProfit,
  )
}

// Where no plan is possible: which rules are in conflict, and by how much.

import type { InfeasiblePlan } from '../../../plant/production/plan.ts'
import type { AreasContent } from '../content.ts'
import { formatNumber } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say } from '../text.ts'
import { beyondProduction } from './beyond-production.ts'

/** What else is to be done does not wait for a plan. */
export function infeasibleSection(content: AreasContent, plan: InfeasiblePlan): Markup {
  return markup`<section id="first">
    <h2>${say((m) => m.infeasible.heading)}</h2>
    <p class="lead">${say((m) => m.infeasible.lead)}</p>
    ${table({
      caption: (m) => m.infeasible.heading,
      columns: [
        { head: (m) => m.infeasible.constraint },
        { head: (m) => m.infeasible.subject },
        { head: (m) => m.infeasible.period },
        { head: (m) => m.infeasible.excess, isNumber: true },
      ],
      rows: plan.conflicts.map(({ constraint, subject, period, excess, unit }) => [
        say((m) => m.infeasible.constraints[constraint]),
        subject,
        period === null ? say((m) => m.infeasible.whole) : (plan.periods[period] ?? String(period)),
        say((m) => m.infeasible.excessOf[unit](formatNumber(excess, 1))),
      ]),
    })}
    ${beyondProduction(content)}
  </section>`
}

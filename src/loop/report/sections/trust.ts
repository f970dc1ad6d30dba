// Whether to trust it, before anything is read in full: one sentence of each area, and where its grounds are.

import type { ReportContent } from '../content.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { say, type Text } from '../text.ts'
import { planVerdict } from './evidence.ts'
import { fleetVerdict } from './machines-past.ts'
import { qualityVerdict } from './quality-trust.ts'

export function trustList(content: ReportContent): Markup {
  const { quality, maintenance, plant } = content
  const lines: { readonly of: Text; readonly link: string; readonly verdict: Text }[] = [
    ...('plan' in content
      ? [
          {
            of: (m: Messages) => m.first.plan,
            link: 'evidence',
            verdict: (m: Messages) => planVerdict(content, m),
          },
        ]
      : []),
    ...quality.map(({ operation, result }, i) => ({
      of: () => operation,
      link: result ? `quality-${i}-trust` : 'quality',
      verdict: (m: Messages) => (result ? qualityVerdict(result.model, m) : m.first.learntNothing),
    })),
    ...maintenance.map(({ fleet, result }, i) => ({
      of: () => fleet,
      link: result ? `fleet-${i}-trust` : 'machines',
      verdict: (m: Messages) =>
        result ? fleetVerdict(result, plant.currency, m) : m.first.learntNothing,
    })),
  ]
  const list = markup`<h3>${say((m) => m.first.trust)}</h3>
    <ul class="plain">
      ${lines.map(({ of, link, verdict }) => markup`<li><a href="#${link}">${say(of)}</a>: ${say(verdict)}</li>`)}
    </ul>`
  return markup`${lines.length > 0 && list}`
}

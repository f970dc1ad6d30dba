// The page of a run: what to do first, then why, then the evidence, the data, and how it was made.

import type { ProductionContent, ReportContent } from './content.ts'
import { documentPage, type DocumentContent } from './document.ts'
import { formatTime } from './format.ts'
import type { Markup } from './markup.ts'
import type { Messages } from './messages/en.ts'
import { areasFirstSection } from './sections/areas-first.ts'
import { dataSection } from './sections/data.ts'
import { evidenceSection } from './sections/evidence.ts'
import { firstSection } from './sections/first.ts'
import { infeasibleSection } from './sections/infeasible.ts'
import { maintenanceSection } from './sections/maintenance.ts'
import { provenanceSection } from './sections/provenance.ts'
import { qualitySection } from './sections/quality.ts'
import { whySection } from './sections/why.ts'

/** The whole file. */
export function reportPage(content: ReportContent): string {
  const { language, plant, madeAt } = content
  const production = 'plan' in content ? content : undefined
  const made = (m: Messages): string => m.made(formatTime(madeAt))
  return documentPage({
    language,
    title: (m) => (production ? m.title : m.areas.title)(plant.name),
    subtitle: (m) => (production ? `${spanOf(production, m)} · ${made(m)}` : made(m)),
    sections: [
      ...(production ? planned(production) : [firstOf(areasFirstSection(content))]),
      ...areas(content),
      ...(production
        ? [
            {
              id: 'evidence',
              heading: (m: Messages) => m.evidence.heading,
              markup: evidenceSection(production),
            },
          ]
        : []),
      { id: 'data', heading: (m) => m.data.heading, markup: dataSection(content) },
      { id: 'made', heading: (m) => m.provenance.heading, markup: provenanceSection(content) },
    ],
  })
}

type Section = DocumentContent['sections'][number]

function spanOf({ plan: { periods }, plant }: ProductionContent, m: Messages): string {
  const length = m.periods(periods.length, plant.frequency)
  return m.span(periods[0] ?? '', periods.at(-1) ?? '', length)
}

function firstOf(markup: Markup): Section {
  return { id: 'first', heading: (m) => m.first.heading, markup }
}

function planned(content: ProductionContent): readonly Section[] {
  const { plan } = content
  if (plan.status !== 'planned') {
    return [
      {
        id: 'first',
        heading: (m) => m.infeasible.heading,
        markup: infeasibleSection(content, plan),
      },
    ]
  }
  return [
    firstOf(firstSection(content, plan)),
    { id: 'why', heading: (m) => m.why.heading, markup: whySection(content, plan) },
  ]
}

/** The areas that the plant has records of. */
function areas(content: ReportContent): readonly Section[] {
  const { quality, maintenance } = content
  return [
    ...(quality.length > 0
      ? [
          {
            id: 'quality',
            heading: (m: Messages) => m.quality.heading,
            markup: qualitySection(content),
          },
        ]
      : []),
    ...(maintenance.length > 0
      ? [
          {
            id: 'machines',
            heading: (m: Messages) => m.maintenance.heading,
            markup: maintenanceSection(content),
          },
        ]
      : []),
  ]
}

// The page of a plan: what to do first, then why, then the evidence, the data, and how it was made.

import type { ReportContent } from './content.ts'
import { documentPage, type DocumentContent } from './document.ts'
import { formatTime } from './format.ts'
import type { Messages } from './messages/en.ts'
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
  const { language, plant, plan, madeAt } = content
  const { periods } = plan
  const planned: DocumentContent['sections'] =
    plan.status === 'planned'
      ? [
          { id: 'first', heading: (m) => m.first.heading, markup: firstSection(content, plan) },
          { id: 'why', heading: (m) => m.why.heading, markup: whySection(content, plan) },
        ]
      : [{ id: 'first', heading: (m) => m.infeasible.heading, markup: infeasibleSection(plan) }]
  return documentPage({
    language,
    title: (m) => m.title(plant.name),
    subtitle: (m) =>
      `${m.span(periods[0] ?? '', periods.at(-1) ?? '', m.periods(periods.length, plant.frequency))} · ${m.made(formatTime(madeAt))}`,
    sections: [
      ...planned,
      ...areas(content),
      { id: 'evidence', heading: (m) => m.evidence.heading, markup: evidenceSection(content) },
      { id: 'data', heading: (m) => m.data.heading, markup: dataSection(content) },
      { id: 'made', heading: (m) => m.provenance.heading, markup: provenanceSection(content) },
    ],
  })
}

/** The areas that the plant has records of. */
function areas(content: ReportContent): DocumentContent['sections'] {
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

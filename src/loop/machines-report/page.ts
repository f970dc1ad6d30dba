// The page of `millrace maintenance schedule`: one fleet, without a plant around it.

import { documentPage } from '../report/document.ts'
import type { FleetReport, Language } from '../report/content.ts'
import { formatNumber, formatTime } from '../report/format.ts'
import { markup } from '../report/markup.ts'
import { findingTable } from '../report/sections/data.ts'
import { maintenanceSection, type FleetSummary } from '../report/sections/maintenance.ts'
import { say } from '../report/text.ts'

export interface MachinesReport {
  readonly language: Language
  /** ISO time. */
  readonly madeAt: string
  readonly plant: FleetSummary
  readonly fleet: FleetReport
}

/** The whole file. */
export function machinesPage({ language, madeAt, plant, fleet }: MachinesReport): string {
  const machines = fleet.result?.machines.length ?? 0
  const places = fleet.findings.map((finding) => ({ finding, of: '' }))
  return documentPage({
    language,
    title: (m) => m.maintenance.headingOf(fleet.fleet),
    subtitle: (m) =>
      `${m.maintenance.pageMachines(formatNumber(machines))} · ${m.made(formatTime(madeAt))}`,
    sections: [
      {
        id: 'machines',
        heading: (m) => m.maintenance.heading,
        markup: maintenanceSection({ plant, maintenance: [fleet] }),
      },
      {
        id: 'data',
        heading: (m) => m.data.heading,
        markup: markup`<section id="data">
          <h2>${say((m) => m.data.heading)}</h2>
          ${places.length === 0 ? markup`<p>${say((m) => m.data.clean)}</p>` : findingTable(places)}
        </section>`,
      },
    ],
  })
}

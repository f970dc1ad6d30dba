// A plant of two bought items to run in tests: a folder of its own each time.

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallPlant {
  readonly model?: string
  /** Replaces lines of plant.yaml below `demand:`. */
  readonly cleaning?: string
  readonly demand?: string
  /** The demand file that plant.yaml names. */
  readonly demandFile?: string
  readonly more?: string
  readonly files?: Readonly<Record<string, string>>
}

/** Weekly rows `item,week,units` of a steady and a rare item, from Monday 2025-01-06. */
export function demandRows(weeks: number): string[] {
  return Array.from({ length: weeks }, (_, week) => {
    const date = mondayAfter(week)
    const steady = 20 + ((week * 7) % 5)
    const rare = week % 4 === 1 ? 3 : 0
    return [`bolt,${date},${steady}`, `gear,${date},${rare}`]
  }).flat()
}

export function mondayAfter(week: number): string {
  return new Date(Date.UTC(2025, 0, 6) + week * 7 * 864e5).toISOString().slice(0, 10)
}

export async function smallPlant({
  model = 'ses',
  cleaning = '{ gaps: zero }',
  demandFile = 'data/demand.csv',
  demand = ['item,week,units', ...demandRows(40)].join('\n'),
  more = '',
  files = {},
}: SmallPlant = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-plant-'))
  const yaml = `name: Small plant
season: 4
model: ${model}
demand:
  file: ${demandFile}
  columns: { period: week, quantity: units }
  cleaning: ${cleaning}
items:
  file: data/items.csv
planning: { horizon: 4, scenarios: 40, effort: 2 }
${more}`
  const items = `item,description,price,unit_cost,stock_on_hand,lead_time
bolt,A bolt,9,4,30,1
gear,A gear,80,35,4,2
`
  const all = { 'plant.yaml': yaml, 'data/demand.csv': demand, 'data/items.csv': items, ...files }
  await mkdir(join(folder, 'data'))
  for (const [name, content] of Object.entries(all)) {
    await writeFile(join(folder, name), content)
  }
  return folder
}

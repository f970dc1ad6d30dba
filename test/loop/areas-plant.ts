// Plants without demand to run in tests, each a folder of its own: an operation alone, a fleet alone.

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '../../src/random.ts'

async function plantOf(yaml: string, file: string, content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-areas-'))
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'plant.yaml'), yaml)
  await writeFile(join(folder, file), content)
  return folder
}

/** Rows `lot,pressure,result`: a high pressure breaks parts. The last `untested` have no result. */
export function gluingRows(count: number, untested = 0): string {
  const random = createRandom(4)
  const rows = Array.from({ length: count }, (_, i) => {
    const pressure = 4 + random.normal()
    const result = pressure + random.normal() > 5.5 ? 'scrap' : 'good'
    return `L${Math.floor(i / 5)},${pressure.toFixed(2)},${i < count - untested ? result : ''}`
  })
  return ['lot,pressure,result', ...rows, ''].join('\n')
}

export function qualityPlant(rows = gluingRows(160, 10)): Promise<string> {
  const yaml = `name: Glue shop
quality:
  - operation: gluing
    file: data/gluing.csv
    columns: { lot: lot }
    outcome: result
    failing: [scrap]
    settings: { pressure: { lowest: 2, highest: 6 } }
    costs: { scrap: 40, inspection: 1, escape: 200 }
`
  return plantOf(yaml, 'data/gluing.csv', rows)
}

/** Rows `machine,cycle,event` of two saws whose lives are ten hours or so. */
export const sawEvents = [
  'machine,hour,event',
  'a,2025-03-01 10:00,failure',
  'b,2025-03-01 15:00,failure',
  'a,2025-03-01 21:00,failure',
  'b,2025-03-02 00:00,end',
  'a,2025-03-02 06:00,end',
  '',
].join('\n')

/** Its ages alone are known: from events, which are times. */
export function fleetPlant(events = sawEvents): Promise<string> {
  const yaml = `name: Saw mill
frequency: day
maintenance:
  - fleet: saws
    events: { file: data/events.csv, columns: { cycle: hour } }
    costs: { failure: 900, service: 100 }
    cycles_per_period: 2
    horizon: 6
`
  return plantOf(yaml, 'data/events.csv', events)
}

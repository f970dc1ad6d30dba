// The manufacturer's export as a plant: its own column names, mapped.

import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { cleanRows } from '../../src/data/preparation/validation.ts'
import { readSeriesTable } from '../../src/data/table/series.ts'
import { coversOfItems, traitsOfItems } from '../../src/loop/item-traits.ts'
import { panelFromRows } from '../../src/plant/demand/panel.ts'
import { panelBefore, type Panel } from '../../src/plant/demand/series.ts'
import { loadPlant, type Plant } from '../../src/plant/model.ts'

export const trainWeeks = 105

/** The plant with the items that have at least two weeks with demand before `origin`. */
export async function manufacturer(origin: number): Promise<{ plant: Plant; panel: Panel }> {
  const data = process.env['MILLRACE_DATA']
  if (data === undefined) throw new Error('MILLRACE_DATA: not set, expected the folder of the data')
  const template = readFileSync(new URL('plant.yaml', import.meta.url), 'utf8')
  const folder = await mkdtemp(join(tmpdir(), 'millrace-manufacturer-'))
  try {
    await writeFile(
      join(folder, 'plant.yaml'),
      template.replaceAll('file: ', `file: ${resolve(data, 'manufacturer')}/`),
    )
    const plant = await loadPlant(folder)
    const table = await readSeriesTable(join(data, 'manufacturer', 'demand.csv.gz'))
    const panel = panelFromRows(cleanRows(table).rows, { seasonLength: 52 })
    const kept = panelBefore(panel, origin).series.flatMap(({ values }, index) =>
      values.filter((value) => value > 0).length >= 2 ? [index] : [],
    )
    const ids = new Set(kept.map((index) => panel.series[index]!.id))
    return {
      plant: { ...plant, items: plant.items.filter(({ id }) => ids.has(id)) },
      panel: {
        ...panel,
        traits: traitsOfItems(plant),
        covers: coversOfItems(plant),
        series: kept.map((index) => panel.series[index]!),
      },
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

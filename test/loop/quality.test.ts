import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLedger } from '../../src/data/storage/ledger.ts'
import { assessQuality } from '../../src/loop/quality.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { gluingRows } from './areas-plant.ts'
import { smallPlant } from './small-plant.ts'

/** Thirty lots of five parts, without the header. */
const gluedParts = gluingRows(150).trimEnd().split('\n').slice(1)

async function assess(rows: readonly string[], charts: string) {
  const more = `quality:
  - operation: gluing
    file: data/gluing.csv
    columns: { lot: lot }
    outcome: result
    failing: [scrap]
    settings: { pressure: { lowest: 2, highest: 6 } }
    costs: { scrap: 40, inspection: 1, escape: 200 }
    control_charts: [${charts}]
`
  const content = `${['lot,pressure,result', ...rows].join('\n')}\n`
  const plant = await loadPlant(await smallPlant({ more, files: { 'data/gluing.csv': content } }))
  const ledger = await openLedger(await mkdtemp(join(tmpdir(), 'millrace-quality-')))
  try {
    return await assessQuality(plant, {
      ledger,
      seed: 1,
      version: '1.0.0',
      budgetSeconds: 2,
      dataFiles: [],
    })
  } finally {
    await ledger.close()
  }
}

describe('quality of a plant', () => {
  test('has the charts that plant.yaml asks for, and a model to keep', async () => {
    const { reports, models } = await assess(
      gluedParts,
      '{ characteristic: pressure, subgroup: lot }, { characteristic: result, subgroup: lot }',
    )
    expect(reports.map(({ operation, problem }) => [operation, problem])).toEqual([
      ['gluing', null],
    ])
    expect(reports[0]!.result!.drivers[0]!.column).toBe('pressure')
    expect(reports[0]!.charts.map(({ chart }) => chart)).toEqual(['xbar-r', 'p'])
    expect(models.map(({ name }) => name)).toEqual(['quality gluing'])
  })

  test('records that teach nothing are told, and stop nothing else', async () => {
    const rows = gluedParts.map((row) => row.replace('scrap', 'good'))
    const { reports, decisions } = await assess(rows, '{ characteristic: pressure, subgroup: lot }')
    expect(reports[0]!.result).toBeNull()
    expect(reports[0]!.problem).toMatch(/^data\/gluing\.csv/)
    expect(reports[0]!.charts).toHaveLength(1)
    expect(decisions).toEqual([])
  })
})

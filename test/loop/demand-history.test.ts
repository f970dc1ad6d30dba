import { describe, expect, test } from 'vitest'
import { readDemandHistory, type DemandHistory } from '../../src/loop/demand-history.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { demandRows, mondayAfter, smallPlant, type SmallPlant } from './small-plant.ts'

const read = async (plant?: SmallPlant): Promise<DemandHistory> =>
  readDemandHistory(await loadPlant(await smallPlant(plant)))
const csv = (rows: readonly string[]): string => ['item,week,units', ...rows].join('\n')

describe('the demand history of a plant', () => {
  test('is a panel on one calendar, with the columns named as plant.yaml says', async () => {
    const { panel, findings, rowCount, firstPeriod, lastPeriod } = await read()
    expect(panel.series.map(({ id, values }) => [id, values.length])).toEqual([
      ['bolt', 40],
      ['gear', 40],
    ])
    expect(panel.seasonLength).toBe(4)
    expect(panel.calendar.unit).toBe('week')
    expect([rowCount, firstPeriod, lastPeriod]).toEqual([80, '2025-01-06', mondayAfter(39)])
    expect(findings).toEqual([])
  })

  test('is cleaned by the rules of plant.yaml, and says what was done', async () => {
    const rows = demandRows(40)
    const flawed = [...rows.slice(0, 20), ...rows.slice(22), rows[0]!, `bolt,${mondayAfter(40)},-5`]
    const { panel, findings } = await read({
      cleaning: '{ gaps: interpolate, duplicates: first }',
      demand: csv(flawed),
    })
    const actions = Object.fromEntries(findings.map(({ kind, action }) => [kind, action]))
    expect(actions).toMatchObject({
      'exact-duplicate': 'first-kept',
      gap: 'interpolated',
      negative: 'set-to-zero',
    })
    const [bolt] = panel.series
    expect(bolt!.values[40]).toBe(0)
    expect(bolt!.values[10]).toBe(Math.round((bolt!.values[9]! + bolt!.values[11]!) / 2))
  })

  test('all histories end together: an item that is no longer asked for ends in zeros', async () => {
    const rows = demandRows(40).filter((row, i) => !(row.startsWith('gear') && i > 60))
    const { panel } = await read({ demand: csv(rows) })
    expect(panel.series.map(({ values }) => values.length)).toEqual([40, 40])
    expect(panel.series[1]!.values.at(-1)).toBe(0)
  })

  test('where gaps are not zeros, what is missing at the end stays missing', async () => {
    const rows = demandRows(40).filter((row, i) => !(row.startsWith('gear') && i > 60))
    const { panel } = await read({ cleaning: '{ gaps: interpolate }', demand: csv(rows) })
    expect(panel.series[1]!.values.at(-1)).toBeNaN()
  })

  test('an item without history is in it where a planner says what it will sell', async () => {
    const { panel, findings } = await read({
      files: {
        'data/items.csv':
          'item,unit_cost,expected_demand,like\nbolt,1,,\ngear,4,,\nnut,2,7,\nrod,3,,gear\nold,1,,',
      },
    })
    expect(panel.series.map(({ id, values }) => [id, values.length])).toEqual([
      ['bolt', 40],
      ['gear', 40],
      ['nut', 0],
      ['rod', 0],
    ])
    expect(panel.covers?.get('nut')).toBe(1)
    expect(findings).toMatchObject([
      {
        kind: 'no-history',
        count: 2,
        action: 'likened',
        examples: [expect.stringMatching(/^nut: [\d. …]+$/), expect.stringMatching(/← gear$/)],
      },
      { kind: 'never-asked', examples: ['old'], action: 'not-planned' },
    ])
  })

  test('demand for an item that is not in the items is refused before anything is learned', async () => {
    const demand = csv([...demandRows(8), `blot,${mondayAfter(7)},1`])
    await expect(read({ demand })).rejects.toThrow(
      /demand.csv row \d+, column item: unknown item, expected one from the items file, got "blot"/,
    )
  })

  test('demand of another frequency than that of plant.yaml is refused', async () => {
    const daily = Array.from({ length: 40 }, (_, i) => {
      return `bolt,${new Date(Date.UTC(2025, 0, 6 + i)).toISOString().slice(0, 10)},${i}`
    })
    await expect(read({ demand: csv(daily) })).rejects.toThrow(
      'demand.csv, column week: other frequency than stated, expected a row every week, got daily',
    )
  })

  test('rows that happen to lie on every second week are weeks all the same', async () => {
    const everyOther = demandRows(40).filter((_, i) => Math.floor(i / 2) % 2 === 0)
    const { panel } = await read({ demand: csv(everyOther) })
    expect(panel.calendar).toMatchObject({ unit: 'week', every: 1 })
    expect([...panel.series[0]!.values.subarray(0, 4)]).toEqual([20, 0, 24, 0])
  })

  test('a rule that says error refuses with file and place', async () => {
    const demand = csv([...demandRows(8), `bolt,${mondayAfter(8)},-1`])
    await expect(read({ cleaning: '{ negatives: error }', demand })).rejects.toThrow(
      /bolt .*-1|-1.*bolt/,
    )
  })
})

describe('what is known ahead', () => {
  const more = `covariates:
  file: data/promotions.csv
  columns: { period: week }
  names: [promotion]
`
  const withPromotions = (promotions: string): SmallPlant => ({
    more,
    files: { 'data/promotions.csv': promotions },
  })

  test('reaches over the periods to come; what has no row within the file is 0', async () => {
    const { panel } = await read(
      withPromotions(`item,week,promotion\nbolt,${mondayAfter(3)},1\nbolt,${mondayAfter(44)},1\n`),
    )
    const [bolt, gear] = panel.series
    expect(panel.knownNames).toEqual(['promotion'])
    expect(bolt!.known[0]).toHaveLength(45)
    expect([...bolt!.known[0]!.keys()].filter((i) => bolt!.known[0]![i] === 1)).toEqual([3, 44])
    expect(gear!.known[0]!.every((value) => value === 0)).toBe(true)
  })

  test('without a column of items it holds for all of them', async () => {
    const { panel } = await read(withPromotions(`week,promotion\n${mondayAfter(41)},1\n`))
    expect(panel.series.map(({ known }) => known[0]![41])).toEqual([1, 1])
  })

  test('a date between two periods is refused with its row', async () => {
    await expect(read(withPromotions('week,promotion\n2025-01-08,1\n'))).rejects.toThrow(
      /promotions\.csv row 2, column week: not a period/,
    )
  })
})

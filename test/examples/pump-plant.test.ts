import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { items, resources } from '../../examples/pump-plant/catalogue.ts'
import { expectedDemand, historyWeeks, mondayOf } from '../../examples/pump-plant/demand.ts'
import { pumpPlantFiles, weeklyNeed } from '../../examples/pump-plant/generate.ts'

const folder = 'examples/pump-plant/data'
const files = pumpPlantFiles()

function rowsOf(name: string): string[][] {
  return files
    .get(name)!
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

describe('the pump plant', () => {
  test('its committed data are what the script makes', () => {
    expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort())
    const different = [...files].filter(([name, content]) => {
      return readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n') !== content
    })
    expect(different.map(([name]) => name)).toEqual([])
  })

  test('another seed gives another history', () => {
    expect(pumpPlantFiles(7).get('demand.csv')).not.toBe(files.get('demand.csv'))
  })

  test('the history has the flaws that its README names', () => {
    const rows = rowsOf('demand.csv')
    const keys = rows.map(([item, week]) => `${item} ${week}`)
    expect(keys.length - new Set(keys).size).toBe(1)
    expect(rows.filter(([, , quantity]) => Number(quantity) < 0)).toHaveLength(1)
    expect(rows.filter(([item]) => item === 'CP-32')).toHaveLength(historyWeeks - 2)
  })

  test('promotions are known for the weeks to come', () => {
    const lastSale = rowsOf('demand.csv')
      .map(([, week]) => week!)
      .sort()
      .at(-1)!
    const ahead = rowsOf('promotions.csv').filter(([, week]) => week! > lastSale)
    expect(ahead.filter(([, , promotion]) => promotion === '1').length).toBeGreaterThan(10)
  })

  test('every component and resource that is named exists', () => {
    const known = new Set([...items, ...resources].map(({ id }) => id))
    const named = items.flatMap(({ components = {}, routing = [] }) => [
      ...Object.keys(components),
      ...routing.slice(0, 1),
    ])
    expect(named.filter((id) => !known.has(String(id)))).toEqual([])
  })

  test('every item is needed', () => {
    expect(items.filter(({ id }) => !(weeklyNeed(id) > 0))).toEqual([])
  })

  test('machining is short of hours in some weeks to come, and not over all of them', () => {
    const promoted = new Set(
      rowsOf('promotions.csv')
        .filter(([, , promotion]) => promotion === '1')
        .map(([item, week]) => `${item} ${week}`),
    )
    const need = (id: string, week: number): number => {
      const demand = items.find((item) => item.id === id)!.demand
      const isPromoted = promoted.has(`${id} ${mondayOf(week)}`)
      const own = demand?.kind === 'regular' ? expectedDemand(demand, week, isPromoted) : 0
      return items.reduce((sum, parent) => {
        const perUnit = parent.components?.[id] ?? 0
        return perUnit > 0 ? sum + perUnit * need(parent.id, week) : sum
      }, own)
    }
    const used = Array.from({ length: 13 }, (_, t) =>
      items.reduce((sum, { id, routing }) => {
        if (routing?.[0] !== 'machining') return sum
        return sum + need(id, historyWeeks + t) * routing[1] + routing[2]
      }, 0),
    )
    const { hours } = resources.find(({ id }) => id === 'machining')!
    const stop = Number(rowsOf('stops.csv')[0]![2])
    const available = used.map((_, t) => (t === 6 ? stop : hours))
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
    expect(used.filter((needed, t) => needed > available[t]!).length).toBeGreaterThan(1)
    expect(sum(used)).toBeLessThan(sum(available))
  })
})

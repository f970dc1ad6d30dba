import { describe, expect, test } from 'vitest'
import { joinTables } from '../../../src/data/table/join-tables.ts'
import { inferSequences } from '../../../src/data/table/related-inference.ts'
import { columnOf, createTable, rowsAt, type Table } from '../../../src/data/table/table.ts'
import { sequencesOf } from '../../../src/generative/evaluation/related/sequences.ts'
import { fitRelated } from '../../../src/generative/related/fit-related.ts'
import { createRandom } from '../../../src/random.ts'
import { mean, standardDeviation } from '../../../src/statistics/moments.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const tables = toyTables(30)
const schema = toySchema(tables)

describe('fitting two related tables', () => {
  test('no children are nothing to learn from', async () => {
    const none = { ...tables, children: rowsAt(tables.children, []) }
    await expect(fitRelated(schema, none, { seed: 1 })).rejects.toThrow('nothing to learn from')
  })

  test('a constraint of the children holds in what is drawn', async () => {
    const constrained = {
      ...schema,
      child: {
        ...schema.child,
        constraints: [{ kind: 'inequality' as const, fields: ['wear', 'heat'], strict: false }],
      },
    }
    const own = tables.children.columns
    const wear = own.get('wear')!
    const heat = own.get('heat')!
    if (wear.kind !== 'number' || heat.kind !== 'number') throw new Error('unreachable')
    const lifted = { ...heat, values: heat.values.map((value, row) => value + wear.values[row]!) }
    const children = { ...tables.children, columns: new Map([...own, ['heat', lifted]]) }
    const model = await fitRelated(
      constrained,
      { ...tables, children },
      { seed: 1, budgetSeconds: 3 },
    )
    for await (const block of model.sample(50, { seed: 1 })) {
      const [low, high] = ['wear', 'heat'].map((name) => block.children.columns.get(name)!)
      if (low?.kind !== 'number' || high?.kind !== 'number') throw new Error('unreachable')
      expect(low.values.every((value, row) => value <= high.values[row]!)).toBe(true)
    }
    await model.release()
  })

  test('drawn sequences keep to levels and courses of their own', async () => {
    const real = wearingMachines()
    const sequences = inferSequences(
      { name: 'wear', table: real },
      { entity: 'machine', order: 'hour' },
    )
    const model = await fitRelated(
      sequences,
      { children: real },
      { family: 'independent', parentFamily: 'copula', seed: 1 },
    )
    const drawn: Table[] = []
    for await (const block of model.sample(200, { seed: 1 })) drawn.push(block.children)
    await model.release()
    const spread = (table: Table, from: number, to: number): number => {
      const { starts, rows } = sequencesOf(table, 'machine', 'hour')
      const heat = columnOf(table, 'heat', 'number').values
      const means = Array.from({ length: starts.length - 1 }, (_, p) => {
        const own = rows.subarray(starts[p], starts[p + 1])
        return mean(Array.from(own.subarray(from, to), (row) => heat[row]!))
      })
      return standardDeviation(means)
    }
    const all = joinTables(drawn)
    for (const [from, to] of [
      [0, 10],
      [40, 50],
    ] as const) {
      expect(spread(all, from, to)).toBeGreaterThan(0.7 * spread(real, from, to))
      expect(spread(all, from, to)).toBeLessThan(1.3 * spread(real, from, to))
    }
  })

  test('what jumps between operating conditions is drawn within them, and only the data has them', async () => {
    const real = machinesWithRecipes()
    const sequences = inferSequences(
      { name: 'recipes', table: real },
      { entity: 'machine', order: 'hour' },
    )
    const model = await fitRelated(
      sequences,
      { children: real },
      { family: 'independent', seed: 1 },
    )
    expect(model.description.conditions).toEqual({ count: 3, fields: ['speed', 'power'] })
    const blocks: Table[] = []
    for await (const block of model.sample(50, { seed: 1 })) blocks.push(block.children)
    const drawn = joinTables(blocks)
    expect([...drawn.columns.keys()]).toEqual(['machine', 'hour', 'speed', 'power'])
    const speed = columnOf(drawn, 'speed', 'number').values
    const power = columnOf(drawn, 'power', 'number').values
    const of = (own: number): number[] => Array.from(power).filter((_, row) => speed[row] === own)
    for (const [own, usual] of [
      [500, 20],
      [800, 90],
      [1500, 50],
    ] as const) {
      expect(of(own).length).toBeGreaterThan(0.2 * drawn.rowCount)
      expect(mean(of(own))).toBeGreaterThan(usual - 1)
      expect(mean(of(own))).toBeLessThan(usual + 1)
      expect(standardDeviation(of(own))).toBeLessThan(1.5)
    }
    // The recipe surprises as one of three that come as they like, and is told apart from what is measured in it.
    const { surprise, byField } = (await model.score({ children: real }, { orders: 1 })).children
    expect([...byField.keys()]).toEqual(['condition', 'hour', 'speed', 'power'])
    expect(mean(Array.from(byField.get('condition')!))).toBeCloseTo(Math.log(3), 1)
    const parts = [...byField.values()].map((values) => values[7]!)
    expect(surprise[7]).toBeCloseTo(parts.reduce((sum, value) => sum + value, 0))
    await model.release()
  })

  test('another family draws too', async () => {
    const model = await fitRelated(schema, tables, { family: 'independent', seed: 1 })
    let children = 0
    for await (const block of model.sample(10, { seed: 1 })) children += block.children.rowCount
    expect(children).toBeGreaterThan(0)
    const { parents, total } = await model.score(tables, { orders: 1 })
    expect(parents!.surprise.every(Number.isFinite)).toBe(true)
    expect(total.every(Number.isFinite)).toBe(true)
    await model.release()
    const bootstrap = await fitRelated(schema, tables, { family: 'bootstrap', seed: 1 })
    await expect(bootstrap.score(tables)).rejects.toThrow(
      'family bootstrap: gives no probabilities, expected one of autoregressive',
    )
    await bootstrap.release()
  })

  test('a fit that is cancelled ends as cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(fitRelated(schema, tables, { seed: 1, signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

/** Forty machines that run one of three recipes each hour: a speed, and power that goes with it. */
function machinesWithRecipes(): Table {
  const random = createRandom(4)
  const rows = Array.from({ length: 40 * 30 }, (_, row) => {
    const recipe = random.integer(3)
    const power = [20, 90, 50][recipe]! + random.normal()
    return {
      machine: Math.floor(row / 30),
      hour: row % 30,
      speed: [500, 800, 1500][recipe]!,
      power: Math.round(10 * power) / 10,
    }
  })
  return tableOf(rows, ['machine', 'hour', 'speed', 'power'])
}

/** Sixty machines of 50 hours each: a level of its own, wear that grows by a rate of its own, and noise. */
function wearingMachines(): Table {
  const random = createRandom(2)
  const rows = Array.from({ length: 60 }, (_, machine) => {
    const [level, rate] = [50 + 5 * random.normal(), 20 + 6 * random.normal()]
    return Array.from({ length: 50 }, (__, hour) => ({
      machine,
      hour,
      heat: Math.round(10 * (level + rate * (hour / 49) ** 2 + random.normal())) / 10,
    }))
  }).flat()
  return tableOf(rows, ['machine', 'hour', 'heat'])
}

function tableOf<K extends string>(
  rows: readonly Readonly<Record<K, number>>[],
  names: readonly K[],
): Table {
  return createTable(
    names.map((name) => [
      name,
      { kind: 'number', values: Float64Array.from(rows, (row) => row[name]) },
    ]),
  )
}

import { describe, expect, test } from 'vitest'
import { columnOf, createTable, type Table } from '../../../../src/data/table/table.ts'
import {
  causesOf,
  componentMonitors,
  surpriseMonitor,
} from '../../../../src/plant/quality/control-charts/multivariate.ts'
import {
  fitComponents,
  speLimit,
  t2Limit,
} from '../../../../src/plant/quality/control-charts/principal-components.ts'
import { createRandom } from '../../../../src/random.ts'

const columns = ['a', 'b', 'c']

/** Three measures with one cause. */
function records(rows: number, seed: string): Table {
  const random = createRandom(seed)
  const cause = random.fillNormal(new Float64Array(rows))
  return createTable(
    columns.map((name) => [
      name,
      { kind: 'number' as const, values: cause.map((value) => value + 0.2 * random.normal()) },
    ]),
  )
}

/** As of a model that takes columns as independent standard normals. */
const independent = {
  score: (table: Table) => {
    const byField = new Map(
      columns.map((name) => [
        name,
        columnOf(table, name, 'number').values.map((z) => 0.5 * z * z + 0.919),
      ]),
    )
    const surprise = new Float64Array(table.rowCount)
    for (const values of byField.values()) values.forEach((v, row) => (surprise[row]! += v))
    return Promise.resolve({ surprise, byField, excess: surprise, excessByField: byField })
  },
}

const model = fitComponents(records(1000, 'baseline'), columns, { explained: 0.8 })
const calibration = records(2000, 'calibration')

describe('limits', () => {
  test('those of the theory, or of records in control', async () => {
    const [t2, spe] = componentMonitors(model, 0.01)
    expect([t2!.limit, spe!.limit]).toEqual([t2Limit(model, 0.01), speLimit(model, 0.01)])
    const calibrated = componentMonitors(model, 0.01, calibration)
    expect(calibrated.map(({ name }) => name)).toEqual(['t2', 'spe'])
    for (const { score, limit } of calibrated) {
      const { statistic } = await score(calibration)
      // The limit is the value of a rank, and one more record may come: 19 of 2000 lie beyond it.
      expect(statistic.filter((value) => value > limit)).toHaveLength(19)
    }
  })

  test('nothing lies off components that explain everything', () => {
    const whole = fitComponents(calibration, columns, { explained: 1 })
    expect(componentMonitors(whole, 0.01, calibration).map(({ name }) => name)).toEqual(['t2'])
  })

  test('those of the theory where too few records can be scored for that rate', () => {
    const few = componentMonitors(model, 0.01, records(50, 'few'))
    expect(few.map(({ limit }) => limit)).toEqual([t2Limit(model, 0.01), speLimit(model, 0.01)])
  })
})

test('surprise is what a model finds beyond the expected, by column, with the limit of its records', async () => {
  const monitor = surpriseMonitor({ model: independent, limit: 9 })
  expect([monitor.name, monitor.limit]).toEqual(['surprise', 9])
  const { statistic, contributions } = await monitor.score(calibration)
  const sums = statistic.map((_, row) =>
    columns.reduce((sum, a) => sum + contributions.get(a)![row]!, 0),
  )
  expect(sums[0]).toBeCloseTo(statistic[0]!)
})

test('the columns behind a statistic, the strongest first', async () => {
  const odd = createTable(
    [1, 1, -3].map((value, i) => [
      columns[i]!,
      { kind: 'number' as const, values: Float64Array.of(value, 0.1) },
    ]),
  )
  const [, spe] = componentMonitors(model, 0.01)
  const scores = await spe!.score(odd)
  expect(scores.statistic[0]).toBeGreaterThan(spe!.limit)
  const causes = causesOf(scores, 0, 2)
  expect(causes).toHaveLength(2)
  expect(causes[0]!.column).toBe('c')
  expect(causes[0]!.share).toBeGreaterThan(0.5)
  expect(causesOf(scores, 0).reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
})

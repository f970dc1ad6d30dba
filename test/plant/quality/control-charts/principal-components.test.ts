import { describe, expect, test } from 'vitest'
import { createTable, type Table } from '../../../../src/data/table/table.ts'
import {
  fitComponents,
  scoreComponents,
  speLimit,
  t2Limit,
} from '../../../../src/plant/quality/control-charts/principal-components.ts'
import { createRandom } from '../../../../src/random.ts'

const columns = ['a', 'b', 'c', 'd', 'e']

/** Five measures that follow two causes, with some noise of their own. */
function process(rows: number, seed: string): Float64Array[] {
  const random = createRandom(seed)
  const measures = columns.map(() => new Float64Array(rows))
  for (let row = 0; row < rows; row++) {
    const [first, second] = [random.normal(), random.normal()]
    const means = [10 + 2 * first, 5 - first, 100 + 30 * second, second, first + second]
    const noise = [0.3, 0.2, 4, 0.2, 0.25]
    means.forEach((mean, j) => (measures[j]![row] = mean + noise[j]! * random.normal()))
  }
  return measures
}

function tableOf(measures: readonly ArrayLike<number>[]): Table {
  return createTable(
    measures.map((values, j) => [
      columns[j]!,
      { kind: 'number' as const, values: Float64Array.from(values) },
    ]),
  )
}

const baseline = tableOf(process(2000, 'baseline'))
const model = fitComponents(baseline, columns)

describe('in control', () => {
  test('two components hold the pattern', () => {
    expect(model.loadings).toHaveLength(2)
    expect(model.variances.reduce((sum, variance) => sum + variance, 0)).toBeCloseTo(5, 10)
  })

  test.each([0.01, 0.05])('new records exceed the limits at a rate of %d', (rate) => {
    const { t2, spe } = scoreComponents(model, tableOf(process(20_000, 'new')))
    const share = (values: Float64Array, limit: number): number =>
      values.filter((value) => value > limit).length / values.length
    expect(Math.abs(share(t2.statistic, t2Limit(model, rate)) / rate - 1)).toBeLessThan(0.25)
    expect(Math.abs(share(spe.statistic, speLimit(model, rate)) / rate - 1)).toBeLessThan(0.25)
  })

  test('all components together are the distance of Mahalanobis, and leave nothing over', () => {
    const whole = fitComponents(baseline, columns, { explained: 1 })
    const { t2, spe } = scoreComponents(whole, baseline)
    // Over the baseline it averages the number of measures, but for one degree of freedom.
    const sum = t2.statistic.reduce((total, value) => total + value, 0)
    expect(sum / 1999).toBeCloseTo(5, 8)
    expect(Math.max(...spe.statistic)).toBeLessThan(1e-20)
    expect(speLimit(whole, 0.01)).toBe(0)
  })
})

describe('out of control', () => {
  const usual = process(1, 'one').map(([value]) => value!)
  const scored = (change: (record: number[]) => number[]): ReturnType<typeof scoreComponents> =>
    scoreComponents(model, tableOf(change([...usual]).map((value) => [value])))

  test('a record off the pattern shows in SPE, and which measure it is', () => {
    const { spe } = scored((record) => record.with(1, record[1]! + 3))
    expect(spe.statistic[0]).toBeGreaterThan(speLimit(model, 0.001))
    const parts = [...spe.contributions].map(([name, values]) => [name, values[0]!] as const)
    expect(parts.sort((x, y) => y[1] - x[1])[0]![0]).toBe('b')
  })

  test('a record far out along the pattern shows in T2 alone', () => {
    const { t2, spe } = scored(() => [10 + 2 * 6, 5 - 6, 100, 0, 6])
    expect(t2.statistic[0]).toBeGreaterThan(t2Limit(model, 0.001))
    expect(spe.statistic[0]).toBeLessThan(speLimit(model, 0.01))
  })

  test('contributions add up to the statistic', () => {
    const { t2, spe } = scored((record) => record.with(2, 300))
    for (const { statistic, contributions } of [t2, spe]) {
      const sum = [...contributions.values()].reduce((total, values) => total + values[0]!, 0)
      expect(sum).toBeCloseTo(statistic[0]!, 10)
    }
  })
})

describe('missing values', () => {
  test('what is missing is what the pattern expects: the rest says the same', () => {
    const record = [10 + 2, 5 - 1, 100 + 30, 1, 2]
    const { t2, spe } = scoreComponents(
      model,
      tableOf(record.map((value, j) => [value, j === 4 ? Number.NaN : value])),
    )
    expect(t2.statistic[1]).toBeCloseTo(t2.statistic[0]!, 0)
    expect(spe.contributions.get('e')![1]).toBeCloseTo(0, 12)
    expect(spe.statistic[1]).toBeLessThan(speLimit(model, 0.01))
  })

  test('a record with most of it missing is not scored, and not learnt from', () => {
    const rows = process(50, 'few').map((values, j) => values.fill(Number.NaN, 0, j < 3 ? 10 : 0))
    const few = fitComponents(tableOf(rows), columns)
    expect(few.records).toBe(40)
    const { t2, spe } = scoreComponents(model, tableOf(rows))
    expect(t2.statistic[0]).toBeNaN()
    expect(spe.statistic[9]).toBeNaN()
    expect(t2.statistic[10]).toBeGreaterThan(0)
  })
})

test('a measure that never changes is left out and named; too little is said', () => {
  const stuck = process(30, 'stuck')
  stuck[2]!.fill(7)
  expect(fitComponents(tableOf(stuck), columns)).toMatchObject({
    constant: ['c'],
    columns: ['a', 'b', 'd', 'e'],
  })
  expect(() => fitComponents(tableOf(process(2, 'two')), columns)).toThrow(
    'expected at least 3 records and 2 measures that vary, got 2 and 5',
  )
  expect(() => fitComponents(baseline, ['a', 'z'])).toThrow('column z: missing')
})

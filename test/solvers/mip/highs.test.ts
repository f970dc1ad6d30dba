import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEffortMeter } from '../../../src/solvers/mip/effort.ts'
import { metered, openHighs } from '../../../src/solvers/mip/highs.ts'
import { createModelBuilder, violation } from '../../../src/solvers/mip/model.ts'
import type { MipModel } from '../../../src/solvers/mip/model.ts'

const session = await openHighs()

/** Chairs and tables from wood and work; the LP optimum is 3 chairs and 3 tables. */
function workshop(integer: boolean, wood: number): MipModel {
  const builder = createModelBuilder()
  const chairs = builder.variable({ cost: -3, integer })
  const tables = builder.variable({ cost: -5, integer })
  builder.constraint(-Infinity, [[chairs, 1], [tables, 2]], wood) // prettier-ignore
  builder.constraint(-Infinity, [[chairs, 2], [tables, 1]], 9) // prettier-ignore
  return builder.build()
}

describe('openHighs', () => {
  test('solves a linear model and prices its rows', () => {
    const outcome = session.solve(workshop(false, 9))
    if (outcome.status !== 'optimal') throw new Error(outcome.status)
    expect(outcome.objective).toBeCloseTo(-24, 9)
    expect([...outcome.values]).toEqual([3, 3])
    expect(outcome.duals![0]).toBeCloseTo(-7 / 3, 9)
    expect(outcome.duals![1]).toBeCloseTo(-1 / 3, 9)
  })

  test('solves a whole-number model with a proved bound', () => {
    const outcome = session.solve(workshop(true, 8))
    if (outcome.status !== 'optimal') throw new Error(outcome.status)
    expect(outcome.objective).toBeCloseTo(-21, 9)
    expect(outcome.bound).toBeCloseTo(-21, 6)
    expect(outcome.duals).toBeUndefined()
  })

  test('accepts a start', () => {
    const outcome = session.solve(workshop(true, 8), { start: new Float64Array([2, 3]) })
    expect(outcome.status === 'optimal' && outcome.objective).toBeCloseTo(-21, 9)
  })

  test('tells infeasible from unbounded', () => {
    const infeasible = createModelBuilder()
    const x = infeasible.variable({ upper: 1 })
    infeasible.constraint(2, [[x, 1]], 3)
    expect(session.solve(infeasible.build()).status).toBe('infeasible')
    const unbounded = createModelBuilder()
    const y = unbounded.variable({ cost: -1 })
    unbounded.constraint(0, [[y, 1]], Infinity)
    expect(session.solve(unbounded.build()).status).toBe('unbounded')
  })

  test('stops when asked, and says that nothing was found', () => {
    const random = knapsack(60)
    const outcome = session.solve(random, { shouldStop: () => true })
    expect(['feasible', 'unsolved', 'optimal']).toContain(outcome.status)
    expect(session.solve(random, { timeLimitSeconds: 0 }).status).not.toBe('infeasible')
  })

  test('ends after the same effort with the same outcome, whatever the clock says', () => {
    const model = knapsack(60)
    const outcomes = [0, 7].map((milliseconds) => {
      let time = 0
      const meter = createEffortMeter({ effort: 0.02 }, () => (time += milliseconds))
      const outcome = metered(session, meter).solve(model)
      return { outcome, spent: meter.spent, isCut: meter.isCut }
    })
    expect(outcomes[0]!.outcome.status).not.toBe('optimal')
    expect(outcomes[0]!.spent).toBeGreaterThanOrEqual(0.02)
    expect(outcomes[1]).toEqual(outcomes[0])
  })

  test('a linear model takes no more iterations than its effort pays for', () => {
    const model = cover(20)
    expect(session.solve(model, { effort: 1e-6 }).status).toBe('unsolved')
    expect(session.solve(model, { effort: 1 }).status).toBe('optimal')
  })

  test('solutions of random whole-number models equal enumeration', () => {
    const small = fc.integer({ min: 0, max: 9 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(small, small, small), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 25 }),
        (things, limit) => {
          const builder = createModelBuilder()
          const taken = things.map(([value]) =>
            builder.variable({ cost: -value, upper: 1, integer: true }),
          )
          const rows = [1, 2] as const
          for (const row of rows) {
            const terms = taken.map((variable, i) => [variable, things[i]![row]] as const)
            builder.constraint(-Infinity, terms, limit)
          }
          const model = builder.build()
          let best = 0
          for (let mask = 0; mask < 1 << things.length; mask++) {
            const point = things.map((_, i) => (mask >> i) & 1)
            if (violation(model, point) > 0) continue
            best = Math.min(best, -things.reduce((sum, [v], i) => sum + v * point[i]!, 0))
          }
          const outcome = session.solve(model)
          expect(outcome.status === 'optimal' && outcome.objective).toBeCloseTo(best, 6)
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })
})

/** A linear model of a dozen iterations. */
function cover(count: number): MipModel {
  const builder = createModelBuilder()
  const parts = Array.from({ length: count }, (_, i) => builder.variable({ cost: 5 + (i % 7) }))
  for (let row = 0; row < count; row++) {
    const terms = parts.map((part, i) => [part, ((i * 31 + row * 17) % 13) + 1] as const)
    builder.constraint(40 + row, terms, Infinity)
  }
  return builder.build()
}

/** A knapsack that takes some search. */
function knapsack(count: number): MipModel {
  const builder = createModelBuilder()
  const terms = Array.from({ length: count }, (_, i) => {
    const weight = 50 + ((i * 37) % 101)
    return [builder.variable({ cost: -weight - (i % 7), upper: 1, integer: true }), weight] as const
  })
  builder.constraint(-Infinity, terms, 50 * count * 0.7 + 0.5)
  return builder.build()
}

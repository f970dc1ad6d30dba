import { expect, test } from 'vitest'
import { explainInfeasibility } from '../../../src/solvers/mip/elastic.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { createModelBuilder } from '../../../src/solvers/mip/model.ts'

const session = await openHighs()

test('names the row that has to give way and by how much', () => {
  const builder = createModelBuilder()
  const made = builder.variable()
  const capacity = builder.constraint(-Infinity, [[made, 2]], 10)
  const demand = builder.constraint(8, [[made, 1]], Infinity)
  const model = builder.build()
  expect(session.solve(model).status).toBe('infeasible')
  expect(explainInfeasibility(session, model, [{ row: capacity }])).toEqual([
    { row: capacity, side: 'above', amount: expect.closeTo(6, 6) as number },
  ])
  expect(explainInfeasibility(session, model, [{ row: demand }])).toEqual([
    { row: demand, side: 'below', amount: expect.closeTo(3, 6) as number },
  ])
})

test('a penalty decides which of two rows gives way', () => {
  const builder = createModelBuilder()
  const made = builder.variable()
  const capacity = builder.constraint(-Infinity, [[made, 1]], 10)
  const demand = builder.constraint(12, [[made, 1]], Infinity)
  const rows = [{ row: capacity, penalty: 5 }, { row: demand }]
  const violations = explainInfeasibility(session, builder.build(), rows)
  expect(violations?.map(({ row }) => row)).toEqual([demand])
})

test('a feasible model has no violations, and one beyond these rows no explanation', () => {
  const builder = createModelBuilder()
  const made = builder.variable({ upper: 5 })
  const soft = builder.constraint(4, [[made, 1]], Infinity)
  expect(explainInfeasibility(session, builder.build(), [{ row: soft }])).toEqual([])
  builder.constraint(6, [[made, 1]], Infinity)
  expect(explainInfeasibility(session, builder.build(), [{ row: soft }])).toBeUndefined()
})

import { expect, test } from 'vitest'
import { createModelBuilder, relax, violation } from '../../../src/solvers/mip/model.ts'

test('a builder gives rows in compressed form and adds up the terms of one variable', () => {
  const builder = createModelBuilder()
  const x = builder.variable({ cost: 2, upper: 4 })
  const y = builder.variable({ integer: true })
  builder.constraint(-Infinity, [[x, 1], [y, 3], [x, 1]], 9) // prettier-ignore
  builder.constraint(1, [[y, 1]], 1)
  builder.addOffset(5)
  const model = builder.build()
  expect([...model.starts]).toEqual([0, 2, 3])
  expect([...model.indices]).toEqual([x, y, y])
  expect([...model.values]).toEqual([2, 3, 1])
  expect([...model.integer]).toEqual([0, 1])
  expect([...relax(model).integer]).toEqual([0, 0])
  expect(model.offset).toBe(5)
})

test('violation is the worst of bounds and rows', () => {
  const builder = createModelBuilder()
  const x = builder.variable({ upper: 4 })
  builder.constraint(2, [[x, 1]], 3)
  const model = builder.build()
  expect(violation(model, [2.5])).toBe(0)
  expect(violation(model, [4.5])).toBe(1.5)
  expect(violation(model, [0])).toBe(2)
})

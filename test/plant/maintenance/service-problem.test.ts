import { expect, test } from 'vitest'
import { serviceProblem } from '../../../src/plant/maintenance/service-problem.ts'
import { checkProblem } from '../../../src/solvers/service-scheduling/problem.ts'
import { lifeOf, terms } from './lives.ts'

const outlook = { loads: [1, 1, 1, 1], costRate: 20 }

test('repairs that wait take the first crews and parts', () => {
  const workshop = { waiting: 2, stock: 1, arrivals: [0, 3] }
  const { problem } = serviceProblem([lifeOf([15])], terms, outlook, workshop)
  expect(problem.crews).toEqual({ capacity: [0, 0, 1, 1], overload: 240 })
  expect(problem.parts).toMatchObject({
    stock: -1,
    arrivals: [0, 3, 0, 0],
    leadTime: 1,
    shortage: 240,
  })
  expect(() => checkProblem(problem)).not.toThrow()
})

test('a visit costs nothing more where a crew comes for a repair that waits', () => {
  const far = { ...terms, crews: 2, costs: { ...terms.costs, visit: 50 } }
  const workshop = { waiting: 3, stock: 9, arrivals: [] }
  const { problem } = serviceProblem([lifeOf([15])], far, outlook, workshop)
  expect(problem.crews.capacity).toEqual([0, 1, 2, 2])
  expect(problem.visits).toEqual([0, 0, 50, 50])
  expect(() => checkProblem(problem)).not.toThrow()
  expect(serviceProblem([lifeOf([15])], terms, outlook, workshop).problem.visits).toBeUndefined()
})

test('its size does not depend on the number of draws', () => {
  const sizes = [3, 300].map((count) => {
    const life = lifeOf(Array.from({ length: count }, (_, i) => (i * 60) / count))
    const { problem } = serviceProblem([life], terms, outlook, {
      waiting: 0,
      stock: 1,
      arrivals: [],
    })
    return problem.machines.map(({ cost, repairs }) => [cost.length, repairs.length])
  })
  expect(sizes[0]).toEqual(sizes[1])
})

test('without parts in the terms none are short', () => {
  const { problem } = serviceProblem([lifeOf([15])], { ...terms, parts: undefined }, outlook, {
    waiting: 0,
    stock: 0,
    arrivals: [],
  })
  expect(problem.parts).toBeUndefined()
})

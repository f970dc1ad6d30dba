import { expect, test } from 'vitest'
import { createRandom } from '../../../src/random.ts'
import { solveLotSizing } from '../../../src/solvers/lot-sizing/solve.ts'
import { oneItem, plainItem, randomProblem } from './problems.ts'

test('plans off the calling thread', async () => {
  const stages = new Set<string>()
  const outcome = await solveLotSizing(oneItem(plainItem([5, 5, 5], { setupCost: 10 }), 3), {
    onProgress: ({ stage }) => stages.add(stage),
  })
  expect(outcome).toMatchObject({ status: 'solved', objective: 25 })
  expect([...stages]).toEqual(['plan'])
})

test('a signal ends the work', async () => {
  const shortage = { kind: 'backorder', costPerUnitAndPeriod: 6 } as const
  const options = { items: 12, periods: 20, scenarios: 40, shortage }
  const problem = randomProblem(createRandom(1), options)
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 300)
  const work = solveLotSizing(problem, { gap: 0, signal: controller.signal })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})

test('a problem that does not hold together is thrown before any work', async () => {
  const work = solveLotSizing(oneItem(plainItem([5, 5]), 3))
  await expect(work).rejects.toMatchObject({ code: 'bad-input' })
})

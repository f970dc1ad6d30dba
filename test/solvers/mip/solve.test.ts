import { expect, test } from 'vitest'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { createModelBuilder } from '../../../src/solvers/mip/model.ts'
import { openMipThread, solveMip } from '../../../src/solvers/mip/solve.ts'

/** A market-split model: small and far beyond any time limit of a test. */
function hardModel() {
  const builder = createModelBuilder()
  const flags = Array.from({ length: 40 }, () => builder.variable({ upper: 1, integer: true }))
  for (let row = 0; row < 5; row++) {
    const terms = flags.map(
      (flag, i) => [flag, ((i * 7919 + row * 104729 + i * i * 31) % 100) + 1] as const,
    )
    const half = Math.floor(terms.reduce((sum, [, weight]) => sum + weight, 0) / 2)
    const below = builder.variable({ cost: 1 })
    const above = builder.variable({ cost: 1 })
    builder.constraint(half, [...terms, [below, 1], [above, -1]], half)
  }
  return builder.build()
}

test('solves off the calling thread, which stays free meanwhile', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  const outcome = await solveMip(hardModel(), { timeLimitSeconds: 0.3 })
  clearInterval(timer)
  expect(['feasible', 'optimal', 'unsolved']).toContain(outcome.status)
  expect(ticks).toBeGreaterThan(5)
})

test('a signal ends the work', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 100)
  const work = solveMip(hardModel(), { timeLimitSeconds: 120, signal: controller.signal })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})

test('a thread that is kept says the same as a session here, and a signal ends what it is at', async () => {
  const controller = new AbortController()
  const thread = openMipThread(controller)
  const session = await openHighs()
  for (const need of [3, 5]) {
    const builder = createModelBuilder()
    builder.constraint(need, [[builder.variable({ cost: 2, integer: true }), 2]], Infinity)
    const model = builder.build()
    expect(await thread.solve(model)).toEqual(session.solve(model))
  }
  setTimeout(() => controller.abort(), 100)
  const work = thread.solve(hardModel(), { timeLimitSeconds: 120 })
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  await thread.close()
})

import { describe, expect, test } from 'vitest'
import { MillraceError } from '../../../src/errors.ts'
import { autoFamily } from '../../../src/generative/tables/auto-family.ts'
import { bootstrapFamily } from '../../../src/generative/tables/bootstrap-family.ts'
import { copulaFamily, independentFamily } from '../../../src/generative/tables/copula-family.ts'
import type { TableFamily } from '../../../src/generative/tables/row-model.ts'
import { drawnFrom, figuresOf, knownRows, nothingGiven } from './known-rows.ts'

const rows = knownRows(1500)
const failing: TableFamily = {
  ...independentFamily,
  name: 'failing',
  fit: () =>
    Promise.reject(new MillraceError('internal', 'failing: the loss stopped being a number')),
}

describe('auto', () => {
  test('keeps the candidate whose rows are most like held-out ones, and tells why', async () => {
    const auto = autoFamily([
      { family: independentFamily, share: 0 },
      { family: bootstrapFamily, share: 0 },
      { family: copulaFamily, share: 0 },
    ])
    const fitted = await auto.fit(rows, { seed: 1 })
    const { candidates, chosen } = fitted.training
    expect(chosen).toBe('bootstrap')
    // Some were held out to choose; the winner learns from all.
    expect(fitted.training.rows).toBe(1500)
    const scores = new Map(candidates!.map(({ family, fidelity }) => [family, fidelity!.score]))
    expect([...scores.keys()]).toEqual(['independent', 'bootstrap', 'copula'])
    expect(scores.get('bootstrap')).toBeGreaterThan(scores.get('copula')!)
    expect(scores.get('copula')).toBeGreaterThan(scores.get('independent')!)
    // What a file keeps is JSON.
    const state: unknown = JSON.parse(JSON.stringify(fitted.state))
    const model = await auto.open({ ...fitted, state }, rows.fields)
    const { speedByMachine } = figuresOf(await drawnFrom(model, nothingGiven(1000)))
    expect(speedByMachine[2]! - speedByMachine[0]!).toBeGreaterThan(90)
    await model.release()
  })

  test('a candidate that fails loses, and one without time is left out', async () => {
    const auto = autoFamily([
      { family: failing, share: 0.5 },
      { family: independentFamily, share: 0 },
      { family: copulaFamily, share: 1 },
    ])
    const { training } = await auto.fit(rows, { seed: 1, budgetSeconds: 0.01 })
    expect(training.chosen).toBe('independent')
    expect(training.candidates!.map(({ reason }) => reason)).toEqual([
      'failing: the loss stopped being a number',
      undefined,
      'no time left',
    ])
  })

  test('a candidate for narrower tables is left out', async () => {
    const auto = autoFamily([
      { family: failing, share: 0.5, mostFields: rows.fields.length - 1 },
      { family: independentFamily, share: 0.5, mostFields: rows.fields.length },
    ])
    const { training } = await auto.fit(rows, { seed: 1 })
    expect(training.chosen).toBe('independent')
    expect(training.candidates![0]!.reason).toBe(`more than ${rows.fields.length - 1} fields`)
  })

  test('says so where every candidate fails', async () => {
    const auto = autoFamily([{ family: failing, share: 1 }])
    await expect(auto.fit(rows, { seed: 1 })).rejects.toThrow('no candidate could be trained')
  })

  test('judges few rows by themselves', async () => {
    const auto = autoFamily([{ family: bootstrapFamily, share: 0 }])
    const { training } = await auto.fit(knownRows(3), { seed: 1 })
    expect(training.chosen).toBe('bootstrap')
    expect(training.rows).toBe(3)
  })
})

import { describe, expect, test } from 'vitest'
import { keyOf, recalling, trainCandidates, type Task } from '../../src/loop/networks.ts'
import { MillraceError } from '../../src/errors.ts'
import { createCalendar } from '../../src/plant/demand/calendar.ts'
import type { FittedForecaster, Forecaster } from '../../src/plant/demand/forecaster.ts'
import { baselines } from '../../src/plant/demand/forecasters.ts'
import type { Panel } from '../../src/plant/demand/series.ts'

const panelOf = (length: number): Panel => ({
  calendar: createCalendar('position', 1, 0),
  seasonLength: 4,
  knownNames: [],
  attributeNames: [],
  series: [
    {
      id: 'a',
      start: 0,
      values: Float64Array.from({ length }, (_, i) => 20 + (i % 4)),
      known: [],
      attributes: [],
    },
  ],
})
const taskOf = (length: number): Task => ({ panel: panelOf(length), horizon: 4, isCompared: true })
const namesOf = (forecasters: readonly { readonly name: string }[]): string[] =>
  forecasters.map(({ name }) => name)

describe('the networks of a run', () => {
  test('without time there are none, and the rest goes on without them', async () => {
    const candidates = await trainCandidates([taskOf(60)], { seed: 1, budgetSeconds: 0 })
    expect(candidates.leftOut).toEqual(['histogram', 'vae', 'gan'])
    expect(namesOf(candidates.contenders)).toEqual(expect.arrayContaining(namesOf(baselines)))
    expect(namesOf(candidates.compared)).not.toContain('histogram')
  })

  test('a history too short for a network leaves it out', async () => {
    const candidates = await trainCandidates([taskOf(8)], { seed: 1 })
    expect(candidates.leftOut).toEqual(['histogram', 'vae', 'gan'])
  })

  test('time that runs out leaves out what is not ready', async () => {
    const candidates = await trainCandidates([taskOf(60)], { seed: 1, budgetSeconds: 0.01 })
    expect(candidates.leftOut).toContain('gan')
    expect(baselines.filter((one) => !candidates.contenders.includes(one))).toEqual([])
  })

  test('being cancelled is not the same as running out of time', async () => {
    const stopped = AbortSignal.abort(new Error('interrupted'))
    const work = trainCandidates([taskOf(60)], { seed: 1, signal: stopped })
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('a network that was trained ahead', () => {
  const fitted = (name: string): FittedForecaster => ({
    name,
    sample: () => Promise.reject(new Error('not asked')),
  })
  const failing: Forecaster = {
    name: 'vae',
    fit: () => Promise.reject(new MillraceError('unsupported', 'vae: too little history')),
  }
  const fits = new Map([[keyOf(panelOf(60), 4), fitted('early')]])

  test('gives what it learnt of a stretch, and learns another when it is asked about it', async () => {
    const learning: Forecaster = { name: 'vae', fit: async () => fitted('whole') }
    const network = recalling(learning, fits)
    expect((await network.fit(panelOf(60), { horizon: 4, seed: 1 })).name).toBe('early')
    expect((await network.fit(panelOf(80), { horizon: 4, seed: 1 })).name).toBe('whole')
  })

  test('stands in for itself where a later stretch teaches it nothing, as far ahead alone', async () => {
    const network = recalling(failing, fits)
    expect((await network.fit(panelOf(80), { horizon: 4, seed: 1 })).name).toBe('early')
    await expect(network.fit(panelOf(80), { horizon: 6, seed: 1 })).rejects.toThrow('too little')
  })
})

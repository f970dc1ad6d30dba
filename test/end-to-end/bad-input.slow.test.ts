// Every kind of bad input by the commands that the fast tests leave out, and interrupts and bad data
// against plants that have been planned before.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallPlant } from '../loop/small-plant.ts'
import { demandCases, plantCases } from './bad-input-cases.ts'
import { millrace } from './cli.ts'
import { contentOf, outcomeOf, refusal } from './outcome.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-bad-input-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.concurrent('backtest --data', () => {
  test.each(demandCases)('$what', async ({ what, content, message, hint }) => {
    const own = join(folder, what.replaceAll(' ', '-'))
    await mkdir(own)
    const data = join(own, 'demand.csv')
    if (content !== undefined) await writeFile(data, content)
    const args = ['backtest', '--data', data, '--horizon', '4', '--models', 'ses']
    expect(await outcomeOf(own, args)).toEqual(refusal(data + message, hint))
  })
})

/** The output would stand in the plant's folder, where anything half-written would be seen. */
const plantCommands: Readonly<Record<string, (plant: string) => string[]>> = {
  plan: (plant) => ['plan', plant, '--out', join(plant, 'out')],
  backtest: (plant) => ['backtest', plant, '--periods', '4', '--out', join(plant, 'out.json')],
}

describe.each(Object.entries(plantCommands))('%s PLANT', (_name, args) => {
  test.concurrent.each(plantCases)('$what', async ({ plant, message, hint }) => {
    const own = await smallPlant(plant)
    expect(await outcomeOf(own, args(own))).toEqual(refusal(message, hint))
  })

  test('a folder without a plant', async () => {
    const own = await mkdtemp(join(folder, 'no-plant-'))
    const message = `${join(own, 'plant.yaml')}: no such file`
    expect(await outcomeOf(own, args(own))).toEqual(refusal(message))
  })

  test('an interrupt leaves the plant as it was', async () => {
    const own = await smallPlant()
    const before = await contentOf(own)
    expect(await millrace(args(own), { interruptAt: '%' })).toMatchObject({ code: 130 })
    expect(await contentOf(own)).toEqual(before)
  })
})

test('an interrupt leaves a new plant, and one with a memory, as it was', async () => {
  const own = await smallPlant()
  const untouched = await contentOf(own)
  expect(await millrace(['run', own], { interruptAt: 'plan' })).toMatchObject({ code: 130 })
  expect(await contentOf(own)).toEqual(untouched)

  expect(await millrace(['run', own])).toMatchObject({ code: 0 })
  const remembered = await contentOf(own)
  const again = await millrace(['run', own, '--seed', '2'], { interruptAt: 'plan' })
  expect(again.code).toBe(130)
  expect(await contentOf(own)).toEqual(remembered)
})

test('bad data after a good run leaves the report and the memory of that run', async () => {
  const own = await smallPlant()
  expect(await millrace(['run', own])).toMatchObject({ code: 0 })
  await writeFile(join(own, 'data', 'demand.csv'), 'item,week,units\nbolt,2025-01-06,many\n')
  const message = 'demand.csv row 2, column units: not a number'
  expect(await outcomeOf(own, ['run', own])).toEqual(refusal(message))
})

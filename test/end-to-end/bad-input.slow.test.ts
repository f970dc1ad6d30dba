// Interrupts and bad data against plants that have been planned before.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { smallPlant } from '../loop/small-plant.ts'
import { hasCommand, millrace } from './cli.ts'
import { contentOf, outcomeOf, refusal } from './outcome.ts'

test.skipIf(!hasCommand('run'))(
  'an interrupt leaves a new plant, and one with a memory, as it was',
  async () => {
    const own = await smallPlant()
    const untouched = await contentOf(own)
    expect(await millrace(['run', own], { interruptAt: 'plan' })).toMatchObject({ code: 130 })
    expect(await contentOf(own)).toEqual(untouched)

    expect(await millrace(['run', own])).toMatchObject({ code: 0 })
    const remembered = await contentOf(own)
    const again = await millrace(['run', own, '--seed', '2'], { interruptAt: 'plan' })
    expect(again.code).toBe(130)
    expect(await contentOf(own)).toEqual(remembered)
  },
)

test.skipIf(!hasCommand('run'))(
  'bad data after a good run leaves the report and the memory of that run',
  async () => {
    const own = await smallPlant()
    expect(await millrace(['run', own])).toMatchObject({ code: 0 })
    await writeFile(join(own, 'data', 'demand.csv'), 'item,week,units\nbolt,2025-01-06,many\n')
    const message = 'demand.csv row 2, column units: not a number'
    expect(await outcomeOf(own, ['run', own])).toEqual(refusal(message))
  },
)

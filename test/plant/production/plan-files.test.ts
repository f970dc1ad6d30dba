import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCsv } from '../../../src/data/table/csv.ts'
import { planProduction } from '../../../src/plant/production/plan-production.ts'
import { writePlan } from '../../../src/plant/production/plan-files.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-plan-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const solve = () => Promise.resolve({ status: 'infeasible', conflicts: [] } as const)

describe('writePlan', () => {
  test('the files say what the plan says', async () => {
    const plan = await planProduction(plantOf([itemOf('A')]), scenariosOf({ A: [[3, 3, 3, 3]] }), {
      solve,
    })
    const out = join(folder, 'out')
    const names = await writePlan(out, plan)
    expect(names).toEqual([
      'plan.json',
      'proposals.csv',
      'stock.csv',
      'utilisation.csv',
      'reasons.csv',
    ])
    expect((await readdir(out)).sort()).toEqual([...names].sort())
    expect(JSON.parse(await readFile(join(out, 'plan.json'), 'utf8'))).toEqual(plan)
    const proposals = await readCsv(join(out, 'proposals.csv'))
    expect(proposals.rowCount).toBe(3)
    expect([...proposals.columns.keys()]).toContain('worth')
    expect((await readCsv(join(out, 'stock.csv'))).rowCount).toBe(3)
  })

  test('nothing is left of a write that was cancelled', async () => {
    const plan = await planProduction(plantOf([itemOf('A')]), scenariosOf({ A: [[3, 3, 3, 3]] }), {
      solve,
    })
    const signal = AbortSignal.abort()
    await expect(writePlan(join(folder, 'out'), plan, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(await readdir(folder)).toEqual([])
  })
})

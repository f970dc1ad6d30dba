import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { outcomeLines, summaryLines } from '../../../src/cli/commands/run.ts'
import { millrace } from '../../end-to-end/cli.ts'
import { sampleContent, sampleInfeasiblePlan } from '../../loop/report/sample-content.ts'
import { smallPlant } from '../../loop/small-plant.ts'

describe('millrace run', () => {
  test('plans a plant, says where the report is, and uses the models again the next time', async () => {
    const plant = await smallPlant()
    const first = await millrace(['run', plant])
    expect(first.stderr).not.toContain('error')
    expect(first.code).toBe(0)
    expect(first.stdout).toMatch(/expected profit .*€/)
    expect(first.stdout).toContain(`${join('report', 'report.html')}`)
    expect(await readFile(join(plant, 'report/report.html'), 'utf8')).toMatch(/^<!doctype html>/)

    const second = await millrace(['run', plant, '--json'])
    const result = JSON.parse(second.stdout) as { models: string; plan: { status: string } }
    expect(result).toMatchObject({ models: 'reused', plan: { status: 'planned' } })
  })

  test('interrupted leaves the plant as it was, with exit code 130', async () => {
    const plant = await smallPlant({ model: 'auto' })
    const before = await readdir(plant, { recursive: true })
    const { code, stdout } = await millrace(['run', plant], { interruptAt: 'train' })
    expect(code).toBe(130)
    expect(stdout).toBe('')
    expect(await readdir(plant, { recursive: true })).toEqual(before)
  })

  test('a folder that is no plant is refused with exit code 2', async () => {
    const { code, stderr } = await millrace(['run', 'no-such-plant'])
    expect(code).toBe(2)
    expect(stderr).toContain('no-such-plant')
  })
})

describe('the summary of a run', () => {
  test('names profit, what is gained over the usual rule, and the most valuable releases', () => {
    const lines = summaryLines(sampleContent).join('\n')
    expect(lines).toContain('€412,300')
    expect(lines).toContain('+€28,100 (last season with normal safety stock)')
    expect(lines).toMatch(/To release first, of 9 in 2026-08-31:\n {2}make CP-25/)
  })

  test('of an impossible plan gives the conflicts', () => {
    const lines = summaryLines({ ...sampleContent, plan: sampleInfeasiblePlan })
    expect(lines[1]).toContain('12.5 hours more')
  })

  test('tells what came of earlier decisions', () => {
    expect(outcomeLines(sampleContent).join('\n')).toContain('spindles: Earlier plans judged')
    expect(outcomeLines(sampleContent).join('\n')).toContain('final-assembly: 96 records that')
    expect(outcomeLines({ ...sampleContent, maintenance: [], quality: [] })).toEqual([])
  })
})

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { millrace } from '../../end-to-end/cli.ts'
import { smallPlant } from '../../loop/small-plant.ts'

describe('millrace run', () => {
  test('plans a plant, says where the report is, and uses the models again the next time', async () => {
    const plant = await smallPlant()
    const first = await millrace(['run', plant])
    expect(first.stderr).not.toContain('error')
    expect(first.code).toBe(0)
    expect(first.stdout).toMatch(/Profit .*€/)
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

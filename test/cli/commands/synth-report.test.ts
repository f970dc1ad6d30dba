import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { synthReportCommand } from '../../../src/cli/commands/synth-report.ts'
import { writeTable } from '../../../src/data/table/read-table.ts'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import { machines } from '../../loop/records-report/sample-report.ts'
import { runCommand, temporaryFolder } from './demand-commands.ts'

async function fitted(): Promise<{ folder: string; model: string; data: string; holdout: string }> {
  const folder = await temporaryFolder()
  const [data, holdout] = [join(folder, 'data.csv'), join(folder, 'holdout.csv')]
  await writeTable(data, machines(300, 1))
  await writeTable(holdout, machines(200, 2))
  const learnt = await fitTable(inferSchema(machines(300, 1)), machines(300, 1), {
    seed: 1,
    budgetSeconds: 60,
  })
  const model = join(folder, 'machines.millrace')
  await learnt.save(model)
  await learnt.release()
  return { folder, model, data, holdout }
}

describe('millrace synth report', () => {
  test('writes a page and its JSON', async () => {
    const { folder, model, data, holdout } = await fitted()
    const out = join(folder, 'report.html')
    const { lines, json } = await runCommand(
      synthReportCommand,
      `${model} --data ${data} --holdout ${holdout} --target failed --out ${out}`,
    )
    expect(await readFile(out, 'utf8')).toContain('<h1>')
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as object
    expect(report).toMatchObject({ format: 'millrace-records-report', name: 'data.csv' })
    expect(lines.at(-1)).toMatch(
      /^quality score 0\.\d{3}; good for \d of the \d uses measured; written to /,
    )
    expect(json).toMatchObject({ out })
  })

  test('a target without records to judge by is refused', async () => {
    const words = `x.millrace --data x.csv --target failed --out ${join(await temporaryFolder(), 'r.html')}`
    await expect(runCommand(synthReportCommand, words)).rejects.toThrow(
      '--target: needs --holdout, expected both, got --target failed alone',
    )
  })

  test('an unknown target is named, and nothing is written', async () => {
    const { folder, model, data, holdout } = await fitted()
    const before = await readdir(folder)
    await expect(
      runCommand(
        synthReportCommand,
        `${model} --data ${data} --holdout ${holdout} --target broken --out ${join(folder, 'r.html')}`,
      ),
    ).rejects.toThrow('target: unknown field, expected one of torque, speed, failed, got broken')
    expect(await readdir(folder)).toEqual(before)
  })
})

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { backtestCommand } from '../../../src/cli/commands/backtest.ts'
import { monthlyCsv, runCommand, temporaryFolder } from './demand-commands.ts'

describe('millrace backtest', () => {
  test('compares models over windows, with the events that were named', async () => {
    const data = join(await temporaryFolder(), 'demand.csv')
    await writeFile(data, monthlyCsv())
    const { lines, json } = await runCommand(
      backtestCommand,
      `--data ${data} --horizon 3 --windows 2 --samples 20 --models seasonal-naive,theta`,
      '--event',
      'y > 1.1*mean',
    )
    expect(lines[0]).toMatch(/^model +WQL +MASE +RMSSE +sMAPE +80% cover +seconds$/)
    expect(lines.filter((line) => line.startsWith('theta'))).toHaveLength(2)
    expect(json).toMatchObject({
      windows: 2,
      models: [{ model: 'seasonal-naive', steps: 12 }, { model: 'theta' }],
    })
    const { models } = json as { models: { mase: number; events: { event: string }[] }[] }
    expect(models[0]!.mase).toBeGreaterThan(0)
    expect(models[0]!.events[0]!.event).toBe('y > 1.1*mean')
  })

  test('a test file takes the place of windows', async () => {
    const folder = await temporaryFolder()
    const data = join(folder, 'train.csv')
    const actuals = join(folder, 'test.csv')
    await writeFile(data, 'unique_id,ds,y\na,1,5\na,2,5\na,3,6\na,4,5\n')
    await writeFile(actuals, 'unique_id,ds,y\na,5,5\na,6,6\n')
    const { json } = await runCommand(
      backtestCommand,
      `--data ${data} --test ${actuals} --horizon 2 --models ses`,
    )
    expect(json).toMatchObject({ windows: 1, models: [{ model: 'ses', steps: 2 }] })
  })

  test('without data it asks for it', async () => {
    await expect(runCommand(backtestCommand, '--horizon 2')).rejects.toThrow('--data: missing')
  })
})

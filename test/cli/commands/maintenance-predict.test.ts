import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { maintenancePredictCommand } from '../../../src/cli/commands/maintenance-predict.ts'
import { fittedPumps } from '../../plant/maintenance/sensor-life/fitted-pumps.ts'
import { eventOptions, fleetFolder } from './maintenance-commands.ts'
import { recorder } from './synth-commands.ts'

const { sensors, events, path } = fleetFolder()
const model = path('lives.millrace')
await (await fittedPumps()).save(model)

async function predict(...options: string[]) {
  const recorded = recorder()
  await maintenancePredictCommand(recorded.action).parseAsync(
    [model, ...options, '--out', path('lives.csv'), '--machine', 'pump', '--cycle', 'hour'],
    { from: 'user' },
  )
  return recorded
}

describe('predicted lives', () => {
  test('are of the machines that still run, one row each', async () => {
    const { lines, results } = await predict(
      sensors,
      '--events',
      events,
      ...eventOptions,
      '--within',
      '10',
    )
    expect(lines[0]).toMatch(/^2 machines, written to/)
    expect(lines.at(-1)).toBe(
      'no cycle since their last failure or service: pump-1, pump-2, pump-3, pump-4, pump-5, pump-6, pump-7, pump-8, pump-9, pump-10',
    )
    const rows = (await readFile(path('lives.csv'), 'utf8')).trim().split('\n')
    expect(rows[0]).toBe(
      'machine,cycle,health,expected,q0.05,q0.25,q0.5,q0.75,q0.95,risk_within_10,drivers,familiar,remarks',
    )
    expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(['pump-11', 'pump-12'])
    const [worn, fresh] = (results[0] as { machines: { health: number; risk: number }[] }).machines
    expect(worn!.health).toBeLessThan(fresh!.health)
    expect(worn!.risk).toBeGreaterThan(fresh!.risk)
  })

  test('say which channel was missing', async () => {
    const text = await readFile(sensors, 'utf8')
    const without = text.split('\n').map((row) => row.split(',').slice(0, 5).join(','))
    await writeFile(path('without.csv'), without.join('\n'))
    const { lines } = await predict(path('without.csv'))
    expect(lines[1]).toContain('noise: no reading in the newest cycles, left out')
  })

  test('need the conditions of the model', async () => {
    const text = await readFile(sensors, 'utf8')
    await writeFile(path('other.csv'), text.replace('speed', 'velocity'))
    await expect(predict(path('other.csv'))).rejects.toThrow('column speed is missing')
  })
})

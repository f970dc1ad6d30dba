import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { maintenanceFitCommand } from '../../../src/cli/commands/maintenance-fit.ts'
import { readSensorLife } from '../../../src/plant/maintenance/sensor-life/sensor-life-model.ts'
import { eventOptions, fleetFolder, fleetOptions } from './maintenance-commands.ts'
import { recorder } from './synth-commands.ts'

const { sensors, events, path } = fleetFolder()

test('learns lives from sensors and events, and writes the model', async () => {
  const { action, lines, results } = recorder()
  const out = path('lives.millrace')
  await maintenanceFitCommand(action).parseAsync(
    [sensors, '--out', out, ...fleetOptions, '--events', events, ...eventOptions, '--budget', '2s'],
    { from: 'user' },
  )
  expect(results[0]).toMatchObject({
    channels: ['heat', 'vibration', 'noise'],
    conditions: ['speed'],
    lives: 12,
    failures: 10,
    out,
  })
  expect(lines[0]).toMatch(/^12 lives of 12 machines, 10 of them to a failure, learnt in/)
  const model = await readSensorLife(out)
  expect(model.description.machines).toBe(12)
  await model.release()
}, 20_000)

test('without failures it says what is missing, and writes nothing', async () => {
  const { action } = recorder()
  const out = path('none.millrace')
  const run = maintenanceFitCommand(action).parseAsync([sensors, '--out', out, ...fleetOptions], {
    from: 'user',
  })
  await expect(run).rejects.toThrow('too few failures to learn lives from sensors')
  expect(existsSync(out)).toBe(false)
})

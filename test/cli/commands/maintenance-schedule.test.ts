import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import {
  describeSchedule,
  maintenanceScheduleCommand,
} from '../../../src/cli/commands/maintenance-schedule.ts'
import type { MaintenanceResult } from '../../../src/plant/maintenance/result.ts'
import { eventOptions, fleetFolder, fleetOptions } from './maintenance-commands.ts'
import { recorder } from './synth-commands.ts'

const { sensors, events, path } = fleetFolder()
const costs = ['--failure-cost', '1000', '--service-cost', '200', '--lost-hour-cost', '10']
const hours = ['--failure-hours', '24', '--service-hours', '6']

async function recordedOf(...words: string[]) {
  const recorded = recorder()
  await maintenanceScheduleCommand(recorded.action).parseAsync(words, { from: 'user' })
  return recorded
}

function schedule(...options: string[]) {
  return recordedOf(sensors, '--events', events, ...fleetOptions, ...eventOptions, ...options)
}

describe('a schedule of services', () => {
  test('is made from ages alone where there is no model, and written as a folder', async () => {
    const out = path('schedule')
    await writeFile(path('load.csv'), 'period,load\nw1,1\nw2,0.5\nw3,1.5\nw4,1\n')
    const { lines, results } = await schedule(
      ...costs,
      ...hours,
      '--cycles-per-period',
      '10',
      '--load',
      path('load.csv'),
      '--out',
      out,
      // Ten machines have failed and wait: crews for all of them, so that services have room.
      '--crews',
      '12',
      '--firm-periods',
      '2',
    )
    const result = results[0] as MaintenanceResult
    expect(result.periods.map(({ label, load }) => [label, load])).toEqual([
      ['w1', 1],
      ['w2', 0.5],
      ['w3', 1.5],
      ['w4', 1],
    ])
    expect(result.machines.map(({ machine }) => machine).sort()).toEqual(['pump-11', 'pump-12'])
    expect(result.survival).toMatchObject({ lives: 12, failures: 10 })
    expect(lines[0]).toMatch(
      /^machines: 2 machines, 4 periods, \d services \(\d firm, until w2\), expected cost/,
    )
    expect(lines.at(-1)).toBe(`wrote ${out}/machines.csv`)
    const orders = (await readFile(`${out}/work-orders.csv`, 'utf8')).trim().split(/\r?\n/)
    const ordered = result.machines.filter(({ workOrder }) => workOrder)
    expect(orders).toHaveLength(1 + ordered.length)
    expect(orders[0]).toContain('period,status,cycle')
    for (const { workOrder } of ordered) expect(workOrder!.isFirm).toBe(workOrder!.period < 2)
  })

  test('needs to know what failures cost', async () => {
    await expect(schedule('--service-cost', '200', '--out', path('none'))).rejects.toThrow(
      '--failure-cost: missing, expected what one costs, got nothing',
    )
    expect(existsSync(path('none'))).toBe(false)
  })

  test('is made from events alone', async () => {
    const lived = await readFile(events, 'utf8')
    await writeFile(path('ages.csv'), `${lived}\npump-1,900,end\npump-11,40,end\n`)
    const { lines, results } = await recordedOf(
      '--events',
      path('ages.csv'),
      ...eventOptions,
      ...costs,
    )
    const result = results[0] as MaintenanceResult
    expect(result.machines.map(({ machine }) => machine).toSorted()).toEqual(['pump-1', 'pump-11'])
    expect(result.survival).toMatchObject({ failures: 10 })
    expect(lines.join('\n')).not.toContain('alert')
  })

  test('needs something to read', async () => {
    await expect(recordedOf(...costs)).rejects.toThrow('nothing to read')
  })

  test.each([
    ['w1,1\nw2,-1', 'row 3: load not usable, expected at least 0, got -1'],
    ['w1,1\nw2,', 'row 3: load not usable, expected at least 0, got nothing'],
    ['w1,1\n,0.5', 'row 3: period not usable, expected its name, got nothing'],
    ['w1,1\nw1,0.5', 'row 3: period not usable, expected each period once, got w1 again'],
    ['w1,80\nw2,120', 'load not usable, expected 1 on average, got 100'],
  ])('takes no load that is none: %j', async (rows, sentence) => {
    await writeFile(path('wrong.csv'), `period,load\n${rows}\n`)
    await expect(schedule(...costs, '--load', path('wrong.csv'))).rejects.toThrow(sentence)
  })

  test('plans as many periods as there are loads, be it one', async () => {
    await writeFile(path('now.csv'), 'period,load\nw1,1\n')
    const { lines, results } = await schedule(...costs, '--load', path('now.csv'))
    expect((results[0] as MaintenanceResult).firmPeriods).toBe(1)
    expect(lines[0]).toContain('until w1')
  })

  test('takes no amount below 0', async () => {
    await expect(schedule('--failure-cost', '-1')).rejects.toThrow(
      '--failure-cost: not usable, expected a number from 0, got "-1"',
    )
  })
})

test('what a person reads first is when, whom and why', () => {
  const workOrder = {
    machine: 'pump-1',
    period: 1,
    isFirm: false,
    cycle: 110,
    riskBefore: 0.1,
    cost: 1,
    costOfWaiting: 1,
    costOfNone: 1,
    reasons: [{ kind: 'life' as const, early: 10, cycles: 30, sentence: 'production runs low' }],
  }
  const period = { load: 1, crews: 1, services: 1, expectedFailures: 0 }
  const parts = { partsArriving: 0, partsOrdered: 0, partsPlanned: 0, partsInStock: 0 }
  const lines = describeSchedule({
    fleet: 'pumps',
    cyclesPerPeriod: 10,
    cycleKind: 'number',
    levels: [],
    periods: ['w1', 'w2'].map((label) => ({ label, ...period, ...parts })),
    firmPeriods: 1,
    machines: [
      {
        machine: 'pump-1',
        cycle: 100,
        age: 10,
        health: 1,
        isFamiliar: false,
        remarks: ['too old'],
        codedRemarks: [],
        remainingLife: [],
        fan: [],
        risk: [],
        drivers: {
          machine: 'pump-1',
          median: 20,
          healthyMedian: 60,
          channels: [{ channel: 'heat', cycles: -40, deviation: 3.14 }],
        },
        alert: null,
        workOrder,
      },
    ],
    cost: {
      failures: 1,
      services: 2,
      lostProduction: 3,
      parts: 4,
      visits: 0,
      total: 10,
      gap: 0.004,
    },
    evidence: null,
    survival: null,
    causes: [
      { cause: 'bearing', failures: 3, machines: 1, share: 0.75, cumulativeShare: 0.75 },
      { cause: '', failures: 1, machines: 1, share: 0.25, cumulativeShare: 1 },
    ],
    notes: ['no curve'],
    codedNotes: [],
  })
  expect(lines.slice(1)).toEqual([
    'proved: neither firm orders nor provisional dates could cost more than 0.4% less',
    '  w2 (provisional): pump-1, production runs low; heat -40 cycles (+3.1 sd)',
    'causes of failures, with all before them:',
    '  bearing: 3 on 1 machine, 75%',
    '  not told: 1 on 1 machine, 100%',
    'outside of what was learned: pump-1, too old',
    'note: no curve',
  ])
})

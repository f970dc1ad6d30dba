import { expect, test } from 'vitest'
import type { FleetHistories, HistoryEnd } from '../../../src/plant/maintenance/histories.ts'
import { maintainFleet } from '../../../src/plant/maintenance/maintain-fleet.ts'
import { survivalLife } from '../../../src/plant/maintenance/survival/survival-life.ts'
import { createRandom } from '../../../src/random.ts'
import { terms } from './lives.ts'
import { lifeTo } from './survival/lives.ts'

/** A life with one channel that rises over its last 30 cycles. */
function worn(machine: string, endCycle: number, end: HistoryEnd, isWearing = end === 'failure') {
  const random = createRandom(machine)
  const channels = Float64Array.from({ length: endCycle }, (_, i) => {
    const wear = isWearing ? Math.max(0, i - (endCycle - 30)) / 3 : 0
    return random.normal() + wear
  })
  return { ...lifeTo(machine, endCycle, end), channels }
}

const fleet: FleetHistories = {
  channels: ['vibration'],
  conditions: [],
  findings: [],
  histories: [
    ...[80, 90, 95, 100, 105, 110, 120, 130].flatMap((age, i) => [
      worn(`old-${i}`, age, 'failure'),
      worn(`older-${i}`, age + 5, 'failure'),
    ]),
    worn('young', 20, 'end'),
    worn('drifting', 85, 'end', true),
  ],
}
const model = survivalLife('pumps', fleet.histories)
const periods = ['w1', 'w2', 'w3', 'w4']
const input = { fleet: 'pumps', histories: fleet, model, terms: { ...terms, crews: 2 }, periods }

test('every running machine gets a life, a fan, risks, an alert where it stands out, an order where it is due', async () => {
  const result = await maintainFleet({ ...input, terms: { ...input.terms, parts: undefined } })
  expect(result.machines.map(({ machine }) => machine)).toEqual(['drifting', 'young'])
  const [drifting, young] = result.machines
  expect(drifting!.remainingLife).toHaveLength(result.levels.length)
  expect(drifting!.fan.map(({ cycle }) => cycle)).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85])
  expect(drifting!.fan.at(-1)!.quantiles).toEqual(drifting!.remainingLife)
  expect(drifting!.risk).toHaveLength(4)
  expect(drifting!.risk.at(-1)).toBeGreaterThan(young!.risk.at(-1)!)
  expect(drifting!.alert!.channels[0]!.channel).toBe('vibration')
  expect(young!.alert).toBeNull()
  expect(young!.workOrder).toBeNull()
  expect(result.survival).toMatchObject({ lives: 18, failures: 16, confidence: 0.95 })
  expect(result.periods.map(({ label }) => label)).toEqual(periods)
  // Sixteen machines wait for their repair: both crews are busy for eight periods.
  expect(drifting!.workOrder).toBeNull()
  expect(result.notes[0]).toContain('are too few to promise 1 false alarms per 1,000')
  expect(result.notes[1]).toContain('failed and not running since')
  expect(() => JSON.stringify(result)).not.toThrow()
})

test('without failures there is no curve, and the notes say so', async () => {
  const running = { ...fleet, histories: [worn('a', 900, 'end'), worn('b', 800, 'end')] }
  const result = await maintainFleet({ ...input, histories: running })
  expect(result.survival).toBeNull()
  expect(result.notes).toContain(
    'fleet pumps: no failure was seen yet, so there is no survival curve',
  )
})

test('a fleet of which nothing runs is refused', async () => {
  const histories = { ...fleet, histories: fleet.histories.slice(0, 3) }
  await expect(maintainFleet({ ...input, histories })).rejects.toThrow(
    'fleet pumps: no machine is running',
  )
})

import { expect, test } from 'vitest'
import type { FleetHistories, HistoryEnd } from '../../../src/plant/maintenance/histories.ts'
import { maintainFleet } from '../../../src/plant/maintenance/maintain-fleet.ts'
import { plannedServices } from '../../../src/plant/maintenance/policies.ts'
import { outlookOnWear } from '../../../src/plant/maintenance/service-costs.ts'
import { survivalLife } from '../../../src/plant/maintenance/survival/survival-life.ts'
import { createRandom } from '../../../src/random.ts'
import { openHighs } from '../../../src/solvers/mip/highs.ts'
import { lifeOf, terms } from './lives.ts'
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

test('its orders for now are what the policy that plans anew each period carries out', async () => {
  const highs = await openHighs()
  const labels = Array.from({ length: 9 }, (_, t) => `w${t + 1}`)
  for (let seed = 1; seed <= 4; seed++) {
    const random = createRandom(seed)
    const histories = Array.from({ length: 7 }, (_, m) =>
      worn(`m${m}`, 40 + random.integer(80), 'end'),
    )
    // Draws of a few periods, so that several machines are due at once.
    const lives = histories.map(({ machine }) => {
      const middle = 90 * random.uniform()
      return lifeOf(
        Array.from({ length: 20 }, () => middle * (0.6 + 0.8 * random.uniform())),
        machine,
      )
    })
    const known = new Map(lives.map((life) => [life.machine, life]))
    const fixed = {
      seesWear: true,
      predict: async (asked: FleetHistories['histories']) =>
        asked.map(({ machine }) => known.get(machine)!),
      drivers: async () => [],
      heldOutLives: () => [],
      release: async () => undefined,
    }
    const few = {
      ...terms,
      crews: 2,
      horizon: 9,
      parts: { stock: random.integer(4), lead_time: 1 + random.integer(4), cost: 100 },
    }
    const loads = labels.map(() => 0.3 + 1.4 * random.uniform())
    const result = await maintainFleet({
      fleet: 'pumps',
      histories: { ...fleet, histories },
      model: fixed,
      terms: few,
      periods: labels,
      loads,
    })
    const meanLife = histories.reduce((sum, { endCycle }) => sum + endCycle, 0) / 7
    const policy = plannedServices(highs, few, outlookOnWear(few, meanLife))
    const { services, orders } = await policy.decide({
      period: 0,
      machines: lives.map((life) => ({ agePeriods: 0, life })),
      waiting: 0,
      stock: few.parts.stock,
      arrivals: [],
      loads,
    })
    const now = result.machines.filter(({ workOrder }) => workOrder?.period === 0)
    expect(now.map(({ machine }) => machine).toSorted()).toEqual(
      services.map((m) => lives[m]!.machine).toSorted(),
    )
    expect(now.every(({ workOrder }) => workOrder!.isFirm)).toBe(true)
    expect(result.periods[0]!.partsOrdered).toBe(orders)
  }
})

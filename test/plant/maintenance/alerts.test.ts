import { expect, test } from 'vitest'
import {
  alertEpisodes,
  currentAlert,
  fitAlerts,
  isRateKnown,
} from '../../../src/plant/maintenance/alerts.ts'
import type { FleetHistories, MachineHistory } from '../../../src/plant/maintenance/histories.ts'
import { createRandom } from '../../../src/random.ts'

/** Three channels of noise around 5, with what a drift adds to the first. */
function machine(
  name: string,
  rows: number,
  drift: (row: number) => number = () => 0,
): MachineHistory {
  const random = createRandom(name)
  return {
    machine: name,
    cycles: Float64Array.from({ length: rows }, (_, i) => i + 1),
    startCycle: 0,
    channels: Float64Array.from(
      { length: 3 * rows },
      (_, at) => 5 + random.normal() + (at % 3 === 0 ? drift(Math.floor(at / 3)) : 0),
    ),
    conditions: new Float64Array(0),
    end: 'end',
    endCycle: rows,
  }
}

function fleetOf(histories: readonly MachineHistory[]): FleetHistories {
  return { channels: ['vibration', 'heat', 'flow'], conditions: [], histories, findings: [] }
}

const healthy = Array.from({ length: 40 }, (_, i) => machine(`h${i}`, 250))
const model = fitAlerts(fleetOf(healthy), { falseAlarmRate: 1, healthyShare: 1 })

test('the limit keeps the stated rate of false alarms, and on machines that it never saw stays near it', () => {
  const { rate, healthyCycles, alerts } = model.falseAlarms
  expect(healthyCycles).toBe(10_000)
  expect(alerts).toBeLessThanOrEqual((rate * healthyCycles) / 1000)
  expect(alerts).toBeGreaterThan(0)
  const fresh = Array.from({ length: 80 }, (_, i) => machine(`f${i}`, 250))
  const raised = fresh.reduce((sum, history) => sum + alertEpisodes(model, history).length, 0)
  // 20 are expected; twice as many would be a broken promise.
  expect(raised).toBeLessThan(40)
})

test('a drifting sensor raises one alert, which names it', () => {
  const history = machine('pump', 250, (row) => Math.max(0, row - 100) / 12)
  expect(alertEpisodes(model, history)).toHaveLength(1)
  const alert = currentAlert(model, history)!
  expect(alert.raisedAt).toBeGreaterThan(100)
  expect(alert.raisedAt).toBeLessThan(180)
  expect(alert.channels.map(({ channel }) => channel)).toEqual(['vibration'])
  expect(alert.level).toBeGreaterThan(1)
  expect(alert.sentence).toMatch(
    /^pump: outside of normal since cycle \d+, now at .* driven by vibration \(\+/,
  )
})

test('one that swings to and fro across the limit raises one, not fifty', () => {
  const swinging = machine('swing', 900, (row) => (row < 100 ? 0 : 3 + 1.2 * Math.sin(row / 2.5)))
  expect(alertEpisodes(model, swinging)).toHaveLength(1)
})

test('an alert is cleared once the machine is clearly back', () => {
  const history = machine('back', 400, (row) => (row > 100 && row < 200 ? 6 : 0))
  const [episode] = alertEpisodes(model, history)
  expect(episode!.clearedAt).toBeGreaterThan(200)
  expect(currentAlert(model, history)).toBeNull()
})

test('a missing value changes nothing', () => {
  const history = machine('gap', 250)
  const before = alertEpisodes(model, history)
  const channels = history.channels.map((value, at) => (at > 600 ? NaN : value))
  expect(alertEpisodes(model, { ...history, channels })).toEqual(before)
})

test('of too few cycles none may raise an alert, and the rate is not promised', () => {
  const poor = fitAlerts(fleetOf(healthy.slice(0, 2)))
  expect(poor.falseAlarms).toEqual({ rate: 1, healthyCycles: 200, alerts: 0 })
  expect(isRateKnown(poor)).toBe(false)
  expect(isRateKnown(model)).toBe(true)
})

test('channels that stand still cannot raise alerts', () => {
  const still = machine('still', 2000)
  const fleet = fleetOf([{ ...still, channels: still.channels.map(() => 1) }])
  expect(() => fitAlerts(fleet, { healthyShare: 1 })).toThrow('alerts: no channel moves')
})

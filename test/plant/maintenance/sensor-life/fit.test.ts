import { describe, expect, test } from 'vitest'
import { historyUpTo } from '../../../../src/plant/maintenance/histories.ts'
import { fitSensorLife } from '../../../../src/plant/maintenance/sensor-life/fit.ts'
import { wearingMachines } from '../wearing-machines.ts'
import { fittedPumps } from './fitted-pumps.ts'

const model = await fittedPumps()

describe('a model of machines that wear', () => {
  // Machines that it did not see, each at four fifths of its life.
  const others = wearingMachines(30, 2).histories.map((history) =>
    historyUpTo(history, Math.round(0.8 * history.endCycle)),
  )
  const remaining = wearingMachines(30, 2).histories.map(
    ({ endCycle }) => endCycle - Math.round(0.8 * endCycle),
  )

  test('says how long others will still run, far better than their ages do', async () => {
    const lives = await model.predict(others)
    const error = lives.reduce(
      (sum, life, i) => sum + Math.abs(life.quantile(0.5) - remaining[i]!),
      0,
    )
    expect(error / lives.length).toBeLessThan(4)
    expect(lives.every(({ isFamiliar }) => isFamiliar)).toBe(true)
  })

  test('gives intervals that hold about as often as they say', async () => {
    const lives = await model.predict(others)
    const held = lives.filter((life, i) => {
      const truth = remaining[i]!
      return truth >= life.quantile(0.05) && truth <= life.quantile(0.95)
    })
    expect(held.length).toBeGreaterThanOrEqual(24)
  })

  test('says less health and more risk later in a life', async () => {
    const [history] = wearingMachines(30, 2).histories
    const early = historyUpTo(history!, Math.round(0.3 * history!.endCycle))
    const late = historyUpTo(history!, history!.endCycle - 3)
    const [first, last] = await model.predict([early, late])
    expect(last!.health).toBeLessThan(0.2)
    expect(first!.health).toBeGreaterThan(0.3)
    expect(last!.riskWithin(10)).toBeGreaterThan(0.9)
    expect(first!.riskWithin(10)).toBeLessThan(0.1)
  })

  test('describes what it was fitted on', () => {
    expect(model.description).toMatchObject({
      channels: ['heat', 'vibration', 'noise'],
      conditions: ['speed'],
      machines: 40,
      lives: 40,
      failures: 40,
      networks: 1,
      findings: [],
    })
    expect(model.description.heldOut.error).toBeLessThan(15)
  })
})

describe('too little to learn from', () => {
  test('no failures', async () => {
    const fleet = wearingMachines(6)
    const histories = fleet.histories.map((own) => ({ ...own, end: 'end' as const }))
    await expect(fitSensorLife({ ...fleet, histories }, { seed: 1 })).rejects.toThrow(
      'histories: too few failures to learn lives from sensors, expected at least 5 lives of 5 rows or more that end in one, got 0 of 6',
    )
  })

  test('channels that never move', async () => {
    const fleet = wearingMachines(6)
    const histories = fleet.histories.map((own) => ({
      ...own,
      channels: own.channels.map(() => 1),
    }))
    await expect(fitSensorLife({ ...fleet, histories }, { seed: 1 })).rejects.toThrow(
      'none of them moves',
    )
  })
})

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { historyUpTo, type MachineHistory } from '../../../../src/plant/maintenance/histories.ts'
import {
  openSensorLife,
  readSensorLife,
} from '../../../../src/plant/maintenance/sensor-life/sensor-life-model.ts'
import { decodeSensorLife } from '../../../../src/plant/maintenance/sensor-life/model-file.ts'
import { wearingMachines } from '../wearing-machines.ts'
import { fittedPumps } from './fitted-pumps.ts'
import { machineSentence } from '../../../../src/plant/maintenance/remarks.ts'

const folder = mkdtempSync(join(tmpdir(), 'millrace-lives-'))
afterAll(() => rmSync(folder, { recursive: true }))

const model = await fittedPumps()
const whole = wearingMachines(1, 9).histories[0]!
const history = historyUpTo(whole, 38)

const predictOne = async (own: MachineHistory) => (await model.predict([own]))[0]!

function withChannel(index: number, value: (row: number, usual: number) => number): MachineHistory {
  const channels = history.channels.map((usual, i) =>
    i % 3 === index ? value(Math.floor(i / 3), usual) : usual,
  )
  return { ...history, channels }
}

describe('a model in a file', () => {
  test('predicts what it predicted before', async () => {
    const path = join(folder, 'lives.millrace')
    await model.save(path)
    const opened = await readSensorLife(path)
    const [before] = await model.predict([history])
    const [after] = await opened.predict([history])
    expect(after!.draws).toEqual(before!.draws)
    expect(opened.description).toEqual(model.description)
    await opened.release()
  })

  test('is ONNX with the rest in its metadata', async () => {
    const stored = decodeSensorLife(readFileSync(join(folder, 'lives.millrace')), 'lives.millrace')
    const opened = await openSensorLife(stored)
    expect(opened.encode().length).toBeGreaterThan(1000)
    await opened.release()
  })
})

describe('outside of what was learned', () => {
  test('nothing is said of a usual machine', async () => {
    expect(await predictOne(history)).toMatchObject({
      machine: 'pump-1',
      cycle: 38,
      isFamiliar: true,
      reasons: [],
    })
  })

  test('a condition that was never seen', async () => {
    const life = await predictOne({ ...history, conditions: history.conditions.with(37, 55) })
    expect(life.isFamiliar).toBe(false)
    expect(life.reasons.map(machineSentence)).toEqual([
      'operating conditions that were never seen (speed = 55) in 1 of the newest 30 cycles, which are left out',
    ])
  })

  test('a channel that drifts away', async () => {
    const life = await predictOne(withChannel(0, (row, usual) => usual + Math.max(0, row - 20) * 8))
    expect(life.isFamiliar).toBe(false)
    expect(life.reasons.map(machineSentence)).toEqual([
      'heat: outside of the range that was learned',
    ])
  })

  test('an age beyond the oldest', async () => {
    const life = await predictOne({ ...history, startCycle: -500 })
    expect(life.isFamiliar).toBe(false)
    expect(life.reasons.map(machineSentence)[0]).toMatch(
      /^an age of 538 cycles, beyond the oldest that was learned/,
    )
  })

  test('a machine of which hardly anything was seen', async () => {
    const life = await predictOne(historyUpTo(history, 2))
    expect(life.isFamiliar).toBe(false)
    expect(life.reasons.map(machineSentence)[0]).toBe(
      'only 2 cycles were seen, expected at least 5',
    )
  })
})

describe('a channel that is missing', () => {
  test('is done without, and said so', async () => {
    const life = await predictOne(withChannel(2, () => NaN))
    expect(life.isFamiliar).toBe(true)
    expect(life.reasons.map(machineSentence)).toEqual([
      'noise: no reading in the newest cycles, left out',
    ])
  })

  test('stuck readings are left out', async () => {
    const life = await predictOne(withChannel(2, (row, usual) => (row < 10 ? usual : 0.5)))
    expect(life.reasons.map(machineSentence)).toEqual([
      'noise: stuck at 0.5 since cycle 11, left out',
    ])
  })

  test('most of them leave nothing to trust', async () => {
    const blind = { ...history, channels: history.channels.map((x, i) => (i % 3 < 2 ? NaN : x)) }
    const life = await predictOne(blind)
    expect(life.isFamiliar).toBe(false)
    expect(life.reasons.map(machineSentence)[0]).toBe('2 of 3 channels are missing')
  })
})

describe('a history that does not fit', () => {
  test('without rows', async () => {
    await expect(model.predict([historyUpTo(history, 0)])).rejects.toThrow(
      'machine pump-1: no cycle to predict from',
    )
  })

  test('with other columns', async () => {
    const bare = { ...history, conditions: new Float64Array(0) }
    await expect(model.predict([bare])).rejects.toThrow(
      "machine pump-1: other columns than the model's, expected 3 channels and 1 conditions, got 3 and 0",
    )
  })
})

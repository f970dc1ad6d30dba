import { describe, expect, test } from 'vitest'
import { backtestCommand } from '../../../src/cli/commands/backtest.ts'
import { describeBacktest } from '../../../src/cli/commands/backtest-plant.ts'
import { itemOf, plantOf } from '../../plant/production/small-plant.ts'
import { runCommand } from './demand-commands.ts'

describe('millrace backtest PLANT', () => {
  test('a folder that is not there is named', async () => {
    await expect(runCommand(backtestCommand, 'nowhere')).rejects.toThrow('nowhere')
  })

  test('without a plant a horizon is asked for', async () => {
    await expect(runCommand(backtestCommand, '--data x.csv')).rejects.toThrow('--horizon: missing')
  })
})

describe('describeBacktest', () => {
  const contender = {
    name: 'seasonal-naive',
    periods: [],
    profit: 1234.4,
    holding: 10,
    ordering: 5,
    fillRate: 0.951,
    valueFillRate: 0.9,
    stockValue: 70,
  }

  test('is a table and the captured value', () => {
    const lines = describeBacktest(plantOf([itemOf('A')]), {
      periods: ['2026-01-05'],
      contenders: [contender],
      capturedValue: 0.625,
    })
    expect(lines[2]).toMatch(/^seasonal-naive +1,234 +10 +5 +95\.1% +90\.0% +70$/)
    expect(lines[3]).toBe(
      'captured value: 62.5% of what perfect foresight gains over seasonal-naive',
    )
  })

  test('says where captured value is not known', () => {
    const result = { periods: ['1'], contenders: [contender], capturedValue: null }
    expect(describeBacktest(plantOf([itemOf('A')]), result).at(-1)).toContain(
      'captured value: unknown',
    )
  })
})

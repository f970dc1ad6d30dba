import { expect, test } from 'vitest'
import {
  survivalLife,
  weibullCurve,
} from '../../../../src/plant/maintenance/survival/survival-life.ts'
import { weibullOf } from '../../../../src/plant/maintenance/survival/weibull-draws.ts'
import { lifetimes, lifeTo } from './lives.ts'

const fleet = [120, 150, 160, 170, 190, 200, 210, 240].map((age, i) =>
  lifeTo(`m${i}`, age, i % 4 === 3 ? 'end' : 'failure'),
)

test.each(['weibull', 'kaplan-meier'] as const)(
  '%s: an old machine has less life left',
  async (method) => {
    const model = survivalLife('pumps', fleet, { method })
    const [young, old] = await model.predict([lifeTo('a', 10, 'end'), lifeTo('b', 155, 'end')])
    expect(young!.quantile(0.5)).toBeGreaterThan(2 * old!.quantile(0.5))
    expect(young!.health).toBeGreaterThan(0.8)
    expect(old!.riskWithin(50)).toBeGreaterThan(0.4)
    expect(old!.cycle).toBe(155)
    expect(old!.draws).toHaveLength(200)
  },
)

test('kaplan-meier gives the shares of those that were as old', async () => {
  const model = survivalLife(
    'pumps',
    [1, 2, 3, 4].map((n) => lifeTo(`m${n}`, 10 * n, 'failure')),
    {
      method: 'kaplan-meier',
      draws: 300,
    },
  )
  const [life] = await model.predict([lifeTo('a', 12, 'end')])
  expect(new Set(life!.draws)).toEqual(new Set([8, 18, 28]))
  expect(life!.riskWithin(8)).toBeCloseTo(1 / 3)
})

test('few failures give wide intervals', async () => {
  const widthOf = async (copies: number): Promise<number> => {
    const histories = Array.from({ length: copies }, (_, copy) =>
      [100, 130, 180].map((age) => lifeTo(`m${copy}-${age}`, age, 'failure')),
    ).flat()
    const [life] = await survivalLife('pumps', histories).predict([lifeTo('a', 1, 'end')])
    return life!.quantile(0.95) - life!.quantile(0.05)
  }
  expect(await widthOf(1)).toBeGreaterThan(1.2 * (await widthOf(30)))
})

test('an age beyond every life is not familiar', async () => {
  const [life] = await survivalLife('pumps', fleet).predict([lifeTo('a', 400, 'end')])
  expect(life!.isFamiliar).toBe(false)
  expect(life!.reasons).toEqual([{ code: 'older-than-seen', machine: 'a', age: 400, oldest: 240 }])
})

test('a fleet without a failure is refused', () => {
  expect(() => survivalLife('pumps', [lifeTo('a', 9, 'end')])).toThrow(
    'fleet pumps: no failure yet',
  )
})

test('one failure gives a constant rate', () => {
  const fit = weibullOf(lifetimes('40+ 60 100+'))
  expect(fit).toMatchObject({ shape: 1, scale: 200 })
  expect(weibullCurve(fit, [0, 200])).toEqual([1, Math.exp(-1)])
})

import { expect, test } from 'vitest'
import { planServices } from '../../../src/plant/maintenance/service-plan.ts'
import type { OrderReason } from '../../../src/plant/maintenance/result.ts'
import { lifeOf, terms } from './lives.ts'

const input = { terms, loads: [1, 1, 1, 1], costRate: 20, periods: ['w1', 'w2', 'w3', 'w4'] }

function sentences(reasons: readonly OrderReason[]): Record<string, string> {
  return Object.fromEntries(reasons.map(({ kind, sentence }) => [kind, sentence]))
}

test('the risk of waiting and the life that an early service wastes are told', async () => {
  const { workOrders } = await planServices({ ...input, lives: [lifeOf([25, 26, 33, 60])] })
  expect(workOrders[0]!.period).toBe(2)
  expect(sentences(workOrders[0]!.reasons)).toEqual({
    risk: 'waiting a period longer costs 470 more: the risk of failing rises from 0% to 50%',
    life: 'a service now costs 40 more: half of such machines run another 30 cycles',
  })
})

test('a period of low load draws a service to it', async () => {
  const loads = [1, 0.1, 1.5, 1.4]
  const { workOrders } = await planServices({ ...input, loads, lives: [lifeOf([35, 36, 37, 38])] })
  expect(workOrders[0]!.period).toBe(1)
  expect(sentences(workOrders[0]!.reasons)['load']).toBe(
    'production runs at 10% of its usual load in w2, at 140% in w4, when it would be due otherwise',
  )
})

test('a busy crew and a missing part are named', async () => {
  const two = [lifeOf([25, 25, 25, 25], 'a'), lifeOf([25, 26, 27, 28], 'b')]
  const busy = await planServices({ ...input, lives: two })
  expect(busy.workOrders.map(({ period }) => period)).toEqual([1, 2])
  expect(sentences(busy.workOrders[0]!.reasons)['crew']).toBe(
    'w3 would cost 20 less, but the crews are busy then',
  )
  const none = { ...terms, parts: { stock: 0, lead_time: 3, cost: 100 } }
  const late = await planServices({ ...input, terms: none, lives: [lifeOf([25, 35, 36, 37])] })
  expect(late.workOrders[0]!.period).toBe(3)
  expect(sentences(late.workOrders[0]!.reasons)['part']).toContain('no part is there for it then')
})

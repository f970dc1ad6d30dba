import { expect, test } from 'vitest'
import {
  fleetRemarkZh,
  machineRemarkZh,
  orderReasonZh,
  periodZh,
} from '../../../../../src/loop/report/messages/maintenance/remarks-zh.ts'
import { orderSentence } from '../../../../../src/plant/maintenance/order-sentence.ts'
import type { OrderCause } from '../../../../../src/plant/maintenance/result.ts'
import {
  fleetSentence,
  machineSentence,
  type FleetRemark,
  type MachineRemark,
} from '../../../../../src/plant/maintenance/remarks.ts'

const ofMachines: readonly MachineRemark[] = [
  { code: 'older-than-seen', machine: '1', age: 812, oldest: 431 },
  { code: 'older-than-learned', age: 812, oldest: 431 },
  { code: 'few-cycles', cycles: 3, fewest: 5 },
  { code: 'unseen-conditions', conditions: 'speed = 9000', rows: 7, newest: 10 },
  { code: 'channels-missing', missing: 2, all: 9 },
  { code: 'out-of-range', channels: ['T24', 'P30'] },
  { code: 'unusual-together' },
  { code: 'stuck', channel: 'T24', value: 0.5, since: 11 },
  { code: 'no-reading', channel: 'T24' },
]
const ofFleets: readonly FleetRemark[] = [
  { code: 'ages-alone', problem: null },
  { code: 'ages-alone', problem: 'got 3 of 20' },
  { code: 'ages-shared', failures: 9, percent: 24 },
  { code: 'awaiting-repair', machines: ['7', '8'] },
  { code: 'rate-unknown', healthyCycles: 420, rate: 2 },
  { code: 'nothing-moves', channels: ['T24', 'P30'] },
  { code: 'no-failure', fleet: '4' },
]

/** The figures of the English sentence that the Chinese one lacks. */
function lost(chinese: string, english: string): readonly string[] {
  return (english.match(/\d+([.,]\d+)?/g) ?? []).filter((figure) => !chinese.includes(figure))
}

test.each(ofMachines)('%o of a machine is told in Chinese with its figures', (remark) => {
  const words = machineRemarkZh(remark)
  expect(words).toMatch(/[\u4e00-\u9fff]/)
  expect(lost(words, machineSentence(remark).replace(/^1: /, ''))).toEqual([])
})

test.each(ofFleets)('%o of a fleet is told in Chinese with its figures', (remark) => {
  const words = fleetRemarkZh(remark)
  expect(words).toMatch(/[\u4e00-\u9fff]/)
  expect(lost(words, fleetSentence(remark))).toEqual([])
})

const causes: readonly OrderCause[] = [
  { kind: 'risk', waiting: 130, now: 0.004, next: 0.05 },
  { kind: 'life', early: 85, cycles: 71 },
  { kind: 'load', period: '2026-10-12', load: 0.4, otherPeriod: '2026-10-19', otherLoad: 1.1 },
  { kind: 'crew', period: '2026-10-12', saving: 21 },
  { kind: 'part', period: '2026-10-12', saving: 21 },
  { kind: 'rule', rule: { way: 'threshold', cycles: 15 } },
]

test.each(causes)('the reason $kind of an order is told in Chinese with its figures', (cause) => {
  const words = orderReasonZh(cause, String)
  expect(words).toMatch(/[\u4e00-\u9fff]/)
  expect(lost(words, orderSentence(cause, String))).toEqual([])
})

test('periods that are counted are told in Chinese, other names as they stand', () => {
  expect(periodZh('period 12')).toBe('第 12 期')
  expect(periodZh('2025-03-05')).toBe('2025-03-05')
})

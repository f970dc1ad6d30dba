import { expect, test } from 'vitest'
import { fleetSentence, machineSentence } from '../../../src/plant/maintenance/remarks.ts'

test('a remark is one sentence with its figures', () => {
  expect(machineSentence({ code: 'stuck', channel: 'heat', value: 0.5, since: 11 })).toBe(
    'heat: stuck at 0.5 since cycle 11, left out',
  )
  expect(machineSentence({ code: 'out-of-range', channels: ['heat', 'flow'] })).toBe(
    'heat, flow: outside of the range that was learned',
  )
  expect(fleetSentence({ code: 'awaiting-repair', machines: ['a', 'b'] })).toBe(
    'a, b: failed and not running since, repaired before any service',
  )
})

test('lives from ages alone say why', () => {
  expect(fleetSentence({ code: 'ages-alone', problem: null })).toContain('there is no time')
  expect(fleetSentence({ code: 'ages-alone', problem: 'too few failures' })).toBe(
    'Lives are known from ages alone: too few failures',
  )
})

test('lives from sensors and ages say in which shares', () => {
  expect(fleetSentence({ code: 'ages-shared', failures: 9, percent: 24 })).toBe(
    'Of lives, ages alone say 24% and sensors the rest: after 9 failures that was best on machines left out',
  )
})

test('terms that can hardly be meant are told', () => {
  expect(fleetSentence({ code: 'cheap-failure', failure: 10, service: 100 })).toBe(
    'a failure costs 10, no more than a service with 100, hours lost included: no service can be worth it',
  )
  const odd = { code: 'odd-periods', cyclesPerPeriod: 1, periods: 26, typicalAge: 4100.4 } as const
  expect(fleetSentence(odd)).toContain('half of the lives seen reached 4100 cycles')
})

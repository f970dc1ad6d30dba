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

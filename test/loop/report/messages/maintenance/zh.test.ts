import { expect, test } from 'vitest'
import { maintenanceZh } from '../../../../../src/loop/report/messages/maintenance/zh.ts'

// That nothing is missing and all of it is Chinese is tested with the other messages.
test('says what is planned', () => {
  expect(maintenanceZh.lead('6', '26 周', '5', '0.5')).toBe(
    '未来 26 周，6 台设备计划维护 5 次，预计仍会发生 0.5 次故障。',
  )
})

import { expect, test } from 'vitest'
import { maintenanceEn } from '../../../../../src/loop/report/messages/maintenance/en.ts'

test('says what is planned, then what it costs', () => {
  const { lead, cost, gap } = maintenanceEn
  expect(lead('6', '26 weeks', '5', '0.5') + cost('€9,650') + gap('0.4%')).toBe(
    '6 machines over the next 26 weeks: 5 services are planned, and 0.5 failures are still expected. Failures, services, parts and lost production are expected to cost €9,650. Neither the firm orders nor the provisional dates could cost more than 0.4% less.',
  )
})

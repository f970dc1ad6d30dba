import { expect, test } from 'vitest'
import { areasEn } from '../../../../../src/loop/report/messages/areas/en.ts'

test('counts what is worth doing', () => {
  const { now, services, tests, settings } = areasEn
  expect(now([services(1), tests(1200), settings(2)].join(', '))).toBe(
    'Worth doing now: 1 service, 1,200 records to test, 2 settings to change.',
  )
})

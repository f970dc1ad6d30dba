import { expect, test } from 'vitest'
import { causeZh, changeZh } from '../../../../../src/loop/report/messages/production/reasons-zh.ts'
import type { Cause, Change } from '../../../../../src/plant/production/plan.ts'

const causes: Record<Cause, true> = {
  capacity: true,
  'lead-time': true,
  frozen: true,
  'lot-size': true,
  material: true,
  'not-worth-it': true,
  'not-found': true,
  'cheaper-than-shortage': true,
}

test('every cause is told in Chinese, in words of its own', () => {
  const told = (Object.keys(causes) as Cause[]).map((cause) => causeZh({ cause }))
  for (const words of told) expect(words).toMatch(/^[\u4e00-\u9fff， ]+。$/)
  expect(new Set(told).size).toBe(told.length)
})

test('a chain of components is followed to its end', () => {
  const root = { item: 'casting', cause: 'capacity', because: 'furnace' } as const
  expect(causeZh({ cause: 'material', because: 'casing', root })).toBe(
    'casing 短缺，原因是缺少 casting：furnace 的工时已用尽。',
  )
})

const changes: readonly Change[] = [
  { kind: 'no-lead-time' },
  { kind: 'no-frozen-periods' },
  { kind: 'rarer-shortage' },
  { kind: 'unit-more' },
  { kind: 'earlier-arrival', before: '2026-10-05' },
  { kind: 'earlier-arrival', before: null },
  { kind: 'hour-more', resource: 'bench', period: '2026-10-05' },
  { kind: 'hour-less', resource: 'bench', period: '2026-10-05' },
  { kind: 'free-lot', limit: 'minimum' },
]

test.each(changes)('$kind is told in Chinese', (change) => {
  expect(changeZh(change)).toMatch(/^若.*[\u4e00-\u9fff]/)
})

test('the resource and the period of an hour are named', () => {
  const hour = { kind: 'hour-more', resource: 'bench', period: '2026-10-05' } as const
  expect(changeZh(hour)).toBe('若 bench 在 2026-10-05 多一小时')
})

import { expect, test } from 'vitest'
import { areasZh } from '../../../../../src/loop/report/messages/areas/zh.ts'

test('counts what is worth doing', () => {
  const { now, services, tests, settings } = areasZh
  expect(now([services(1), tests(1200), settings(2)].join('、'))).toBe(
    '当前值得做的：维护 1 次、检验 1,200 条记录、调整 2 项设定。',
  )
})

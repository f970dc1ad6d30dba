import { expect, test } from 'vitest'
import { createFindingCounter } from '../../../src/data/preparation/finding.ts'

const base = { kind: 'gap', subject: 'a.csv', column: 'y', action: 'kept' } as const

test('nothing counted is no finding', () => {
  expect(createFindingCounter().toFindings(base)).toEqual([])
})

test('all places are counted, the first few are described, the rest is not even described', () => {
  const counter = createFindingCounter()
  let described = 0
  for (let i = 0; i < 100; i++) counter.add(() => `place ${described++}`)
  const [finding] = counter.toFindings(base)
  expect(finding).toMatchObject({ ...base, count: 100 })
  expect(finding!.examples).toEqual(['place 0', 'place 1', 'place 2', 'place 3', 'place 4'])
  expect(described).toBe(5)
})

import { expect, test } from 'vitest'
import { counted, createFindingCounter } from '../../../src/data/preparation/finding.ts'

const base = { kind: 'gap', subject: 'a.csv', column: 'y', action: 'kept' } as const

test('nothing counted is no finding', () => {
  expect(createFindingCounter().toFindings(base, 'row', (count) => count)).toEqual([])
})

test('all places are counted, the first few are described, the rest is not even described', () => {
  const counter = createFindingCounter()
  let described = 0
  for (let i = 0; i < 100; i++) counter.add(() => `place ${described++}`)
  const [finding] = counter.toFindings(base, 'row', (count) => `${count} bad`)
  expect(finding).toMatchObject({ ...base, count: 100, message: '100 rows bad' })
  expect(finding!.examples).toEqual(['place 0', 'place 1', 'place 2', 'place 3', 'place 4'])
  expect(described).toBe(5)
})

test('nouns follow their number', () => {
  expect(counted(1, 'row')).toBe('1 row')
  expect(counted(1204, 'row')).toBe('1,204 rows')
  expect(counted(2, 'series')).toBe('2 series')
})

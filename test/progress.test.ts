import { expect, test } from 'vitest'
import { progressWithin, type Progress } from '../src/progress.ts'

test('the progress of a part lands in its span of the whole', () => {
  const seen: Progress[] = []
  const report = progressWithin((progress) => seen.push(progress), 0.5, 0.75)
  report?.({ stage: 'train', fraction: 0 })
  report?.({ stage: 'train', fraction: 1 })
  expect(seen.map((progress) => progress.fraction)).toEqual([0.5, 0.75])
})

test('nobody listening stays nobody listening', () => {
  expect(progressWithin(undefined, 0, 1)).toBeUndefined()
})

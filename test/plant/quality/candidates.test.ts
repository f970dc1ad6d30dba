import { expect, test } from 'vitest'
import {
  candidatesFor,
  fitNamed,
  goesOn,
  withBlends,
} from '../../../src/plant/quality/candidates.ts'
import { category, numbers } from '../../generative/evaluation/tables.ts'

const few = [
  numbers('a', [1, 2, 3]),
  numbers('b', [1, 4, 2]),
  category('f', ['x'], ['x', 'x', 'x']),
]
const many = Array.from({ length: 60 }, (_, i) => numbers(`c${i}`, [i, 1, 2]))

test('pairs are tried among few numbers, wide forests among many columns', () => {
  const narrow = candidatesFor(few, 'failure', { seed: 1 })
  const wide = candidatesFor(many, 'failure', { seed: 1 })
  expect([...narrow.single.keys()]).toContain('random forest of pairs')
  expect([...wide.single.keys()]).toContain('wide random forest')
  expect([...wide.single.keys()]).toContain('balanced random forest')
  // A value has no rare class.
  expect([...candidatesFor(many, 'value', { seed: 1 }).single.keys()]).not.toContain(
    'balanced random forest',
  )
  expect([...wide.single.keys()]).not.toContain('random forest of pairs')
})

test('every blend is of single candidates, and every name has a fit', () => {
  for (const columns of [few, many]) {
    for (const task of ['failure', 'value'] as const) {
      const candidates = candidatesFor(columns, task, { seed: 1, size: 0.1 })
      const names = [...candidates.single.keys()]
      expect(names.some(goesOn)).toBe(true)
      expect(names.some((name) => !goesOn(name))).toBe(true)
      for (const [name, parts] of candidates.blends) {
        expect(parts.every((part) => candidates.single.has(part))).toBe(true)
        expect(fitNamed(candidates, name)).toBeTypeOf('function')
      }
    }
  }
})

test('predictions of blends come from those of their parts', () => {
  const candidates = candidatesFor(few, 'value', { seed: 1 })
  const parts = new Map([...candidates.single.keys()].map((name, i) => [name, Float64Array.of(i)]))
  const all = withBlends(candidates, parts)
  expect(all.get('boosted trees and random forest')![0]).toBe(
    (parts.get('boosted trees')![0]! + parts.get('random forest')![0]!) / 2,
  )
})

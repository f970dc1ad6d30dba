import { expect, test } from 'vitest'
import { leafMixture, standIns } from '../../../src/generative/leaf-mixture.ts'
import {
  allowedBins,
  chosenMembers,
  rowsAlike,
} from '../../../src/generative/tables/forest-choice.ts'
import { createRandom } from '../../../src/random.ts'

// Two leaves of three rows: levels 0, 0, 1 and 2, 2, 2 of the first field; the second tells nothing.
const bins = ['level', 'other'].map((name) => ({
  name,
  origin: 0,
  unit: 1,
  isWhole: true,
  low: [0, 1, 2],
  high: [0, 1, 2],
  hasMissing: false,
}))
const members = [Int32Array.of(0, 0, 1, 2, 2, 2), new Int32Array(6)]
const sizes = [3, 3]
const shares = [
  [1 / 3, 1 / 6, 1 / 2],
  [0.9, 0.05, 0.05],
]
const fields = shares.map((own) => ({ shares: Float64Array.from(own) }))
const leaves = {
  bins,
  shares,
  sizes,
  members,
  starts: Int32Array.of(0, 3, 6),
  mixture: leafMixture({ sizes, bins: members }, fields),
  stands: fields.map(standIns),
}
const nothing = (rowCount: number) => ({
  rowCount,
  values: new Float64Array(2 * rowCount),
  flags: new Uint8Array(2 * rowCount),
})

test('what may be drawn is told by the first value of each bin', () => {
  const allowed = allowedBins(bins, { mayBe: (field, value) => field === 1 || value > 0 })
  expect(allowed).toEqual([Uint8Array.of(0, 1, 1), undefined])
  const gap = [{ ...bins[0]!, hasMissing: true }]
  expect(allowedBins(gap, {})).toEqual([undefined])
  expect(allowedBins(gap, { isComplete: true })).toEqual([Uint8Array.of(1, 1, 1, 0)])
})

test('what is given leads to the leaves that have it', () => {
  const given = { ...nothing(50), flags: Uint8Array.from({ length: 100 }, (_, i) => (i + 1) % 2) }
  const noise = chosenMembers(leaves, given, createRandom(1), [undefined, undefined])
  // Level 0 is in the first leaf, but for a row in a thousand.
  const first = noise['uniform/leaf']!.filter((level) => level < 0.5)
  expect(first.length).toBeGreaterThan(47)
})

test('a member is drawn among those that may be, of another leaf where there is none', () => {
  const allowed = [Uint8Array.of(0, 1, 0), undefined]
  const noise = chosenMembers(leaves, nothing(100), createRandom(1), allowed)
  noise['uniform/leaf']!.forEach((level, row) => {
    const leaf = Math.floor(level * 2)
    const place = Math.floor(noise['uniform/member']![2 * row]! * 3)
    expect(members[0]![3 * leaf + place]).toBe(1)
  })
})

test('rows for which the same is given are taken together', () => {
  const { values, flags } = nothing(4)
  values.set([1, 5, 1, 6, 2, 0, NaN, 0])
  flags.set([1, 0, 1, 0, 1, 0, 1, 0])
  expect([...rowsAlike({ rowCount: 4, values, flags }, 2)]).toEqual([[0, 1], [2], [3]])
})

import { expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import type { TablePair } from '../../../../src/generative/evaluation/related/cardinality.ts'
import { entityPrivacy } from '../../../../src/generative/evaluation/related/entity-privacy.ts'
import { redrawnParents } from '../../../../src/generative/evaluation/related/related-baselines.ts'
import { createRandom } from '../../../../src/random.ts'

const keys = { parent: 'id', child: 'machine' }
const fields = {
  keys,
  order: 'hour',
  parentFields: [],
  childFields: [{ name: 'heat', kind: 'number' }],
} as const

const number = (values: readonly number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const

/** Each machine has a level of its own, and shifts around it. */
function machines(levels: readonly number[], seed: number): TablePair {
  const random = createRandom(seed)
  const shifts = levels.flatMap((level, machine) =>
    Array.from({ length: 6 }, (_, hour) => ({ machine, hour, heat: level + random.normal() })),
  )
  return {
    parents: createTable([['id', number([...levels.keys()])]]),
    children: createTable([
      ['machine', number(shifts.map(({ machine }) => machine))],
      ['hour', number(shifts.map(({ hour }) => hour))],
      ['heat', number(shifts.map(({ heat }) => heat))],
    ]),
  }
}

function levelsOf(count: number, seed: number): number[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => 100 * random.uniform())
}

const train = machines(levelsOf(200, 1), 1)
const holdout = machines(levelsOf(200, 2), 2)

test('parents drawn again with their children are condemned by every measure', () => {
  const copies = redrawnParents(train, keys, createRandom(3))
  const privacy = entityPrivacy(train, copies, holdout, fields, createRandom(4))
  expect(privacy.exactCopies.share).toBe(1)
  expect(privacy.exactCopiesOfHoldout.share).toBe(0)
  expect(privacy.closestEntity.closerToTraining.share).toBe(1)
  expect(privacy.closestEntity.overfittingProtection).toBe(0)
  expect(privacy.closestEntity.medianDistance.synthetic).toBe(0)
  // Of 200 drawn from 200, a share of 1 - 1/e of the members is there.
  expect(privacy.membership.advantage).toBeGreaterThan(0.5)
  expect(privacy.membership.advantage).toBeLessThan(0.75)
})

test('other machines of the same kind are as close to those not learnt from, and betray nobody', () => {
  const others = machines(levelsOf(200, 5), 5)
  const privacy = entityPrivacy(train, others, holdout, fields, createRandom(4))
  expect(privacy.exactCopies.share).toBe(0)
  const { low, high } = privacy.closestEntity.closerToTraining
  expect(low).toBeLessThan(0.5)
  expect(high).toBeGreaterThan(0.5)
  expect(Math.abs(privacy.membership.advantage)).toBeLessThan(2 * privacy.membership.margin)
})

test('distances of three machines are those worked out by hand', () => {
  // One shift each, so that mean and one part are the level and all else is missing in all alike.
  const one = (levels: readonly number[]): TablePair => ({
    parents: createTable([['id', number([...levels.keys()])]]),
    children: createTable([
      ['machine', number([...levels.keys()])],
      ['hour', number(levels.map(() => 0))],
      ['heat', number(levels)],
    ]),
  })
  const privacy = entityPrivacy(one([0, 10]), one([1]), one([4, 9]), fields, createRandom(1))
  // Eight columns; the level stands in two of them, a tenth of the range from the closest: 0.2 / 8.
  expect(privacy.closestEntity.medianDistance.synthetic).toBeCloseTo(0.025)
  expect(privacy.closestEntity.closerToTraining.share).toBe(1)
  // 4 is four tenths away from 0, 9 one tenth from 10.
  expect(privacy.closestEntity.distances.holdout[0]).toBeCloseTo(0.025)
  expect(privacy.closestEntity.distances.holdout[1]).toBeCloseTo(0.1)
})

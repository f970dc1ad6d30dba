import { expect, test } from 'vitest'
import { mainReasons } from '../../../src/plant/production/main-reasons.ts'
import type { Reason } from '../../../src/plant/production/plan.ts'

function reason(subject: string, stake: number, more: Partial<Reason> = {}): Reason {
  return {
    about: 'shortage',
    subject,
    from: 0,
    to: 0,
    quantity: 1,
    stake,
    cause: 'lead-time',
    evidence: { change: { kind: 'no-lead-time' }, gain: 1 },
    sentence: `${subject} is short.`,
    ...more,
  }
}

const subjectsOf = ({ main }: ReturnType<typeof mainReasons>): string[] =>
  main.map(({ effects: [first] }) => first!.subject)

test('what carries nine tenths of the money is told, and the rest is summed up', () => {
  const found = mainReasons([reason('a', 60), reason('b', 35), reason('c', 4), reason('d', 1)])
  expect(subjectsOf(found)).toEqual(['a', 'b'])
  expect(found.rest).toEqual({ count: 2, stake: 5 })
})

test('no more are told than a person reads', () => {
  const many = Array.from({ length: 20 }, (_, i) => reason(`item ${i}`, 10))
  const found = mainReasons(many, { most: 3 })
  expect(found.main).toHaveLength(3)
  expect(found.rest).toEqual({ count: 17, stake: 170 })
})

test('the same of the same item at several times counts together, in the order of time', () => {
  const found = mainReasons([
    reason('b', 50),
    reason('a', 40, { from: 6, to: 7 }),
    reason('a', 30, { from: 1, to: 2 }),
  ])
  expect(subjectsOf(found)).toEqual(['a', 'b'])
  expect(found.main[0]!.effects[0]!.reasons.map(({ from }) => from)).toEqual([1, 6])
  expect(found.main[0]!.stake).toBe(70)
})

test('the same item short for two roots is told twice', () => {
  const short = { cause: 'material', because: 'casing' } as const
  const found = mainReasons([
    reason('a', 50, { ...short, root: { item: 'casing', cause: 'lead-time' } }),
    reason('a', 50, { ...short, root: { item: 'casting', cause: 'lead-time' } }),
  ])
  expect(found.main).toHaveLength(2)
})

test('overtime of one resource is one thing, whoever works most of it', () => {
  const overtime = { about: 'overtime', cause: 'cheaper-than-shortage' } as const
  const found = mainReasons([
    reason('lathe', 50, { ...overtime, because: 'a' }),
    reason('lathe', 40, { ...overtime, because: 'b' }),
  ])
  expect(found.main).toHaveLength(1)
})

test('reasons that cost nothing still give one to read', () => {
  expect(mainReasons([reason('a', 0), reason('b', 0)]).main).toHaveLength(1)
  expect(mainReasons([])).toEqual({ main: [], rest: { count: 0, stake: 0 } })
})

test('a bottleneck that holds up many items is one thing, with the change that brings most', () => {
  const hour = (period: string, gain: number): Reason['evidence'] => ({
    change: { kind: 'hour-more', resource: 'lathe', period },
    gain,
  })
  const { main } = mainReasons([
    reason('shaft', 20, { cause: 'capacity', because: 'lathe', evidence: hour('W1', 3) }),
    reason('pump', 50, {
      cause: 'material',
      because: 'shaft',
      root: { item: 'shaft', cause: 'capacity', because: 'lathe' },
      evidence: hour('W2', 9),
    }),
  ])
  expect(main).toHaveLength(1)
  expect(main[0]).toMatchObject({ root: { cause: 'capacity', because: 'lathe' }, stake: 70 })
  expect(main[0]!.effects.map(({ subject }) => subject)).toEqual(['pump', 'shaft'])
  expect(main[0]!.evidence.gain).toBe(9)
})

import { expect, test } from 'vitest'
import { createTable, type Table } from '../../../../src/data/table/table.ts'
import type { EvaluationField } from '../../../../src/data/table/aligned-columns.ts'
import {
  type EntityFields,
  entitiesOf,
} from '../../../../src/generative/evaluation/related/entity-records.ts'

const number = (values: readonly number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const

const fields: EntityFields = {
  keys: { parent: 'id', child: 'machine' },
  order: 'hour',
  parentFields: [{ name: 'power', kind: 'number' }],
  childFields: [
    { name: 'heat', kind: 'number' },
    { name: 'stop', kind: 'category' },
  ] satisfies EvaluationField[],
}

interface Shift {
  readonly machine: number
  readonly hour: number
  readonly heat: number
  readonly stop: string
}

function pair(power: readonly number[], shifts: readonly Shift[]) {
  const levels = ['no', 'yes']
  const parents: Table = createTable([
    ['id', number(power.map((_, i) => i + 1))],
    ['power', number(power)],
  ])
  const children = createTable([
    ['machine', number(shifts.map(({ machine }) => machine))],
    ['hour', number(shifts.map(({ hour }) => hour))],
    ['heat', number(shifts.map(({ heat }) => heat))],
    [
      'stop',
      { kind: 'text', levels, codes: Int32Array.from(shifts, (own) => levels.indexOf(own.stop)) },
    ],
  ])
  return { parents, children }
}

// Machine 1 has five shifts, out of order in the table; machine 2 has none.
const machine = (own: number, from: number, first = 1): Shift[] =>
  [3, 1, 2, 5, 4].map((place) => ({
    machine: own,
    hour: from + 8 * place,
    heat: place === 1 ? first : place,
    stop: place < 3 ? 'yes' : 'no',
  }))
const real = pair([7, 9], machine(1, 0))

test('an entity is its fields, its length, and what each field of its children does', () => {
  const [{ records }] = entitiesOf([real], fields) as [ReturnType<typeof entitiesOf>[0]]
  const firsts = Object.fromEntries(
    records.map((column) => [column.name, column.kind === 'number' ? column.values[0]! : NaN]),
  )
  expect(firsts).toMatchObject({
    "parent's power": 7,
    children: 5,
    'mean of heat': 3,
    'part 1 of heat': 1,
    'part 3 of heat': 3,
    'part 5 of heat': 5,
    'share of no of stop': 0.6,
    'share of yes of stop': 0.4,
  })
  expect(firsts['deviation of heat']).toBeCloseTo(Math.sqrt(2.5))
})

test('a parent without children has a length of none, and nothing else is known of them', () => {
  const [{ records }] = entitiesOf([real], fields) as [ReturnType<typeof entitiesOf>[0]]
  const second = records.map((column) => (column.kind === 'number' ? column.values[1]! : NaN))
  expect(second.slice(0, 2)).toEqual([9, 0])
  expect(second.slice(2).every(Number.isNaN)).toBe(true)
})

test('entities are the same whole whatever their keys and where they begin, and not with one value changed', () => {
  const others = pair([8, 7, 7], [...machine(2, 100), ...machine(3, 0, 1.5)])
  const [learnt, drawn] = entitiesOf([real, others], fields)
  const [first] = learnt!.whole.codes
  expect(drawn!.whole.codes[1]).toBe(first)
  expect(drawn!.whole.codes[2]).not.toBe(first)
  expect(drawn!.whole.codes[0]).not.toBe(first)
})

test('other distances in the order are another entity', () => {
  const stretched = pair(
    [7],
    machine(1, 0).map((own) => ({ ...own, hour: own.hour * 1.01 })),
  )
  const [learnt, drawn] = entitiesOf([real, stretched], fields)
  expect(drawn!.whole.codes[0]).not.toBe(learnt!.whole.codes[0])
})

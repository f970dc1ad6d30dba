import { expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { someSequences } from '../../../src/loop/related-report/some-sequences.ts'
import { createRandom } from '../../../src/random.ts'

const number = (values: readonly number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const
const pairOf = (entities: number, length: number) => {
  const rows = Array.from({ length: entities * length }, (_, row) => row)
  const units = rows.map((row) => Math.floor(row / length))
  return {
    parents: createTable([['unit', number(Array.from({ length: entities }, (_, unit) => unit))]]),
    children: createTable([
      ['unit', number(units)],
      ['cycle', number(rows.map((row) => -(row % length)))],
      [
        'heat',
        number(rows.map((row) => (row % length === 1 ? NaN : 100 * units[row]! - (row % length)))),
      ],
      ['still', number(rows.map(() => 7))],
    ]),
  }
}

test('some entities are shown in their order, without gaps and what never changes', () => {
  const found = someSequences(pairOf(5, 4), pairOf(2, 200), {
    keys: { parent: 'unit', child: 'unit' },
    order: 'cycle',
    fields: ['heat', 'still'].map((name) => ({ name, kind: 'number' })),
    random: createRandom(1),
  })
  expect(found.map(({ field }) => field)).toEqual(['heat'])
  const [{ real, synthetic }] = found as [(typeof found)[0]]
  expect(real).toHaveLength(3)
  expect(synthetic).toHaveLength(2)
  for (const line of real) {
    expect(line.map(([place]) => place)).toEqual([0, 1, 3])
    expect(line[2]![1] - line[0]![1]).toBe(3)
  }
  expect(synthetic.every((line) => line.length <= 90)).toBe(true)
})

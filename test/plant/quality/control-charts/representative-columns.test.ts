import { expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import { representativeColumns } from '../../../../src/plant/quality/control-charts/representative-columns.ts'
import { createRandom } from '../../../../src/random.ts'

const random = createRandom(1)
const [first, second] = [1, 2].map(() => random.fillNormal(new Float64Array(400)))
const table = createTable(
  Object.entries({
    a: first!,
    b: first!.map((value) => 3 * value + 0.1 * random.normal()),
    c: first!.map((value) => 0.1 * random.normal() - value),
    d: second!,
    e: second!.map((value, row) => (row % 9 === 0 ? Number.NaN : value + 0.1 * random.normal())),
    f: new Float64Array(400).fill(4),
  }).map(([name, values]) => [name, { kind: 'number' as const, values }]),
)

test('takes one measure of each kind, of the largest kind first', () => {
  const [one, other] = representativeColumns(table, ['a', 'b', 'c', 'd', 'e', 'f'], 2)
  expect(['a', 'b', 'c']).toContain(one)
  expect(['d', 'e']).toContain(other)
})

test('never takes what does not vary or what others tell exactly', () => {
  const twice = createTable([...table.columns, ['g', table.columns.get('a')!]])
  const taken = representativeColumns(twice, ['a', 'g', 'd', 'f'], 9)
  expect(taken).toHaveLength(2)
  expect(taken).toContain('d')
})

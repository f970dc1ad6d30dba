import { expect, test } from 'vitest'
import { columnOf } from '../../../../src/data/table/table.ts'
import { referentialIntegrity } from '../../../../src/generative/evaluation/related/cardinality.ts'
import {
  redrawnParents,
  unrelatedChildren,
} from '../../../../src/generative/evaluation/related/related-baselines.ts'
import { createRandom } from '../../../../src/random.ts'
import { toyTables } from '../../related/toy-tables.ts'

const tables = toyTables(50)
const keys = { parent: 'id', child: 'machine' }

test('parents that are drawn again bring their children along', () => {
  const drawn = redrawnParents(tables, keys, createRandom(1))
  expect(referentialIntegrity(drawn, keys)).toBe(1)
  expect(new Set(columnOf(drawn.parents, 'id', 'number').values).size).toBe(50)
  const line = columnOf(drawn.parents, 'line', 'text')
  const owners = columnOf(drawn.children, 'machine', 'number').values
  const heat = columnOf(drawn.children, 'heat', 'number').values
  // The old line runs hot, in the bootstrap too.
  heat.forEach((value, row) => expect(value > 40).toBe(line.codes[owners[row]!] === 1))
})

test('unrelated children have the values of any child', () => {
  const drawn = unrelatedChildren(tables, keys, 'hour', createRandom(1))
  const line = columnOf(drawn.parents, 'line', 'text')
  const owners = columnOf(drawn.children, 'machine', 'number').values
  const heat = columnOf(drawn.children, 'heat', 'number').values
  const cold = heat.filter((value, row) => line.codes[owners[row]!] === 1 && value < 40)
  expect(cold.length).toBeGreaterThan(20)
})

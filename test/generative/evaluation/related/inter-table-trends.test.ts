import { expect, test } from 'vitest'
import { createTable } from '../../../../src/data/table/table.ts'
import type { AlignedColumn } from '../../../../src/data/table/aligned-columns.ts'
import {
  interTableTrends,
  ownersOf,
} from '../../../../src/generative/evaluation/related/inter-table-trends.ts'

const number = (...values: number[]) =>
  ({ kind: 'number', values: Float64Array.from(values) }) as const
const column = (name: string, ...values: number[]): AlignedColumn => ({
  ...number(...values),
  name,
  isTime: false,
})

test('a child knows the row of its parent', () => {
  const parents = createTable([['id', number(5, 6)]])
  const children = createTable([['of', number(6, 5, 6)]])
  expect(Array.from(ownersOf({ parents, children }, { parent: 'id', child: 'of' }))).toEqual([
    1, 0, 1,
  ])
})

test('a trend across tables that is turned round scores 0, one that is kept 1', () => {
  const parents = [column('size', 1, 2)]
  const owners = Int32Array.of(0, 0, 1, 1)
  const real = { parents, children: [column('load', 10, 10, 20, 20)], owners }
  const turned = { ...real, children: [column('load', 20, 20, 10, 10)] }
  expect(interTableTrends(real, real).score).toBe(1)
  expect(interTableTrends(real, turned).score).toBeCloseTo(0, 12)
  expect(interTableTrends(real, turned).pairs[0]!.fields).toEqual(['size', 'load'])
})

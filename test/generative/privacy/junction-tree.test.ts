import fc from 'fast-check'
import { expect, test } from 'vitest'
import { junctionTree, junctionTreeCells } from '../../../src/generative/privacy/junction-tree.ts'

const sizes = [2, 3, 4, 5, 6, 7]

test('a chain of pairs stays a chain, a cycle gets a chord', () => {
  const chain = [
    [0, 1],
    [1, 2],
    [2, 3],
  ]
  expect(junctionTree(chain, sizes).map(({ fields }) => fields)).toHaveLength(3)
  expect(junctionTreeCells(chain, sizes)).toBe(6 + 12 + 20)
  const cycle = [...chain, [0, 3]]
  const widths = junctionTree(cycle, sizes).map(({ fields }) => fields.length)
  expect(widths).toEqual([3, 3])
})

test('every set lies in a clique, and the cliques of each field hang together', () => {
  const set = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(set, { minLength: 1, maxLength: 8 }), (sets) => {
      const tree = junctionTree(sets, sizes)
      for (const own of sets) {
        expect(tree.some(({ fields }) => own.every((field) => fields.includes(field)))).toBe(true)
      }
      for (const [i, { fields, parent, separator }] of tree.entries()) {
        expect(parent === undefined).toBe(i === 0)
        const before = new Set(tree.slice(0, i).flatMap((clique) => clique.fields))
        // Running intersection: what was seen before is shared with the parent.
        expect(separator).toEqual(fields.filter((field) => before.has(field)))
      }
    }),
  )
})

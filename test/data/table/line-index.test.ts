import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineIndex } from '../../../src/data/table/line-index.ts'

test('every record has the line with which it was added', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 })), (steps) => {
      const index = createLineIndex()
      let line = 1
      const lines = steps.map((step) => (line += step))
      for (const one of lines) index.add(one)
      expect(index.count).toBe(lines.length)
      expect(lines.map((_, row) => index.lineOf(row))).toEqual(lines)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTextLevels } from '../../../src/data/table/text-levels.ts'

test('every text gets the code of its first appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 4 })), (texts) => {
      const levels = createTextLevels()
      const codes = texts.map((text) => {
        const bytes = Buffer.from(`<${text}>`)
        return levels.codeOf(bytes, 1, bytes.length - 1)
      })
      const distinct = [...new Set(texts)]
      expect(levels.levels).toEqual(distinct)
      expect(codes).toEqual(texts.map((text) => distinct.indexOf(text)))
    }),
  )
})

test('thousands of levels keep their codes while the index grows', () => {
  const levels = createTextLevels()
  const codes = Array.from({ length: 5000 }, (_, i) => {
    const bytes = Buffer.from(`item ${i % 2500}`)
    return levels.codeOf(bytes, 0, bytes.length)
  })
  expect(levels.levels.length).toBe(2500)
  expect(codes.every((code, i) => code === i % 2500)).toBe(true)
})

test('bytes that are not UTF-8 have no code', () => {
  const levels = createTextLevels()
  expect(levels.codeOf(Buffer.from([0x63, 0xe9]), 0, 2)).toBe(-1)
  expect(levels.levels).toEqual([])
})

import { describe, expect, test } from 'vitest'
import { drawIndex, drawIndices } from '../../../src/generative/encoding/categorical-draw.ts'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { createRandom } from '../../../src/random.ts'

function drawn(chances: readonly number[], levels: readonly number[]): number[] {
  const rows = levels.length
  const repeated = levels.flatMap(() => chances)
  const node = drawIndex(constant(repeated, [rows, chances.length]), constant(levels, [rows, 1]))
  return Array.from(evaluate([node], {})[0]!.data)
}

describe.each([
  ['few', 5],
  ['many', 1000],
])('%s outcomes', (_, count) => {
  test('are drawn where the distribution function reaches the level', () => {
    const random = createRandom(count)
    const chances = Array.from({ length: count }, () => random.uniform())
    const total = chances.reduce((a, b) => a + b, 0)
    let reached = 0
    const middles = chances.map((chance) => {
      reached += chance
      return (reached - chance / 2) / total
    })
    expect(drawn(chances, middles)).toEqual(chances.map((_, i) => i))
  })

  test('are drawn for a batch of any size', () => {
    expect(drawIndex(input('chances', [-1, count]), input('level', [-1, 1])).shape).toEqual([-1, 1])
  })

  test('are drawn from one row of chances for many levels', () => {
    const chances = Array.from({ length: count }, (_, i) => 1 + (i % 3))
    const levels = [0, 0.2, 0.7, 0.999]
    const one = drawIndex(constant(chances, [1, count]), constant(levels, [4, 1]))
    expect(Array.from(evaluate([one], {})[0]!.data)).toEqual(drawn(chances, levels))
  })

  test('without a chance are never drawn, whatever the level', () => {
    const chances = Array.from({ length: count }, (_, i) => (i % 3 === 1 ? 1 : 0))
    const levels = Array.from({ length: 64 }, (_, i) => Math.min(i / 63, 1 - 2 ** -24))
    expect(drawn(chances, levels).every((outcome) => outcome % 3 === 1)).toBe(true)
  })
})

test('outcomes of many fields at once are those of each field on its own', () => {
  const random = createRandom('fields')
  const counts = [3, 700, 1, 40, 3, 120, 41, 900, 2]
  const chances = counts.map((count) =>
    Array.from({ length: count }, () => (random.uniform() < 0.2 ? 0 : random.uniform() + 0.01)),
  )
  chances[2] = [1]
  chances[8] = [1, 0]
  const rows = 50
  const levels = counts.map(() => Array.from({ length: rows }, () => random.uniform()))
  const all = drawIndices(
    counts,
    constant(chances.flat(), [chances.flat().length]),
    constant(
      levels[0]!.flatMap((_, row) => levels.map((own) => own[row]!)),
      [rows, counts.length],
    ),
  )
  const { data } = evaluate([all], {})[0]!
  for (const [field, own] of chances.entries()) {
    const expected = drawn(own, levels[field]!)
    expect(expected.map((_, row) => data[row * counts.length + field])).toEqual(expected)
  }
})

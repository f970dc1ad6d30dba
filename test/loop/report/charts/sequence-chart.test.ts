import { expect, test } from 'vitest'
import { sequenceChart } from '../../../../src/loop/report/charts/sequence-chart.ts'

const line = (...values: number[]) => values.map((value, place) => [place, value] as const)

test('real sequences stand on the left, drawn ones on the right, on one scale', () => {
  const svg = sequenceChart({ real: [line(1, 2, 3), line(2, 2, 2)], synthetic: [line(2, 2, 2)] })(
    'x',
  ).html
  const pathsOf = (colour: string): number[][] =>
    [...svg.matchAll(new RegExp(`<path d="([^"]+)"[^>]*stroke="var\\(--${colour}\\)"`, 'g'))].map(
      ([, path]) => [...path!.matchAll(/-?[\d.]+/g)].map(Number),
    )
  const [real, drawn] = [pathsOf('ink'), pathsOf('blue')]
  expect(real).toHaveLength(2)
  expect(drawn).toHaveLength(1)
  const flat = real[1]!
  expect(drawn[0]![1]).toBeCloseTo(flat[1]!, 1)
  expect(Math.min(...drawn[0]!.filter((_, i) => i % 2 === 0))).toBeGreaterThan(
    Math.max(...real[0]!.filter((_, i) => i % 2 === 0)),
  )
})

test('one value, and none, can be drawn', () => {
  expect(sequenceChart({ real: [line(5)], synthetic: [] })('x').html).toContain('<svg')
  expect(sequenceChart({ real: [line(5)], synthetic: [] })('x').html).not.toContain('NaN')
})

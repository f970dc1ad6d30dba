import { describe, expect, test } from 'vitest'
import {
  choicesInGraph,
  choiceWidths,
  fitMixedField,
  type MixedField,
  outcomeLogits,
  scoreInGraph,
  stepsOfDraw,
} from '../../../src/generative/encoding/mixed-fields.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { oneHot } from '../../../src/learning/graph/arrangement.ts'
import { cast, multiply } from '../../../src/learning/graph/elementwise.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { createRandom } from '../../../src/random.ts'

const random = createRandom(2)
const valuesOf = (node: Node): number[] => Array.from(evaluate([node], {})[0]!.data)

/** What comes back when the codes of steps are drawn from with certainty. */
function roundTrip(field: MixedField, steps: readonly number[]): number[] {
  const x = constant(steps, [steps.length, 1])
  const widths = choiceWidths(field)
  const choices = choicesInGraph(field, x).map((choice, i) => {
    const flat = constant(valuesOf(choice), [steps.length])
    return multiply(oneHot(cast(flat, 'int32'), widths[i]!), 60)
  })
  return valuesOf(
    stepsOfDraw(field, {
      logits: choices.length > 0 ? outcomeLogits(field, choices) : undefined,
      weights: constant(
        field.outcomes.map(() => 1),
        [field.outcomes.length],
      ),
      level: constant(
        steps.map(() => 0.5),
        [steps.length, 1],
      ),
      score: scoreInGraph(field, x),
    }),
  )
}

describe('a quantity', () => {
  const values = Float64Array.from({ length: 3000 }, (_, i) => {
    if (i % 2 === 0) return 0
    return i % 7 === 0 ? NaN : 1 + Math.round(100 * random.uniform() ** 2)
  })
  const bounds = { name: 'gain', minimum: 0, maximum: 101, step: 1 }
  const field = fitMixedField(bounds, values, 'uniform')

  test('has common values and gaps as outcomes of their own', () => {
    expect(field.outcomes.slice(0, 2)).toEqual([NaN, 0])
    expect(field.outcomes.at(-1)).toBeNaN()
    expect(field.shares.reduce((a, b) => a + b)).toBeCloseTo(1, 9)
  })

  test('comes back from its codes', () => {
    const steps = [0, NaN, 1, 3, 17, 60, 100]
    expect(roundTrip(field, steps)).toEqual(steps)
  })

  test('has scores that are spread evenly', () => {
    const others = values.filter((value) => value > 0)
    const scores = valuesOf(scoreInGraph(field, constant(others, [others.length, 1]))!)
    const share = scores.filter((score) => score < 0.5).length / scores.length
    expect(share).toBeCloseTo(0.75, 1)
  })

  test('of few values is a choice between them', () => {
    const own = fitMixedField(bounds, Float64Array.of(3, 3, 7, 100), 'normal')
    expect(own.knots).toBeUndefined()
    expect(roundTrip(own, [3, 7, 100, 90, 4])).toEqual([3, 7, 100, 100, 3])
  })

  test('keeps instants apart that float32 can hold', () => {
    const times = Float64Array.from({ length: 500 }, (_, i) => i * 37)
    const own = fitMixedField({ name: 't', minimum: 0, maximum: 18463, step: 1 }, times, 'normal')
    expect(choiceWidths(own)).toEqual([])
    const back = roundTrip(own, [37, 18463, 3700])
    back.forEach((steps, i) => expect(Math.abs(steps - [37, 18463, 3700][i]!)).toBeLessThan(40))
  })
})

describe('a category', () => {
  test('of many levels is two digits of the rank', () => {
    const values = Float64Array.from({ length: 2000 }, () => random.integer(1000))
    const field = fitMixedField(
      { name: 'part', levels: 1000, minimum: 0, maximum: 999, step: 1 },
      values,
      'normal',
    )
    expect(choiceWidths(field)).toEqual([32, 32])
    expect(roundTrip(field, [0, 1, 500, 999])).toEqual([0, 1, 500, 999])
  })

  test('that is always missing is always missing', () => {
    const field = fitMixedField(
      { name: 'remark', levels: 0, minimum: 0, maximum: 0, step: 1 },
      Float64Array.of(NaN, NaN),
      'normal',
    )
    expect(roundTrip(field, [NaN, 0])).toEqual([NaN, NaN])
  })
})

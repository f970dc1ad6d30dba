import { describe, expect, test } from 'vitest'
import {
  type RuleName,
  rules,
  rulesMet,
  ruleSets,
} from '../../../../src/plant/quality/control-charts/rules.ts'
import { createRandom } from '../../../../src/random.ts'

/** A series that meets the rule at its last point only. */
const examples: Readonly<Record<RuleName, readonly number[]>> = {
  'beyond-limits': [2.9, -2.9, 3.1],
  'two-of-three-beyond-two': [2.5, 0, 2.1],
  'four-of-five-beyond-one': [-1.2, -1.2, 0.5, -1.1, -1.3],
  'eight-on-one-side': [-0.1, 0.2, 0.3, 0.1, 0.4, 0.2, 0.1, 0.6, 0.1],
  'nine-on-one-side': [0.1, -0.2, -0.3, -0.1, -0.4, -0.2, -0.1, -0.6, -0.1, -0.2],
  'six-in-a-trend': [0.5, 0.1, 0.2, 0.3, 0.5, 0.6, 0.7],
  'fourteen-alternating': [1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0],
  'fifteen-within-one': [1.1, ...new Array<number>(15).fill(0.4)],
  'eight-beyond-one': [0.1, 1.2, -1.2, 1.2, 1.3, -1.4, 1.1, -1.1, 1.5],
}

describe('each rule', () => {
  test.each(Object.keys(rules) as RuleName[])('%s is met by its example, at the end', (name) => {
    const example = examples[name]
    const last = example.length - 1
    const from = last - rules[name].window + 1
    expect(rulesMet(example, [name])).toEqual([{ rule: name, point: last, from }])
    expect(
      rulesMet(
        example.map((value) => -value),
        [name],
      ),
    ).toHaveLength(1)
    expect(rulesMet(example.slice(0, -1), [name])).toEqual([])
  })

  test.each(Object.keys(rules) as RuleName[])('%s has its stated false-alarm rate', (name) => {
    const random = createRandom(`rule ${name}`)
    const count = 200_000
    const met = rulesMet(random.fillNormal(new Float64Array(count)), [name]).length
    const { falseAlarmRate, window } = rules[name]
    // Alarms of overlapping windows come in clusters: their count varies more than a binomial one.
    const error = Math.sqrt((falseAlarmRate * window) / count)
    expect(Math.abs(met / count - falseAlarmRate)).toBeLessThan(4 * error)
  })
})

test('a point on the centre ends a run, one that is missing does not', () => {
  const run = [1, 1, 1, 1, 0, 1, 1, 1, 1].map((value) => value / 2)
  expect(rulesMet(run, ['eight-on-one-side'])).toEqual([])
  const gap = [1, 1, 1, 1, Number.NaN, 1, 1, 1, 1].map((value) => value / 2)
  expect(rulesMet(gap, ['eight-on-one-side'])).toEqual([
    { rule: 'eight-on-one-side', point: 8, from: 0 },
  ])
})

test('the rules of Western Electric together alarm after 92 points on average', () => {
  // Champ & Woodall 1987 (doi:10.1080/00401706.1987.10488266): 91.75.
  const random = createRandom('western-electric')
  let sum = 0
  const runs = 2000
  for (let run = 0; run < runs; run++) {
    let length = 0
    let points: number[] = []
    for (;;) {
      points = [...points.slice(-7), random.normal()]
      length++
      const last = points.length - 1
      if (rulesMet(points, ruleSets['western-electric']).some(({ point }) => point === last)) break
    }
    sum += length
  }
  expect(Math.abs(sum / runs - 91.75)).toBeLessThan(3.5 * (91.75 / Math.sqrt(runs)))
})

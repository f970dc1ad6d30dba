import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../../src/random.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { add, cast, multiply } from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import { sizeOf, type Node, type TensorValue } from '../../../src/learning/graph/node.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { operators, sample } from './samples.ts'

type Feeds = Readonly<Record<string, TensorValue>>

describe.each(operators)('%s', (operator) => {
  test.each([1, 2, 3, 4, 5, 6])(
    'has the slope of finite differences, first and second order (%i)',
    (seed) => {
      const random = createRandom(`${operator}/${seed}`)
      const { node, inputs, feeds } = sample(operator, random)
      const floats = inputs.filter((x) => x.type === 'float32')
      const loss = weightedSum([cast(node, 'float32')], random)
      const first = gradient(loss, floats)
      expect(first.map(({ shape }) => shape)).toEqual(floats.map(({ shape }) => shape))
      expectSlopes(loss, floats, first, feeds)
      const slope = weightedSum(first, random)
      expectSlopes(slope, floats, gradient(slope, floats), feeds)
    },
  )
})

function weightedSum(nodes: readonly Node[], random: Random): Node {
  return nodes
    .map((node) => {
      const weights = Float64Array.from({ length: sizeOf(node.shape) }, () => random.normal())
      return sum(multiply(node, constant(weights, node.shape)))
    })
    .reduce((total, part) => add(total, part), constant([0], []))
}

/** Central differences of a scalar in up to 6 entries of each input. */
function expectSlopes(
  scalar: Node,
  inputs: readonly Node<'input'>[],
  gradients: readonly Node[],
  feeds: Feeds,
): void {
  const values = evaluate(gradients, feeds)
  inputs.forEach(({ attributes: { name }, shape }, i) => {
    const length = sizeOf(shape)
    for (let k = 0; k < length; k += Math.ceil(length / 6)) {
      const step = 1e-5
      const moved = [step, -step].map((by) => {
        const data = Float64Array.from(feeds[name]!.data)
        data[k]! += by
        return evaluate([scalar], { ...feeds, [name]: { shape, data } })[0]!.data[0]!
      })
      const slope = (moved[0]! - moved[1]!) / (2 * step)
      const got = values[i]!.data[k]!
      expect(Math.abs(got - slope), `${name}[${k}]: ${got} and ${slope}`).toBeLessThan(
        1e-6 * Math.max(1, Math.abs(slope)) * 10,
      )
    }
  })
}

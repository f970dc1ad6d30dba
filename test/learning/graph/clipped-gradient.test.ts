import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { constant, input } from '../../../src/learning/graph/apply.ts'
import { clippedGradient } from '../../../src/learning/graph/clipped-gradient.ts'
import {
  add,
  multiply,
  square,
  stopGradient,
  subtract,
  tanh,
} from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import { gradient } from '../../../src/learning/graph/gradient.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import { concat, reshape } from '../../../src/learning/graph/arrangement.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { mean, standardize, sum } from '../../../src/learning/graph/reduction.ts'
import { createRandom } from '../../../src/random.ts'
import { exampleNetwork, type ExampleNetwork } from './example-networks.ts'

/** The gradient of each row's loss, one at a time, all parameters side by side. */
function oneByOne({ count, parameters, losses, feeds }: ExampleNetwork): number[][] {
  return Array.from({ length: count }, (_, i) => {
    const chosen = constant(
      Array.from({ length: count }, (_, j) => (i === j ? 1 : 0)),
      [count],
    )
    const own = gradient(sum(multiply(losses, chosen)), parameters)
    return evaluate(own, feeds).flatMap(({ data }) => [...data])
  })
}

const norm = (values: readonly number[]): number => Math.hypot(...values)

describe('clipped gradient', () => {
  test('equals the sum of clipped gradients taken one by one, on random networks', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.01, max: 3, noNaN: true }), (seed, limit) => {
        const network = exampleNetwork(createRandom(seed))
        const { count, parameters, rows, losses, feeds } = network
        const weights = [1, 0, 1]
        const { sums, norms } = clippedGradient(mean(losses), parameters, {
          rows,
          count,
          weights: constant(weights, [count]),
          limit,
        })
        const expected = oneByOne(network)
        const [found, ...parts] = evaluate([norms, ...sums], feeds)
        expected.forEach((own, i) => expect(found!.data[i]).toBeCloseTo(norm(own), 8))
        const total = parts.flatMap(({ data }) => [...data])
        total.forEach((entry, j) => {
          const clipped = expected.map((own, i) => {
            return own[j]! * weights[i]! * Math.min(1, (limit * (1 - 2 ** -14)) / norm(own))
          })
          expect(entry).toBeCloseTo(
            clipped.reduce((a, b) => a + b),
            8,
          )
        })
      }),
      { numRuns: 150 },
    )
  })

  test('of one row is never longer than the limit', () => {
    const network = exampleNetwork(createRandom(5))
    const { count, parameters, rows, losses, feeds } = network
    for (let i = 0; i < count; i++) {
      const { sums } = clippedGradient(mean(losses), parameters, {
        rows,
        count,
        weights: constant([0, 0, 0].with(i, 1), [count]),
        limit: 1e-3,
      })
      const own = evaluate(sums, feeds).flatMap(({ data }) => [...data])
      expect(norm(own)).toBeLessThanOrEqual(1e-3)
      expect(norm(own)).toBeGreaterThan(0.99e-3)
    }
  })
})

describe('what breaks the guarantee is refused', () => {
  const count = 4
  const x = input('x', [count, 3])
  const weights = input('weights', [3, 2])
  const clip = (loss: Node): unknown =>
    clippedGradient(loss, [weights], {
      rows: [x],
      count,
      weights: constant([1, 1, 1, 1], [count]),
      limit: 1,
    })
  const error = (output: Node): Node => mean(square(output))

  test('a plain network is not', () => {
    expect(() => clip(error(matmul(x, weights)))).not.toThrow()
  })

  test.each([
    ['batch normalisation', () => error(standardize(matmul(x, weights), 0))],
    [
      'a statistic of the batch through which no gradient flows',
      () => {
        const centre = stopGradient(mean(x, { axes: 0, keepAxes: true }))
        return error(matmul(subtract(x, centre), weights))
      },
    ],
    [
      'packing of two rows',
      () => error(matmul(reshape(x, [2, 6]), reshape(concat([weights, weights], 0), [6, 2]))),
    ],
    ['a square of the mean loss', () => square(error(matmul(x, weights)))],
    [
      'rows compared with each other',
      () => error(matmul(matmul(x, x, { transposeRight: true }), matmul(x, weights))),
    ],
  ])('%s', (_, loss) => {
    expect(() => clip(loss())).toThrow('private training: the rows of a batch are mixed')
  })

  test('a penalty of parameters in the loss', () => {
    expect(() => clip(add(error(matmul(x, weights)), mean(square(weights))))).toThrow(
      'private training: a part of the loss depends on no row',
    )
  })

  test('a parameter that is changed before it meets the data', () => {
    expect(() => clip(error(matmul(x, tanh(weights))))).toThrow(
      'private training: a parameter is changed before it meets the data, expected it as it is, got tanh [3, 2]',
    )
  })

  test('a batch of one', () => {
    const options = { rows: [x], count: 1, weights: constant([1], [1]), limit: 1 }
    expect(() => clippedGradient(error(matmul(x, weights)), [weights], options)).toThrow(
      'private training: batch too small',
    )
  })
})

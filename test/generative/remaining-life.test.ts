import { describe, expect, test } from 'vitest'
import { blocksWidth } from '../../src/generative/encoding/history-blocks.ts'
import {
  likelihoodLoss,
  rankedLoss,
  remainingLifeNetwork,
} from '../../src/generative/remaining-life.ts'
import { rankedProbabilityScore } from '../../src/generative/histogram.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node, TensorValue } from '../../src/learning/graph/node.ts'
import { mapTree } from '../../src/learning/graph/tree.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { matrixRows } from '../../src/learning/training/program.ts'
import { createRandom } from '../../src/random.ts'

const bins = { low: [0, 10, 20, 30], high: [10, 20, 30, 50] }
const probability = constant([0.1, 0.2, 0.3, 0.4], [1, 4])
const numberOf = (node: Node): number => evaluate([node], {})[0]!.data[0]!
const outcome = (life: number, failed: number): Node => constant([life, failed], [1, 2])

describe('the loss of a life', () => {
  test('that ended in a failure is that of its bin', () => {
    expect(numberOf(likelihoodLoss(bins, outcome(15, 1), probability))).toBeCloseTo(-Math.log(0.2))
    const score = rankedProbabilityScore(bins, constant([15], [1]), probability)
    expect(numberOf(rankedLoss(bins, outcome(15, 1), probability))).toBeCloseTo(numberOf(score))
  })

  test('that was cut short asks for all that is longer, and for nothing of how long', () => {
    expect(numberOf(likelihoodLoss(bins, outcome(15, 0), probability))).toBeCloseTo(-Math.log(0.9))
    // Only the boundary at 10 was passed, where the model says 0.1 have failed.
    expect(numberOf(rankedLoss(bins, outcome(15, 0), probability))).toBeCloseTo(10 * 0.1 ** 2)
    expect(numberOf(likelihoodLoss(bins, outcome(99, 0), probability))).toBeCloseTo(-Math.log(0.4))
  })
})

test('learns the life that a history tells of, also with a channel hidden', async () => {
  const shape = { channelCount: 2, edges: [0, 5] }
  const random = createRandom(4)
  const width = blocksWidth(shape)
  const count = 2000
  const history = new Float32Array(count * width)
  const outcomes = new Float32Array(count * 2)
  for (let row = 0; row < count; row++) {
    const life = 50 * random.uniform()
    history.set([life / 25 - 1, life / 25 - 1, 1, 1, 1, 0], row * width)
    outcomes.set([life, 1], 2 * row)
  }
  const family = remainingLifeNetwork({
    shape,
    bins,
    batchSize: 100,
    optimiser: adam({ rate: 5e-3 }),
    widths: [16],
    scale: 25,
    hiddenShare: 0.5,
  })
  const data = { history: matrixRows(history, width), outcome: matrixRows(outcomes, 2) }
  const trained = await fit(family.program, data, { seed: 1, epochs: 15 })
  if (trained.status !== 'trained') throw new Error('diverged')
  const parameters = mapTree(trained.parameters, ({ data: values, shape: size }: TensorValue) =>
    constant(values, size),
  )
  for (const [row, bin] of [
    [[-0.8, -0.8, 1, 1, 1, 0], 0],
    [[0, 0.4, 0, 1, 1, 0], 3],
    [[0.6, 0.6, 1, 1, 1, 0], 3],
  ] as const) {
    const given = family.probability(parameters, constant([...row], [1, width]))
    const chances = [...evaluate([given], {})[0]!.data]
    expect(chances.indexOf(Math.max(...chances))).toBe(bin)
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 5)
  }
  const rank = constant([-8, 0, 8], [1, 3, 1])
  const drawn = family.sample(parameters, constant([0.6, 0.6, 1, 1, 1, 0], [1, width]), { rank })
  const [low, middle, high] = evaluate([drawn], {})[0]!.data
  expect(low!).toBeLessThan(middle!)
  expect(middle!).toBeGreaterThan(30)
  expect(high!).toBeCloseTo(50)
})

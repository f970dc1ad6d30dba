import { describe, expect, test } from 'vitest'
import { add, multiply, square, subtract } from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import type { TensorValue } from '../../../src/learning/graph/node.ts'
import { mean } from '../../../src/learning/graph/reduction.ts'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { fit, type FitOptions } from '../../../src/learning/training/fit.ts'
import {
  drawRows,
  expectPrivateSteps,
  releaseMean,
  type PrivateSteps,
} from '../../../src/learning/training/private-steps.ts'
import { defineProgram, type Program } from '../../../src/learning/training/program.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionData, regressionProgram, trueBias, trueWeights } from './programs.ts'

type Line = { readonly line: { readonly weights: TensorValue; readonly bias: TensorValue } }

/** Least squares from zero, one phase and nothing else. */
function plainProgram(batchSize: number, rate: number): Program<Line, 'x' | 'y', never> {
  return defineProgram({
    batchSize,
    inputs: { x: [3], y: [1] },
    noise: {},
    initialise: () => ({
      line: {
        weights: { shape: [3, 1], data: new Float32Array(3) },
        bias: { shape: [1], data: new Float32Array(1) },
      },
    }),
    phases: [
      {
        name: 'regression',
        trains: ['line'],
        optimiser: sgd({ rate }),
        loss({ parameters: { line }, batch }) {
          const error = subtract(add(matmul(batch.x, line.weights), line.bias), batch.y)
          return { loss: mean(multiply(square(error), 0.5)) }
        },
      },
    ],
  })
}

const data = regressionData(500)
const privacy: PrivateSteps = { limit: 100, noise: 1e-6, rate: 0.2, randomness: 'reproducible' }
const options: FitOptions = { seed: 1, epochs: 1, privacy }

async function trained(
  program: Program<Line, 'x' | 'y', never>,
  own: FitOptions,
): Promise<number[]> {
  const outcome = await fit(program, data, own)
  if (outcome.status !== 'trained') throw new Error(outcome.status)
  const { weights, bias } = outcome.parameters.line
  return [...weights.data, ...bias.data]
}

describe('private training', () => {
  test('with hardly any noise finds what plain training finds, whatever the batch holds', async () => {
    // About 100 rows take part in a step: they fill a batch of 64 twice, one of 256 in part.
    for (const batchSize of [64, 256]) {
      const found = await trained(plainProgram(batchSize, 0.5), { ...options, epochs: 20 })
      const truth = [...trueWeights, trueBias]
      truth.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 3))
    }
  })

  test('one step of all rows moves by the mean of clipped gradients', async () => {
    const limit = 0.5
    const step = { ...options, iterationsPerEpoch: 1 }
    const own = { ...step, privacy: { ...privacy, limit, rate: 1 } }
    const found = await trained(plainProgram(64, 1), own)
    const expected = [0, 0, 0, 0]
    for (let row = 0; row < 500; row++) {
      const x = [...data.x.values.subarray(row * 3, row * 3 + 3), 1]
      const gradient = x.map((entry) => -entry * data.y.values[row]!)
      const factor = Math.min(1, limit / Math.hypot(...gradient))
      gradient.forEach((entry, i) => (expected[i]! -= (entry * factor) / 500))
    }
    expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 4))
  })

  test('tells nothing of the losses', async () => {
    const outcome = await fit(plainProgram(64, 0.1), data, options)
    expect(outcome.history.map(({ losses }) => losses)).toEqual([{}])
  })

  test('is repeated by the seed only where that was asked for', async () => {
    const noisy = { ...privacy, noise: 1 }
    const program = plainProgram(64, 0.01)
    const first = await trained(program, { ...options, privacy: noisy })
    expect(await trained(program, { ...options, privacy: noisy })).toEqual(first)
    const { randomness: _, ...secure } = noisy
    const second = await trained(program, { ...options, privacy: secure })
    expect(await trained(program, { ...options, privacy: secure })).not.toEqual(second)
  })

  test.each<readonly [string, Partial<FitOptions>]>([
    ['validation outside of the budget', { validation: data }],
    ['a checkpoint', { checkpoint: { path: 'run.checkpoint' } }],
    ['accumulated batches', { accumulate: 2 }],
  ])('refuses %s', async (what, own) => {
    const fitted = fit(plainProgram(64, 0.1), data, { ...options, ...own })
    await expect(fitted).rejects.toThrow(`private training: ${what}, expected none`)
  })

  test('refuses statistics that are carried along, and several phases', async () => {
    await expect(fit(regressionProgram(), data, options)).rejects.toThrow(
      'private training: values taken from the data outside of the gradient',
    )
    const program = plainProgram(64, 0.1)
    const twice = { ...program, phases: [program.phases[0]!, program.phases[0]!] }
    await expect(fit(twice, data, options)).rejects.toThrow('private training: several phases')
  })

  test('refuses settings that promise nothing', () => {
    const wrong = (own: Partial<PrivateSteps>) => () => expectPrivateSteps({ ...privacy, ...own })
    expect(wrong({ noise: 0 })).toThrow('private noise: expected a number above 0, got 0')
    expect(wrong({ limit: Infinity })).toThrow('private limit: expected a number above 0')
    expect(wrong({ rate: 1.5 })).toThrow('private rate: expected a number above 0 and at most 1')
  })
})

describe('parts of a private step', () => {
  test('rows are drawn independently, so that their number is binomial', () => {
    const random = createRandom('rows')
    const counts = Array.from({ length: 400 }, () => drawRows(random, 1000, 0.1).length)
    const mean = counts.reduce((a, b) => a + b) / 400
    const variance = counts.reduce((a, b) => a + (b - mean) ** 2, 0) / 400
    expect(Math.abs(mean - 100)).toBeLessThan(4 * Math.sqrt(90 / 400))
    expect(Math.abs(variance / 90 - 1)).toBeLessThan(4 * Math.sqrt(2 / 400))
  })

  test('noise has the stated deviation', () => {
    const sum = new Float32Array(100_000).fill(12)
    releaseMean(sum, { limit: 2, noise: 1.5, rate: 0.1 }, 300, createRandom('noise'))
    const mean = sum.reduce((a, b) => a + b, 0) / sum.length
    const deviation = Math.sqrt(sum.reduce((a, b) => a + (b - mean) ** 2, 0) / sum.length)
    expect(Math.abs(mean - 12 / 30)).toBeLessThan(4 * (3 / 30 / Math.sqrt(100_000)))
    expect(Math.abs(deviation / (3 / 30) - 1)).toBeLessThan(4 / Math.sqrt(200_000))
  })
})

// A small program whose optimum is known, and rows for it.

import { add, multiply, square, subtract } from '../../../src/learning/graph/elementwise.ts'
import { matmul } from '../../../src/learning/graph/linear-algebra.ts'
import type { Node, TensorValue } from '../../../src/learning/graph/node.ts'
import { mean } from '../../../src/learning/graph/reduction.ts'
import { adam } from '../../../src/learning/optim/adam.ts'
import type { Optimiser } from '../../../src/learning/optim/optimiser.ts'
import {
  defineProgram,
  matrixRows,
  type Program,
  type TrainingData,
} from '../../../src/learning/training/program.ts'
import { createRandom } from '../../../src/random.ts'

export type Line<T> = { readonly weights: T; readonly bias: T }

export type RegressionProgram = Program<
  { readonly line: Line<TensorValue>; readonly seen: { readonly steps: TensorValue } },
  'x' | 'y',
  'jitter'
>

export interface RegressionOptions {
  readonly batchSize?: number
  readonly optimiser?: Optimiser
  /** Deviation of noise that is fed and added to the prediction. */
  readonly jitter?: number
}

/** Least squares of y on three columns of x; `seen` counts the steps as a state that is not trained. */
export function regressionProgram({
  batchSize = 32,
  optimiser = adam({ rate: 0.05 }),
  jitter = 0,
}: RegressionOptions = {}): RegressionProgram {
  const predict = (line: Line<Node>, x: Node): Node => add(matmul(x, line.weights), line.bias)
  return defineProgram({
    batchSize,
    inputs: { x: [3], y: [1] },
    noise: { jitter: { kind: 'normal', shape: [batchSize, 1] } },
    initialise: (random) => ({
      line: {
        weights: { shape: [3, 1], data: random.fillNormal(new Float32Array(3)) },
        bias: { shape: [1], data: new Float32Array(1) },
      },
      seen: { steps: { shape: [], data: new Float32Array(1) } },
    }),
    phases: [
      {
        name: 'regression',
        trains: ['line'],
        optimiser,
        loss({ parameters, batch, noise }) {
          const exact = predict(parameters.line, batch.x)
          const prediction = jitter === 0 ? exact : add(exact, multiply(noise.jitter, jitter))
          return {
            loss: mean(square(subtract(prediction, batch.y))),
            metrics: { bias: mean(parameters.line.bias) },
            updates: { seen: { steps: add(parameters.seen.steps, 1) } },
          }
        },
      },
    ],
    evaluate: ({ parameters, batch }) => ({
      error: mean(square(subtract(predict(parameters.line, batch.x), batch.y)), { axes: 1 }),
    }),
  })
}

export const trueWeights = [1.5, -2, 0.5]
export const trueBias = 0.25

/** y = x trueWeights + trueBias + noise. */
export function regressionData(rows: number, noise = 0): TrainingData<'x' | 'y'> {
  const random = createRandom('regression')
  const x = random.split('x').fillNormal(new Float32Array(rows * 3))
  const e = random.split('e').fillNormal(new Float32Array(rows))
  const y = Float32Array.from({ length: rows }, (_, i) =>
    trueWeights.reduce((total, w, j) => total + w * x[i * 3 + j]!, trueBias + noise * e[i]!),
  )
  return { x: matrixRows(x, 3), y: matrixRows(y, 1) }
}

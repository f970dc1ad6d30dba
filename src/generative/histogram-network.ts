// A network that gives each field of a record a histogram, and a Gaussian copula that joins the fields:
// marginals by cross-entropy over bins, dependence from the ranks that the marginals give to the data
// (Sklar 1959).

import { constant } from '../learning/graph/apply.ts'
import { reshape, unsqueeze } from '../learning/graph/arrangement.ts'
import {
  add,
  cast,
  divide,
  greater,
  maximum,
  multiply,
  stopGradient,
  subtract,
} from '../learning/graph/elementwise.ts'
import { matmul } from '../learning/graph/linear-algebra.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { softmax } from '../learning/graph/reduction.ts'
import { normalCumulative } from '../learning/graph/special.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import { choleskyFactor, identity, normalQuantile } from './copula.ts'
import type { Codec, Example } from './encoding/codec.ts'
import { fieldWeights, observedMean, observedRowMean } from './example-loss.ts'
import type { GenerativeModel } from './family.ts'
import {
  type Bins,
  histogramLoss,
  rankedProbabilityScore,
  rankOf,
  valueAtRank,
} from './histogram.ts'
import {
  initialiseResidual,
  residual,
  type ResidualNetwork,
  type ResidualOptions,
} from './residual-network.ts'

export interface HistogramOptions extends ResidualOptions {
  readonly bins: Bins
  readonly batchSize: number
  readonly optimiser: Optimiser
  /** Probability of each bin before anything is learnt; default the same for all. */
  readonly prior?: readonly number[]
}

export type HistogramParameters<T> = {
  readonly network: ResidualNetwork<T>
  /** `ranks`: correlation of the normal scores of ranks; `factor`: its lower triangular root. */
  readonly copula: { readonly ranks: T; readonly factor: T }
}

/**
 * Loss: mean over observed fields of -log p(bin of the value). A sample draws correlated normals,
 * turns them to ranks, and reads each field's value at its rank.
 */
export function histogramNetwork(
  codec: Codec,
  { bins, batchSize, optimiser, prior, ...shape }: HistogramOptions,
): GenerativeModel<HistogramParameters<TensorValue>> {
  const fields = codec.recordWidth
  const binCount = bins.low.length

  function logitsOf({ network }: HistogramParameters<Node>, condition: Node | undefined): Node {
    const flat = residual(network, condition ?? nothing)
    return reshape(flat, [condition?.shape[0] ?? 1, fields, binCount])
  }

  return {
    family: 'histogram',
    noise: { ranks: { kind: 'stratified', width: fields } },
    program: defineProgram({
      batchSize,
      inputs: codec.inputs,
      noise: { share: { kind: 'uniform', shape: [batchSize, fields] } },
      initialise: (random): HistogramParameters<TensorValue> => {
        const inputs = Math.max(1, codec.conditionWidth)
        const network = initialiseResidual(random, inputs, fields * binCount, shape)
        if (prior) setPrior(network.exit.bias, prior)
        return { network, copula: { ranks: identity(fields), factor: identity(fields) } }
      },
      phases: [
        {
          name: 'histogram',
          trains: ['network'],
          optimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch)
            const logits = logitsOf(parameters, example.condition)
            const loss = observedMean(histogramLoss(bins, example.record, logits), example)
            const rank = rankOf(bins, example.record, softmax(logits), noise.share)
            const { ranks, factor } = parameters.copula
            const followed = followCorrelation(ranks, normalQuantile(rank), example)
            return { loss, updates: { copula: { ranks: followed, factor } } }
          },
        },
      ],
      evaluate({ parameters, batch }) {
        const example = codec.example(batch)
        const logits = logitsOf(parameters, example.condition)
        const score = rankedProbabilityScore(bins, example.record, softmax(logits))
        return {
          'log loss': observedRowMean(histogramLoss(bins, example.record, logits), example),
          'ranked probability score': observedRowMean(score, example),
        }
      },
    }),
    finish: ({ network, copula }) => ({
      network,
      copula: { ...copula, factor: choleskyFactor(copula.ranks, copulaShrinkage) },
    }),
    sample(parameters, condition, { ranks }) {
      const probability = unsqueeze(softmax(logitsOf(parameters, condition)), 1)
      const scores = matmul(ranks!, parameters.copula.factor, { transposeRight: true })
      return valueAtRank(bins, probability, normalCumulative(scores))
    },
  }
}

/** What a network is told that is given nothing. */
const nothing = constant([1], [1, 1])

/** Weight of independence in the copula, which keeps its root well conditioned. */
const copulaShrinkage = 0.05

/** Share of a batch in the running correlation. */
const copulaRate = 0.02

function setPrior({ data }: TensorValue, probabilities: readonly number[]): void {
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.log(probabilities[i % probabilities.length]!)
  }
}

/** Moves a running correlation towards that of a batch, as far as pairs of fields were observed. */
function followCorrelation(ranks: Node, scores: Node, example: Example): Node {
  const mask = fieldWeights({ ...example, weight: undefined })
  const seen = stopGradient(multiply(scores, mask))
  const products = matmul(seen, seen, { transposeLeft: true })
  const counts = matmul(mask, mask, { transposeLeft: true })
  const rate = multiply(cast(greater(counts, 0), 'float32'), copulaRate)
  return add(ranks, multiply(subtract(divide(products, maximum(counts, 1)), ranks), rate))
}

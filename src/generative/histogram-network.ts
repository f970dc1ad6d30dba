// A network that gives each field of a record a histogram, and a Gaussian copula that joins the fields:
// marginals by cross-entropy over bins, dependence from the ranks that the marginals give to the data
// (Sklar 1959; randomised ranks of Czado, Gneiting & Held 2009, doi:10.1111/j.1541-0420.2009.01191.x).

import { constant } from '../learning/graph/apply.ts'
import { concat, reshape, slice, unsqueeze } from '../learning/graph/arrangement.ts'
import {
  add,
  cast,
  clamp,
  divide,
  greater,
  maximum,
  multiply,
  square,
  stopGradient,
  subtract,
} from '../learning/graph/elementwise.ts'
import { matmul } from '../learning/graph/linear-algebra.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { cumulativeSum, logSoftmax, softmax, sum } from '../learning/graph/reduction.ts'
import { normalCumulative } from '../learning/graph/special.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import { choleskyFactor, identity, normalQuantile } from './copula.ts'
import type { Codec, Example } from './encoding/codec.ts'
import type { GenerativeModel } from './family.ts'
import {
  initialiseResidual,
  residual,
  type ResidualOptions,
  type ResidualNetwork,
} from './residual-network.ts'

/** Ascending spans of a field's values; a span of no width is a value that occurs as such. */
export interface Bins {
  readonly low: readonly number[]
  readonly high: readonly number[]
}

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
 * turns them to ranks, and reads each field's value at its rank, linear within a bin.
 */
export function histogramNetwork(
  codec: Codec,
  { bins, batchSize, optimiser, prior, ...shape }: HistogramOptions,
): GenerativeModel<HistogramParameters<TensorValue>> {
  const fields = codec.recordWidth
  const binCount = bins.low.length
  const boundaries = bins.high.slice(0, -1).map((high, i) => (high + bins.low[i + 1]!) / 2)

  function probabilitiesOf(parameters: HistogramParameters<Node>, condition: Node | undefined) {
    const flat = residual(parameters.network, condition ?? nothing)
    const logits = reshape(flat, [condition?.shape[0] ?? 1, fields, binCount])
    return { log: logSoftmax(logits, 2), probability: softmax(logits, 2) }
  }

  /** 1 for every boundary that a value lies above, `[batch, fields, bins - 1]`. */
  function boundariesBelow(record: Node): Node {
    const levels = constant(boundaries, [boundaries.length])
    return cast(greater(unsqueeze(record, 2), levels), 'float32')
  }

  function binOf(below: Node): Node {
    const edge = slice(below, 2, 0, 1)
    const first = add(multiply(edge, 0), 1)
    return subtract(concat([first, below], 2), concat([below, multiply(edge, 0)], 2))
  }

  function logLoss(parameters: HistogramParameters<Node>, { record, condition }: Example): Node {
    const { log: logProbability } = probabilitiesOf(parameters, condition)
    return multiply(sum(multiply(binOf(boundariesBelow(record)), logProbability), { axes: 2 }), -1)
  }

  return {
    family: 'histogram',
    noise: { ranks: { kind: 'stratified', width: fields } },
    program: defineProgram({
      batchSize,
      inputs: codec.inputs,
      noise: { spread: { kind: 'uniform', shape: [batchSize, fields] } },
      initialise: (random): HistogramParameters<TensorValue> => {
        const inputs = Math.max(1, codec.conditionWidth)
        const network = initialiseResidual(random, inputs, fields * binCount, shape)
        setPrior(network.exit.bias, prior)
        return {
          network,
          copula: { ranks: identity(fields), factor: identity(fields) },
        }
      },
      phases: [
        {
          name: 'histogram',
          trains: ['network'],
          optimiser,
          loss({ parameters, batch, noise }) {
            const example = codec.example(batch)
            const weight = weightsOf(example)
            const loss = divide(
              sum(multiply(logLoss(parameters, example), weight)),
              maximum(sum(weight), 1e-6),
            )
            const scores = rankScores(parameters, example, noise.spread!)
            const { ranks, factor } = parameters.copula
            return { loss, updates: { copula: { ranks: followed(ranks, scores), factor } } }
          },
        },
      ],
      evaluate({ parameters, batch }) {
        const example = codec.example(batch)
        const weight = weightsOf(example)
        const perRow = (x: Node): Node =>
          divide(sum(multiply(x, weight), { axes: 1 }), maximum(sum(weight, { axes: 1 }), 1e-6))
        return {
          'log loss': perRow(logLoss(parameters, example)),
          'ranked probability score': perRow(rankedScore(parameters, example)),
        }
      },
    }),
    finish: ({ network, copula }) => ({
      network,
      copula: { ...copula, factor: choleskyFactor(copula.ranks, copulaShrinkage) },
    }),
    sample(parameters, condition, { ranks }) {
      const { probability } = probabilitiesOf(parameters, condition)
      const scores = matmul(ranks!, parameters.copula.factor, { transposeRight: true })
      return quantiles(probability, normalCumulative(scores))
    },
  }

  /** Discrete form of the continuous ranked probability score, in units of the record. */
  function rankedScore(parameters: HistogramParameters<Node>, example: Example): Node {
    const { probability } = probabilitiesOf(parameters, example.condition)
    const reached = slice(cumulativeSum(probability, 2), 2, 0, -1)
    const centres = bins.low.map((low, i) => (low + bins.high[i]!) / 2)
    const widths = constant(
      centres.slice(1).map((centre, i) => centre - centres[i]!),
      [boundaries.length],
    )
    const isReached = subtract(1, boundariesBelow(example.record))
    return sum(multiply(square(subtract(reached, isReached)), widths), { axes: 2 })
  }

  /** Normal scores of the ranks of the data in their own histograms; 0 where nothing was observed. */
  function rankScores(
    parameters: HistogramParameters<Node>,
    { record, condition, observed }: Example,
    spread: Node,
  ): Scores {
    const { probability } = probabilitiesOf(parameters, condition)
    const below = boundariesBelow(record)
    const before = sum(multiply(slice(probability, 2, 0, -1), below), { axes: 2 })
    const within = sum(multiply(probability, binOf(below)), { axes: 2 })
    const scores = normalQuantile(add(before, multiply(within, spread)))
    const mask = observed ?? add(multiply(record, 0), 1)
    return { scores: stopGradient(multiply(scores, mask)), mask }
  }

  /** The value at each rank: `[batch, samples, fields]` of ranks on (0, 1). */
  function quantiles(probability: Node, rank: Node): Node {
    const level = unsqueeze(rank, 3)
    const width = unsqueeze(probability, 1)
    const reached = unsqueeze(cumulativeSum(probability, 2), 1)
    const before = subtract(reached, width)
    const share = clamp(divide(subtract(level, before), maximum(width, 1e-9)), 0, 1)
    const isPassed = cast(greater(level, slice(reached, 3, 0, -1)), 'float32')
    const spans = bins.high.map((high, i) => high - bins.low[i]!)
    const gaps = boundaries.map((_, i) => bins.low[i + 1]! - bins.high[i]!)
    const within = sum(multiply(share, constant(spans, [binCount])), { axes: 3 })
    const between = sum(multiply(isPassed, constant(gaps, [binCount - 1])), { axes: 3 })
    return add(add(within, between), bins.low[0]!)
  }

  function setPrior(bias: TensorValue, probabilities: readonly number[] | undefined): void {
    if (!probabilities) return
    for (let i = 0; i < fields * binCount; i++) {
      bias.data[i] = Math.log(probabilities[i % binCount]!)
    }
  }
}

/** What a network is told that is given nothing. */
const nothing = constant([1], [1, 1])

/** Weight of independence in the copula, which keeps its root well conditioned. */
const copulaShrinkage = 0.05

/** Share of a batch in the running correlation. */
const copulaRate = 0.02

interface Scores {
  readonly scores: Node
  readonly mask: Node
}

function weightsOf({ record, observed, weight }: Example): Node {
  const mask = observed ?? add(multiply(record, 0), 1)
  return weight ? multiply(mask, weight) : mask
}

/** Moves a running correlation towards that of a batch. */
function followed(ranks: Node, { scores, mask }: Scores): Node {
  const products = matmul(scores, scores, { transposeLeft: true })
  const counts = matmul(mask, mask, { transposeLeft: true })
  const correlation = divide(products, maximum(counts, 1))
  const rate = multiply(cast(greater(counts, 0), 'float32'), copulaRate)
  return add(ranks, multiply(subtract(correlation, ranks), rate))
}

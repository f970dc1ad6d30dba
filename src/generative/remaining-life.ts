// The distribution of a remaining life given a history: perceptrons over means of blocks give a histogram
// each, learnt from failures and from lives that were cut short (countdown regression: Avati et al. 2019,
// arXiv:1806.08324). They differ in their start alone and predict together (Lakshminarayanan, Pritzel &
// Blundell 2017, arXiv:1612.01474).

import { constant } from '../learning/graph/apply.ts'
import { concat, slice } from '../learning/graph/arrangement.ts'
import {
  add,
  cast,
  greaterOrEqual,
  less,
  log,
  maximum,
  multiply,
  negate,
  square,
  subtract,
} from '../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { cumulativeSum, mean, softmax, sum } from '../learning/graph/reduction.ts'
import { normalCumulative } from '../learning/graph/special.ts'
import { unsqueeze } from '../learning/graph/arrangement.ts'
import { initialisePerceptron, type Perceptron, perceptron } from '../learning/nn/dense.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram } from '../learning/training/program.ts'
import { type BlockShape, blocksWidth, hideChannels } from './encoding/history-blocks.ts'
import type { GenerativeModel } from './family.ts'
import { type Bins, binOf, boundariesBelow, boundariesOf, valueAtRank } from './histogram.ts'

export interface RemainingLifeOptions {
  readonly shape: BlockShape
  readonly bins: Bins
  readonly batchSize: number
  readonly optimiser: Optimiser
  /** Widths of the hidden layers. */
  readonly widths: readonly number[]
  /** Perceptrons that are trained side by side. Default 1. */
  readonly members?: number
  /** A typical remaining life: the unit of the ranked score. */
  readonly scale: number
  /** Share of the rows from which channels are hidden, so that the network can do without them. */
  readonly hiddenShare?: number
}

/** `network`: the members `member1`, `member2`, ... */
export type RemainingLifeParameters<T> = {
  readonly network: Readonly<Record<string, Perceptron<T>>>
}

export interface RemainingLifeFamily extends GenerativeModel<RemainingLifeParameters<TensorValue>> {
  /** Mean probabilities of the bins, `[batch, bins]`, from histories `[batch, blocksWidth]`. */
  probability(parameters: RemainingLifeParameters<Node>, history: Node): Node
}

/**
 * Inputs: `history` [blocksWidth] and `outcome` [2]: cycles that remained, and 1 where a failure ended
 * them, 0 where they are only known to have been more. Loss: a tenth of -log p(outcome), plus ten times
 * the ranked probability score over `scale`, each over what is known of the outcome; summed over the
 * members.
 */
export function remainingLifeNetwork({
  shape,
  bins,
  batchSize,
  optimiser,
  widths,
  members = 1,
  scale,
  hiddenShare = 0.1,
}: RemainingLifeOptions): RemainingLifeFamily {
  const { channelCount } = shape
  const given = ({ network }: RemainingLifeParameters<Node>, history: Node): Node[] =>
    Object.values(network).map((member) => softmax(perceptron(member, history)))
  const probability = (parameters: RemainingLifeParameters<Node>, history: Node): Node =>
    multiply(total(given(parameters, history)), 1 / members)

  return {
    family: 'remaining-life',
    noise: { rank: { kind: 'stratified', width: 1 } },
    program: defineProgram({
      batchSize,
      inputs: { history: [blocksWidth(shape)], outcome: [2] },
      noise: {
        row: { kind: 'uniform', shape: [batchSize, 1] },
        channel: { kind: 'uniform', shape: [batchSize, channelCount] },
      },
      initialise(random): RemainingLifeParameters<TensorValue> {
        const sizes = [blocksWidth(shape), ...widths, bins.low.length]
        const names = Array.from({ length: members }, (_, i) => `member${i + 1}`)
        return {
          network: Object.fromEntries(
            names.map((name) => [name, initialisePerceptron(random.split(name), sizes)]),
          ),
        }
      },
      phases: [
        {
          name: 'remaining life',
          trains: ['network'],
          optimiser,
          loss({ parameters, batch, noise }) {
            const kept = keptChannels(noise.row, noise.channel, hiddenShare)
            const seen = hiddenShare > 0 ? hideChannels(shape, batch.history, kept) : batch.history
            const chances = given(parameters, seen)
            const likelihood = total(
              chances.map((p) => mean(likelihoodLoss(bins, batch.outcome, p))),
            )
            const ranked = total(chances.map((p) => mean(rankedLoss(bins, batch.outcome, p))))
            return {
              loss: add(multiply(likelihood, 0.1), multiply(ranked, 10 / scale)),
              metrics: {
                likelihood: multiply(likelihood, 1 / members),
                ranked: multiply(ranked, 1 / members),
              },
            }
          },
        },
      ],
      evaluate({ parameters, batch }) {
        const p = probability(parameters, batch.history)
        return {
          likelihood: likelihoodLoss(bins, batch.outcome, p),
          ranked: rankedLoss(bins, batch.outcome, p),
        }
      },
    }),
    probability,
    sample(parameters, condition, { rank }) {
      if (!condition) throw new RangeError('remaining life: a history is needed')
      const p = unsqueeze(unsqueeze(probability(parameters, condition), 1), 1)
      return valueAtRank(bins, p, normalCumulative(rank!))
    },
  }
}

function total(parts: readonly Node[]): Node {
  return parts.slice(1).reduce<Node>((sum, part) => add(sum, part), parts[0]!)
}

/** Channels hidden from a row that is chosen for it. */
const hiddenChannelShare = 0.25

/** `[batch, channels]`: 0 with probability `hiddenChannelShare` in a share of the rows, else 1. */
function keptChannels(row: Node, channel: Node, hiddenShare: number): Node {
  const isWhole = cast(greaterOrEqual(row, hiddenShare), 'float32')
  return maximum(isWhole, cast(greaterOrEqual(channel, hiddenChannelShare), 'float32'))
}

/** -log of the probability of what is known: the bin of a failure, or all from where a life was cut short. */
export function likelihoodLoss(bins: Bins, outcome: Node, probability: Node): Node {
  const { life, failed } = partsOf(outcome)
  const below = boundariesBelow(bins, life)
  const last = add(multiply(slice(below, -1, 0, 1), 0), 1)
  const remaining = concat([subtract(1, below), last], -1)
  const isFailed = unsqueeze(failed, 1)
  const possible = add(
    multiply(isFailed, binOf(bins, life)),
    multiply(subtract(1, isFailed), remaining),
  )
  const chance = sum(multiply(probability, possible), { axes: -1 })
  return negate(log(maximum(chance, 1e-8)))
}

/** Ranked probability score in cycles; of a life that was cut short up to where it was. */
export function rankedLoss(bins: Bins, outcome: Node, probability: Node): Node {
  const { life, failed } = partsOf(outcome)
  const boundaries = boundariesOf(bins)
  const centres = bins.low.map((low, i) => (low + bins.high[i]!) / 2)
  const distances = centres.slice(1).map((centre, i) => centre - centres[i]!)
  const reached = slice(cumulativeSum(probability, -1), -1, 0, -1)
  const isReached = subtract(1, boundariesBelow(bins, life))
  const levels = constant(boundaries, [1, boundaries.length])
  const isBefore = subtract(1, cast(less(unsqueeze(life, 1), levels), 'float32'))
  const known = maximum(unsqueeze(failed, 1), isBefore)
  const target = multiply(isReached, unsqueeze(failed, 1))
  const squares = multiply(square(subtract(reached, target)), known)
  return sum(multiply(squares, constant(distances, [distances.length])), { axes: -1 })
}

function partsOf(outcome: Node): { readonly life: Node; readonly failed: Node } {
  const part = (index: number): Node => sum(slice(outcome, 1, index, index + 1), { axes: 1 })
  return { life: part(0), failed: part(1) }
}

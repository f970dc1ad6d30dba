// Any-order autoregressive model of discretised fields: one network gives every field's distribution
// given any subset of the others, so that records are drawn field by field under any condition, and
// every conditional probability is exact (Uria, Murray & Larochelle 2014, arXiv:1310.1757; for tables
// Tiwald et al. 2025, arXiv:2501.12012).

import { constant } from '../learning/graph/apply.ts'
import { concat, gather, pad, reshape, slice, unsqueeze } from '../learning/graph/arrangement.ts'
import {
  abs,
  add,
  cast,
  divide,
  floor,
  greater,
  log,
  maximum,
  multiply,
  negate,
  relu,
  subtract,
  where,
} from '../learning/graph/elementwise.ts'
import { matmul } from '../learning/graph/linear-algebra.ts'
import type { Node, TensorValue } from '../learning/graph/node.ts'
import { logSoftmax, mean, softmax, sum } from '../learning/graph/reduction.ts'
import { dense, type Dense, initialiseDense } from '../learning/nn/dense.ts'
import { he, normal, normalValues, zeroValues } from '../learning/nn/initialisers.ts'
import type { Optimiser } from '../learning/optim/optimiser.ts'
import { defineProgram, type Program } from '../learning/training/program.ts'
import type { Random } from '../random.ts'
import { drawIndex, groupSize } from './encoding/categorical-draw.ts'

export interface AutoregressiveOptions {
  /** Bins of each field, at least two. */
  readonly bins: readonly number[]
  /** Whether a field's bins stand in an order, in which neighbours are alike. */
  readonly ordered: readonly boolean[]
  /** Share of each bin in the data, one list per field: what the network starts from. */
  readonly shares: readonly (readonly number[])[]
  readonly batchSize: number
  readonly optimiser: Optimiser
  /** Numbers into which what is known of a record is summed. */
  readonly width: number
  /** Numbers from which a field's probabilities are made. */
  readonly headWidth: number
  /** So many fields, the first ones, are always given: shown in all of the training, never drawn. Default 0. */
  readonly contextCount?: number
}

export type AutoregressiveParameters<T> = {
  readonly network: {
    /** One vector per bin of every field, and a last one for what is not known: `[bins + 1, width]`. */
    readonly vectors: T
    /** All fields that are drawn side by side: `[width, drawn fields * headWidth]`. */
    readonly hidden: Dense<T>
    /** By drawn field. */
    readonly heads: Readonly<Record<string, Dense<T>>>
    /** What neighbouring bins of ordered fields share: waves over the bins, `[waves, ...]`. */
    readonly waves: Readonly<Record<string, { readonly vectors: T; readonly heads?: T }>>
  }
}

/** The factory's result: what to train, and the two graphs that are made of it. */
export interface AutoregressiveModel {
  /**
   * Batch inputs, whole numbers: `bins`, `[fields]`, and `shown`, `[1]`, a field that is shown in any case, -1
   * for none. Rows may be taken more often for what they show: it does not change what is learnt given it.
   */
  readonly program: Program<AutoregressiveParameters<TensorValue>, 'bins' | 'shown', string>
  /**
   * Bins `[batch, fields]` drawn field by field: those with `given` 1 are kept. `level` are uniforms
   * `[batch, fields]`; `weights`, `[total bins]`, multiply the probabilities, 0 excludes a bin. One row of
   * `bins` and `given` stands for all.
   */
  draw(parameters: AutoregressiveParameters<Node>, inputs: DrawInputs): Node
  /**
   * log p of every bin of every field that is drawn `[batch, total bins]`, where the f-th of them is
   * shown the fields g of `bins` with `shown[b, f, g]` 1.
   */
  logProbabilities(parameters: AutoregressiveParameters<Node>, bins: Node, shown: Node): Node
}

export interface DrawInputs {
  readonly bins: Node
  readonly given: Node
  readonly level: Node
  readonly weights: Node
}

/**
 * Loss: for each row a random subset of its fields is shown, half of the time the first ones in the
 * order in which records are drawn; mean over the others of -log p(bin).
 */
export function autoregressive(options: AutoregressiveOptions): AutoregressiveModel {
  const { bins: counts, batchSize, contextCount = 0, headWidth, optimiser } = options
  const fields = counts.length
  const drawnFields = [...counts.keys()].slice(contextCount)
  const offsets = counts.map((_, i) => total(counts.slice(0, i)))
  const unknown = total(counts)
  const start = constant(offsets, [1, fields])

  /** Vectors and heads with what neighbours share. */
  function resolve({ network }: AutoregressiveParameters<Node>): Resolved {
    const { vectors, hidden } = network
    const waves = (i: number) => network.waves[`field${i}`]
    const parts = counts.map((count, i) => {
      const own = slice(vectors, 0, offsets[i]!, offsets[i]! + count)
      const shared = waves(i)
      return shared ? add(own, matmul(wavesOver(count), shared.vectors)) : own
    })
    const heads = drawnFields.map((i): Dense<Node> => {
      const own = network.heads[`field${i}`]!
      const shared = waves(i)
      if (!shared?.heads) return own
      const smooth = matmul(shared.heads, wavesOver(counts[i]!), {
        transposeLeft: true,
        transposeRight: true,
      })
      return { ...own, weights: add(own.weights, smooth) }
    })
    return { vectors: concat([...parts, slice(vectors, 0, unknown)], 0), hidden, heads }
  }

  /** The layer before the head of the k-th drawn field. */
  function ownHidden({ weights, bias }: Dense<Node>, k: number): Dense<Node> {
    const part = (x: Node, axis: number): Node => slice(x, axis, k * headWidth, (k + 1) * headWidth)
    return { weights: part(weights, 1), bias: part(bias, 0) }
  }

  /** -log p of each drawn field's bin `[batch, drawn fields]`, where `known` fields are shown to all. */
  function losses(parameters: AutoregressiveParameters<Node>, bins: Node, known: Node): Node {
    const { vectors, hidden, heads } = resolve(parameters)
    const shown = where(greater(known, 0), add(bins, start), unknown)
    const state = sum(gather(vectors, cast(shown, 'int32')), { axes: 1 })
    const inner = relu(dense(hidden, relu(state)))
    const columns = heads.map((head, k) => {
      const i = drawnFields[k]!
      const logits = dense(head, slice(inner, 1, k * headWidth, (k + 1) * headWidth))
      const rows = Array.from({ length: batchSize }, (_, row) => row * counts[i]!)
      const place = add(slice(bins, 1, i, i + 1), constant(rows, [batchSize, 1]))
      return negate(gather(reshape(logSoftmax(logits), [-1]), cast(place, 'int32')))
    })
    return concat(columns, 1)
  }

  /** Mean over what is not known of each row, `[batch]`. */
  function rowLosses(
    parameters: AutoregressiveParameters<Node>,
    { bins, shown }: { readonly bins: Node; readonly shown: Node },
    noise: Readonly<Record<string, Node>>,
  ): Node {
    // A place below every share is always shown.
    const places = [...counts.keys()].map((i) => (i - contextCount) / drawnFields.length)
    const isContext = constant(
      places.map((place) => Number(place < 0)),
      [1, fields],
    )
    const isPrefix = greater(noise['kind']!, 0.5)
    const ordered = where(isPrefix, constant(places, [1, fields]), noise['order']!)
    const key = where(greater(isContext, 0), -1, ordered)
    const distance = abs(subtract(shown, constant([...counts.keys()], [1, fields])))
    const isShown = cast(greater(0.5, distance), 'float32')
    const known = maximum(cast(greater(noise['share']!, key), 'float32'), isShown)
    const hidden = slice(subtract(1, known), 1, contextCount, fields)
    const sums = sum(multiply(losses(parameters, bins, known), hidden), { axes: 1 })
    return divide(sums, maximum(sum(hidden, { axes: 1 }), 1))
  }

  return {
    program: defineProgram({
      batchSize,
      inputs: { bins: [fields], shown: [1] },
      noise: {
        order: { kind: 'uniform', shape: [batchSize, fields] },
        share: { kind: 'uniform', shape: [batchSize, 1] },
        kind: { kind: 'uniform', shape: [batchSize, 1] },
      },
      initialise: (random) => initialise(random, options, unknown),
      phases: [
        {
          name: 'autoregressive',
          trains: ['network'],
          optimiser,
          loss: ({ parameters, batch, noise }) => ({
            loss: mean(rowLosses(parameters, batch, noise)),
          }),
        },
      ],
      evaluate: ({ parameters, batch, noise }) => ({
        'log loss': rowLosses(parameters, batch, noise),
      }),
    }),
    draw(parameters, { bins, given, level, weights }) {
      const { vectors, hidden, heads } = resolve(parameters)
      const isGiven = greater(given, 0)
      const shown = where(isGiven, add(bins, start), unknown)
      const known = sum(gather(vectors, cast(shown, 'int32')), { axes: 1 })
      // One row of what is given stands for all: the levels, below 1, have every row.
      let state = add(known, floor(slice(level, 1, 0, 1)))
      const nothing = slice(vectors, 0, unknown, unknown + 1)
      const factors = where(greater(weights, 0), log(weights), excluded)
      const drawn = heads.map((head, k) => {
        const i = drawnFields[k]!
        const inner = relu(dense(ownHidden(hidden, k), relu(state)))
        const [from, to] = [offsets[i]!, offsets[i]! + counts[i]!]
        const chances = softmax(dense(weighted(head, slice(factors, 0, from, to)), inner))
        const fresh = drawIndex(chances, slice(level, 1, i, i + 1))
        // What was given is in the state already: nothing is added for it.
        const steps = concat(
          [subtract(slice(vectors, 0, from, to), nothing), multiply(nothing, 0)],
          0,
        )
        const isOwnGiven = reshape(slice(isGiven, 1, i, i + 1), [-1])
        const picked = where(isOwnGiven, counts[i]!, reshape(fresh, [-1]))
        state = add(state, gather(steps, cast(picked, 'int32')))
        return fresh
      })
      // Context is always given.
      const context = Array.from({ length: contextCount }, (_, i) => slice(level, 1, i, i + 1))
      return where(isGiven, bins, concat([...context, ...drawn], 1))
    },
    logProbabilities(parameters, bins, shown) {
      const { vectors, hidden, heads } = resolve(parameters)
      const nothing = slice(vectors, 0, unknown, unknown + 1)
      const own = subtract(gather(vectors, cast(add(bins, start), 'int32')), unsqueeze(nothing, 0))
      const states = relu(add(matmul(shown, own), multiply(nothing, fields)))
      const columns = heads.map((head, k) => {
        const state = reshape(slice(states, 1, k, k + 1), [-1, options.width])
        return logSoftmax(dense(head, relu(dense(ownHidden(hidden, k), state))))
      })
      return concat(columns, 1)
    },
  }
}

function initialise(
  random: Random,
  { bins, ordered, shares, width, headWidth, contextCount = 0 }: AutoregressiveOptions,
  unknown: number,
): AutoregressiveParameters<TensorValue> {
  const fields = bins.length
  const nearZero = normal(0.05 / Math.sqrt(headWidth))
  const heads = bins.flatMap((count, i) => {
    if (i < contextCount) return []
    const head = initialiseDense(random.split('head', i), headWidth, count, nearZero)
    shares[i]!.forEach((share, bin) => (head.bias.data[bin] = Math.log(Math.max(share, 1e-6))))
    return [[`field${i}`, head] as const]
  })
  const scale = 1 / Math.sqrt(fields)
  const waves = bins.flatMap((count, i) => {
    if (!ordered[i]) return []
    const vectors = normalValues(random.split('waves', i), [waveCount(count), width], scale)
    const heads = i >= contextCount && zeroValues([waveCount(count), headWidth])
    return [[`field${i}`, { vectors, ...(heads && { heads }) }] as const]
  })
  // The sum over all fields of a record is of unit scale.
  const vectors = normalValues(random.split('vectors'), [unknown + 1, width], scale)
  let first = 0
  for (const [i, count] of bins.entries()) {
    // Bins of an ordered field begin with little of their own.
    if (ordered[i]) {
      const own = vectors.data.subarray(first * width, (first + count) * width)
      own.forEach((value, j) => (own[j] = 0.2 * value))
    }
    first += count
  }
  return {
    network: {
      vectors,
      hidden: initialiseDense(
        random.split('hidden'),
        width,
        (fields - contextCount) * headWidth,
        he,
      ),
      heads: Object.fromEntries(heads),
      waves: Object.fromEntries(waves),
    },
  }
}

interface Resolved {
  readonly vectors: Node
  readonly hidden: Dense<Node>
  readonly heads: readonly Dense<Node>[]
}

function waveCount(bins: number): number {
  return Math.min(8, bins - 1)
}

/** Cosines of one, two, ... half turns over the bins, `[bins, waves]`. */
function wavesOver(bins: number): Node {
  const waves = waveCount(bins)
  const values = Array.from({ length: bins * waves }, (_, i) => {
    const place = (Math.floor(i / waves) + 0.5) / bins
    return Math.cos(Math.PI * ((i % waves) + 1) * place) / Math.sqrt(waves)
  })
  return constant(values, [bins, waves])
}

/** A head to whose logits the factors are added, filled up to whole groups of bins. */
function weighted(head: Dense<Node>, factors: Node): Dense<Node> {
  const count = factors.shape[0]!
  const size = groupSize(count)
  const extra = Math.ceil(count / size) * size - count
  return {
    weights: pad(head.weights, [0, 0], [0, extra]),
    bias: pad(add(head.bias, factors), [0], [extra], 2 * excluded),
  }
}

/** A logit whose probability is 0 beside any usual one. */
const excluded = -1e9

function total(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}

// Networks that learn lives: once from all machines, and once without each part of them, to say of these
// what would have been said of new ones.

import { MillraceError } from '../../../errors.ts'
import { blocksWidth } from '../../../generative/encoding/history-blocks.ts'
import type { Bins } from '../../../generative/histogram.ts'
import {
  type RemainingLifeFamily,
  remainingLifeNetwork,
  type RemainingLifeParameters,
} from '../../../generative/remaining-life.ts'
import { constants, input } from '../../../learning/graph/apply.ts'
import type { TensorValue } from '../../../learning/graph/node.ts'
import { encodeModel } from '../../../learning/onnx/encode.ts'
import { createSession, type Session } from '../../../learning/onnx/session.ts'
import { adamW } from '../../../learning/optim/adam.ts'
import { clipByGlobalNorm } from '../../../learning/optim/clipping.ts'
import { chain } from '../../../learning/optim/optimiser.ts'
import { cosineDecay, warmUp } from '../../../learning/optim/schedules.ts'
import { fit } from '../../../learning/training/fit.ts'
import type { TrainingData } from '../../../learning/training/program.ts'
import { progressWithin, type WorkOptions } from '../../../progress.ts'
import type { LifeRows, RowShape } from './rows.ts'

export interface EnsembleOptions extends WorkOptions {
  readonly seed: number | string
  readonly shape: RowShape
  readonly bins: Bins
  /** A typical remaining life. */
  readonly scale: number
  /** Networks that predict together. */
  readonly members: number
  /** Optimiser steps of each network. */
  readonly steps: number
  /** Time for all of the training. */
  readonly budgetSeconds?: number | undefined
}

export interface LifeEnsemble {
  /** Standard ONNX: `history` [batch, blocksWidth] to `probability` [batch, bins]. */
  readonly model: Uint8Array
  /** Probabilities that the networks without a row's machine gave it, `[rows, bins]`; 0 in no part. */
  readonly heldOut: Float32Array
}

const batchSize = 256
const widths = [64, 64]
const rate = 1e-3
const averageDecay = 0.999

/** `foldOf`: of each row, the part in which its machine is left out; -1: in none, always learnt from. */
export async function fitEnsemble(
  rows: LifeRows,
  foldOf: Int32Array,
  options: EnsembleOptions,
): Promise<LifeEnsemble> {
  const { shape, bins } = options
  const folds = foldOf.reduce((most, fold) => Math.max(most, fold + 1), 0)
  const train = trainer(rows, folds + 1, options)
  const binCount = bins.low.length
  const heldOut = new Float32Array(rows.rowCount * binCount)
  for (let fold = 0; fold < folds; fold++) {
    const model = await train(
      `without ${fold}`,
      indicesWhere(foldOf, (own) => own !== fold),
    )
    const unseen = indicesWhere(foldOf, (own) => own === fold)
    const session = await createSession(model)
    try {
      const given = await probabilities(session, gathered(rows, shape, unseen), binCount)
      unseen.forEach((row, i) => {
        heldOut.set(given.subarray(i * binCount, (i + 1) * binCount), row * binCount)
      })
    } finally {
      await session.release()
    }
  }
  return {
    model: await train(
      'all',
      indicesWhere(foldOf, () => true),
    ),
    heldOut,
  }
}

/** Trains the networks on some of the rows, `total` times in all, which share the time and the progress. */
function trainer(
  rows: LifeRows,
  total: number,
  { shape, bins, scale, members, steps, seed, budgetSeconds, onProgress, signal }: EnsembleOptions,
): (name: string, learnt: Uint32Array) => Promise<Uint8Array> {
  const family = remainingLifeNetwork({
    shape,
    bins,
    scale,
    members,
    batchSize,
    widths,
    optimiser: chain(
      clipByGlobalNorm(Math.sqrt(members)),
      adamW({ rate: warmUp(50, cosineDecay(rate, { steps, floor: 0.01 })) }),
    ),
  })
  const begun = performance.now()
  let done = 0
  return async (name, learnt) => {
    const left = budgetSeconds && budgetSeconds - (performance.now() - begun) / 1000
    const iterations = Math.max(1, Math.min(steps, Math.round(learnt.length / batchSize)))
    const outcome = await fit(family.program, dataOf(rows, shape, learnt), {
      seed: `${seed}/${name}`,
      iterationsPerEpoch: iterations,
      epochs: Math.max(1, Math.round(steps / iterations)),
      averageDecay,
      budgetSeconds: left && Math.max(0, left / (total - done)),
      signal,
      stage: 'train remaining life',
      onProgress: progressWithin(onProgress, done / total, (done + 1) / total),
    })
    if (outcome.status === 'diverged') {
      throw new MillraceError(
        'internal',
        `remaining life: the loss stopped being a number in epoch ${outcome.epoch}`,
        { hint: outcome.advice },
      )
    }
    done++
    return encoded(family, shape, outcome.parameters)
  }
}

const rowsPerRun = 2048

/** `[rows, bins]` from `[rows, blocksWidth]`. */
export async function probabilities(
  session: Session,
  history: Float32Array,
  binCount: number,
): Promise<Float32Array> {
  const width = session.inputs[0]!.shape[1]!
  const rowCount = history.length / width
  const result = new Float32Array(rowCount * binCount)
  for (let first = 0; first < rowCount; first += rowsPerRun) {
    const count = Math.min(rowsPerRun, rowCount - first)
    const data = history.subarray(first * width, (first + count) * width)
    const { probability } = await session.run({ history: { shape: [count, width], data } })
    result.set(probability!.data, first * binCount)
  }
  return result
}

function encoded(
  family: RemainingLifeFamily,
  shape: RowShape,
  parameters: RemainingLifeParameters<TensorValue>,
): Uint8Array {
  const history = input('history', [-1, blocksWidth(shape)])
  const probability = family.probability(constants(parameters), history)
  return encodeModel({ inputs: [history], outputs: { probability } })
}

function dataOf(
  rows: LifeRows,
  shape: RowShape,
  own: Uint32Array,
): TrainingData<'history' | 'outcome'> {
  const width = blocksWidth(shape)
  return {
    history: { values: rows.history, starts: own.map((row) => row * width) },
    outcome: { values: rows.outcome, starts: own.map((row) => row * 2) },
  }
}

function gathered(rows: LifeRows, shape: RowShape, own: Uint32Array): Float32Array {
  const width = blocksWidth(shape)
  const values = new Float32Array(own.length * width)
  own.forEach((row, i) => {
    values.set(rows.history.subarray(row * width, (row + 1) * width), i * width)
  })
  return values
}

function indicesWhere(values: Int32Array, isWanted: (value: number) => boolean): Uint32Array {
  const found: number[] = []
  values.forEach((value, i) => {
    if (isWanted(value)) found.push(i)
  })
  return Uint32Array.from(found)
}

// Several networks that learn lives, each without some of the machines (Lakshminarayanan, Pritzel &
// Blundell 2017, arXiv:1612.01474): together they predict, and each says of the machines that it did not
// see what it would have said of a new one.

import { MillraceError } from '../../../errors.ts'
import { blocksWidth } from '../../../generative/encoding/history-blocks.ts'
import type { Bins } from '../../../generative/histogram.ts'
import {
  remainingLifeNetwork,
  type RemainingLifeFamily,
} from '../../../generative/remaining-life.ts'
import { constant, input } from '../../../learning/graph/apply.ts'
import { add, multiply } from '../../../learning/graph/elementwise.ts'
import type { Node, TensorValue } from '../../../learning/graph/node.ts'
import { mapTree } from '../../../learning/graph/tree.ts'
import { encodeModel } from '../../../learning/onnx/encode.ts'
import { createSession, type Session } from '../../../learning/onnx/session.ts'
import { adamW } from '../../../learning/optim/adam.ts'
import { clipByGlobalNorm } from '../../../learning/optim/clipping.ts'
import { chain } from '../../../learning/optim/optimiser.ts'
import { cosineDecay, warmUp } from '../../../learning/optim/schedules.ts'
import { fit } from '../../../learning/training/fit.ts'
import type { Groups, TrainingData } from '../../../learning/training/program.ts'
import { progressWithin, type WorkOptions } from '../../../progress.ts'
import type { LifeRows, RowShape } from './rows.ts'

export interface EnsembleOptions extends WorkOptions {
  readonly seed: number | string
  readonly shape: RowShape
  readonly bins: Bins
  /** A typical remaining life. */
  readonly scale: number
  /** Networks per part of the machines that is left out. */
  readonly membersPerFold: number
  /** Optimiser steps of each network. */
  readonly steps: number
  /** Time for all of them. */
  readonly budgetSeconds?: number | undefined
}

export interface LifeEnsemble {
  /** Standard ONNX: `history` [batch, blocksWidth] to `probability` [batch, bins]. */
  readonly model: Uint8Array
  /** Probabilities that the networks without a row's machine gave it, `[rows, bins]`. */
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
  const { shape, bins, scale, membersPerFold, steps, seed, budgetSeconds, signal } = options
  const family = remainingLifeNetwork({
    shape,
    bins,
    scale,
    batchSize,
    widths,
    optimiser: chain(
      clipByGlobalNorm(1),
      adamW({ rate: warmUp(50, cosineDecay(rate, { steps, floor: 0.01 })) }),
    ),
  })
  const folds = foldOf.reduce((most, fold) => Math.max(most, fold + 1), 1)
  const memberCount = folds * membersPerFold
  const binCount = bins.low.length
  const heldOut = new Float32Array(rows.rowCount * binCount)
  const members: Groups[] = []
  const begun = performance.now()
  for (let fold = 0; fold < folds; fold++) {
    const learnt = indicesWhere(foldOf, (own) => own !== fold)
    const own: Groups[] = []
    for (let member = 0; member < membersPerFold; member++) {
      const done = members.length + own.length
      const left = budgetSeconds && budgetSeconds - (performance.now() - begun) / 1000
      const iterations = Math.max(1, Math.min(steps, Math.round(learnt.length / batchSize)))
      const outcome = await fit(family.program, dataOf(rows, shape, learnt), {
        seed: `${seed}/${fold}/${member}`,
        iterationsPerEpoch: iterations,
        epochs: Math.max(1, Math.round(steps / iterations)),
        averageDecay,
        budgetSeconds: left && Math.max(0, left / (memberCount - done)),
        signal,
        stage: 'train remaining life',
        onProgress: progressWithin(
          options.onProgress,
          done / memberCount,
          (done + 1) / memberCount,
        ),
      })
      if (outcome.status === 'diverged') {
        throw new MillraceError(
          'internal',
          `remaining life: the loss stopped being a number in epoch ${outcome.epoch}`,
          { hint: outcome.advice },
        )
      }
      own.push(outcome.parameters)
    }
    members.push(...own)
    const unseen = indicesWhere(foldOf, (part) => part === fold)
    const session = await createSession(encodeMembers(family, shape, own))
    try {
      const given = await probabilities(session, gathered(rows, shape, unseen), binCount)
      unseen.forEach((row, i) => {
        heldOut.set(given.subarray(i * binCount, (i + 1) * binCount), row * binCount)
      })
    } finally {
      await session.release()
    }
  }
  return { model: encodeMembers(family, shape, members), heldOut }
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

/** The mean of what the members say. */
function encodeMembers(
  family: RemainingLifeFamily,
  shape: RowShape,
  members: readonly Groups[],
): Uint8Array {
  const history = input('history', [-1, blocksWidth(shape)])
  const given = members.map((member) => {
    const constants = mapTree(member, (leaf): Node => {
      // The leaves of groups are values; the compiler does not follow it through the nesting.
      const { data, shape: size } = leaf as TensorValue
      return constant(data, size)
    })
    // Safe: members are what the family's program has trained.
    return family.probability(constants as Parameters<typeof family.probability>[0], history)
  })
  const total = given.slice(1).reduce<Node>((sum, next) => add(sum, next), given[0]!)
  const probability = multiply(total, 1 / members.length)
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

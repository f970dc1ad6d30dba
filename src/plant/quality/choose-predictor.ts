// Fits every candidate to the training part of each fold and chooses by what it says of the held-out part.

import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import type { Predictor } from '../../generative/predictors/predictor.ts'
import { openBlend } from '../../generative/predictors/blend.ts'
import { threadCount, type ThreadFit } from '../../generative/predictors/thread-fit.ts'
import { createPause, eachBeside, type WorkOptions } from '../../progress.ts'
import { type Candidates, fitNamed, withBlends } from './candidates.ts'
import type { HeldOut } from './held-out.ts'

export interface ChosenPredictor {
  readonly name: string
  readonly fit: ThreadFit
  /** The chosen one as fitted for each fold. */
  readonly byFold: readonly Predictor[]
  /** Of held-out records, in the order of `HeldOut.rows`; before calibration. */
  readonly predictions: Float64Array
  readonly candidates: readonly { readonly name: string; readonly predictions: Float64Array }[]
  /** Single candidates for which there was no time. */
  readonly untried: readonly string[]
}

export interface ChoiceOptions extends WorkOptions {
  /** Time for all of it. Default no limit. */
  readonly seconds?: number | undefined
}

/** What a candidate said of the folds so far. */
interface Trial {
  readonly name: string
  readonly fit: ThreadFit
  /** By fold. */
  readonly predictors: Predictor[]
  readonly predictions: Float64Array[]
  /** On the first fold: how long it took and the mean square of its errors. */
  seconds: number
  error: number
}

/**
 * Where time is short, the first fold tells how long each candidate takes and how well it does; those that did
 * worst are left out of the other folds.
 * @param loss of predictions of all held-out records and their targets; the least wins.
 */
export async function choosePredictor(
  columns: readonly AlignedColumn[],
  target: Float64Array,
  candidates: Candidates,
  { folds, rows }: HeldOut,
  loss: (predictions: Float64Array, target: Float64Array) => number,
  { seconds = Infinity, onProgress, signal }: ChoiceOptions = {},
): Promise<ChosenPredictor> {
  const started = performance.now()
  const elapsed = (): number => (performance.now() - started) / 1000
  const truth = Float64Array.from(rows, (row) => target[row]!)
  let trials = [...candidates.single].map(([name, fit]): Trial => ({
    name,
    fit,
    predictors: [],
    predictions: [],
    seconds: 0,
    error: 0,
  }))
  const pause = createPause({ signal })
  async function learn(trial: Trial, i: number, work: Pick<WorkOptions, 'signal'>): Promise<void> {
    const { train, test } = folds[i]!
    const before = elapsed()
    const predictor = await fitAt(trial.fit, columns, target, train, work)
    trial.predictors[i] = predictor
    trial.predictions[i] = predictor.predict(columns.map((column) => takeRows(column, test)))
    if (i === 0) {
      trial.seconds = elapsed() - before
      trial.error = meanSquare(trial.predictions[i], truth.subarray(0, test.length))
    }
    await pause('compare models')
  }
  const report = (fraction: number, detail: string): void =>
    onProgress?.({ stage: 'compare models', fraction, detail })
  const besides = <Item>(
    items: readonly Item[],
    work: (item: Item, place: number, signal: AbortSignal) => Promise<void>,
  ): Promise<void> => eachBeside(items, threadCount, work, { signal })
  await besides(trials, async (trial, place, stop) => {
    // One is always tried, however short the time.
    if (place > 0 && elapsed() > seconds) return
    report(place / trials.length / folds.length, trial.name)
    await learn(trial, 0, { signal: stop })
  })
  // Later blocks learn from more records, which takes as much longer.
  const rest = folds.slice(1)
  const asMany = rest.reduce((sum, { train }) => sum + train.length, 0) / folds[0]!.train.length
  trials = affordable(trials, (seconds - elapsed()) / asMany)
  const others = rest.flatMap((_, k) => trials.map((trial) => ({ trial, fold: k + 1 })))
  await besides(others, async ({ trial, fold }, place, stop) => {
    report((1 + (place / others.length) * rest.length) / folds.length, trial.name)
    await learn(trial, fold, { signal: stop })
  })
  const tried = new Map(trials.map((trial) => [trial.name, trial]))
  const untried = [...candidates.single.keys()].filter((name) => !tried.has(name))
  const single = new Map(trials.map(({ name, predictions }) => [name, joined(predictions)]))
  const all = [...withBlends(candidates, single)].map(([name, predictions]) => ({
    name,
    predictions,
    loss: loss(predictions, truth),
  }))
  const best = all.reduce((a, b) => (b.loss < a.loss ? b : a))
  const parts = candidates.blends.get(best.name)
  return {
    name: best.name,
    fit: fitNamed(candidates, best.name),
    byFold: folds.map((_, i) =>
      parts
        ? openBlend(
            candidates.link,
            parts.map((part) => tried.get(part)!.predictors[i]!),
          )
        : tried.get(best.name)!.predictors[i]!,
    ),
    predictions: best.predictions,
    candidates: all.toSorted((a, b) => a.loss - b.loss),
    untried,
  }
}

/** Those of the least errors that fit into the time of such a fold, in their own order; the quickest where none does. */
function affordable(trials: readonly Trial[], seconds: number): Trial[] {
  const begun = trials.filter(({ predictors }) => predictors.length > 0)
  const kept = new Set<Trial>()
  let left = seconds
  for (const trial of begun.toSorted((a, b) => a.error - b.error)) {
    if (trial.seconds > left) continue
    left -= trial.seconds
    kept.add(trial)
  }
  if (kept.size === 0) kept.add(begun.reduce((a, b) => (b.seconds < a.seconds ? b : a)))
  return trials.filter((trial) => kept.has(trial))
}

export function meanSquare(predictions: Float64Array, target: Float64Array): number {
  return predictions.reduce((sum, p, row) => sum + (p - target[row]!) ** 2, 0) / target.length
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]))
}

/** Fitted to the rows at these places. */
export function fitAt(
  fit: ThreadFit,
  columns: readonly AlignedColumn[],
  target: Float64Array,
  rows: Int32Array,
  work?: Pick<WorkOptions, 'signal'>,
): Promise<Predictor> {
  const own = columns.map((column) => takeRows(column, rows))
  return fit(
    own,
    Float64Array.from(rows, (row) => target[row]!),
    work,
  )
}

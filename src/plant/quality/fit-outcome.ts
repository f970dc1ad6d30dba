// Learns the outcome of records: chooses the predictor on held-out records, calibrates it on them, and
// keeps what it said of them, so that everything that is claimed can be measured.

import { takeRows } from '../../data/table/aligned-columns.ts'
import type { Predictor } from '../../generative/predictors/predictor.ts'
import { threadCount, type ThreadFit } from '../../generative/predictors/thread-fit.ts'
import { eachBeside, type WorkOptions } from '../../progress.ts'
import type { Random } from '../../random.ts'
import { type Calibration, chooseCalibration } from './calibration.ts'
import { candidatesFor, fitNamed, goesOn, type OutcomeTask } from './candidates.ts'
import { fitShape } from './characteristic.ts'
import {
  type ChoiceOptions,
  choosePredictor,
  type ChosenPredictor,
  fitAt,
  meanSquare,
} from './choose-predictor.ts'
import { failureScores, logScore, surpriseOf, wilson } from './failure-scores.ts'
import { type HeldOut, heldOut } from './held-out.ts'
import type { FittedSource } from './quality-model.ts'
import type { QualityRecords } from './quality-records.ts'
import type { CandidateScores, IntervalCoverage } from './result.ts'

export interface FittedOutcome {
  readonly predictor: string
  readonly source: FittedSource
  readonly calibration: Calibration
  readonly heldOut: HeldOut
  /** Which fold held out each record of `heldOut.rows`. */
  readonly groups: Int32Array
  /** Calibrated failure probabilities of `heldOut.rows`, none of which was learnt from. */
  readonly probabilities: Float64Array
  /** 1 where the record failed, of `heldOut.rows`. */
  readonly failed: Float64Array
  readonly candidates: readonly CandidateScores[]
  /** Candidates for which there was no time. */
  readonly untried: readonly string[]
  readonly coverage: readonly IntervalCoverage[]
  /** What was predicted of the target, fold by fold, and the loss by which it is judged in nats. */
  readonly target: Float64Array
  readonly byFold: readonly Predictor[]
  readonly lossOf: (prediction: number, target: number) => number
  /** Fits what was chosen; `size` as for the candidates. */
  fitOf(size: number): ThreadFit
  /** Fits the best candidate made of trees, which is what was chosen unless that is linear. */
  fitOfTrees(size: number): ThreadFit
}

/** Learns failing or passing, or a measured characteristic, from all records. */
export async function fitOutcome(
  records: QualityRecords,
  seed: number | string,
  random: Random,
  { size = 1, ...options }: ChoiceOptions & { readonly size?: number | undefined } = {},
): Promise<FittedOutcome> {
  const { columns, failed, values } = records
  const held = heldOut(failed, records.isOrdered, random.split('held out'))
  const groups = Int32Array.from(
    held.folds.flatMap(({ test }, fold) => Array.from(test, () => fold)),
  )
  const judged = Float64Array.from(held.rows, (row) => failed[row]!)
  const shared = { heldOut: held, groups, failed: judged }
  const fitsOf = (task: OutcomeTask, { name, candidates }: ChosenPredictor) => {
    const trees = candidates.find((candidate) => !goesOn(candidate.name))?.name ?? name
    const named = (own: string) => (share: number) =>
      fitNamed(candidatesFor(columns, task, { seed, size: share * size }), own)
    return { fitOf: named(name), fitOfTrees: named(goesOn(name) ? trees : name) }
  }
  if (values) {
    const chosen = await choosePredictor(
      columns,
      values,
      candidatesFor(columns, 'value', { seed, size }),
      held,
      meanSquare,
      options,
    )
    const truth = Float64Array.from(held.rows, (row) => values[row]!)
    const own = columns.map((column) => takeRows(column, held.rows))
    const limits = records.specification.limits ?? {}
    const shapeOf = (predictions: Float64Array) =>
      fitShape({ columns: own, predictions, values: truth, groups }, limits, seed, options)
    const shape = await shapeOf(chosen.predictions)
    const candidates: CandidateScores[] = []
    for (const { name, predictions } of chosen.candidates) {
      const { failure } = await shapeOf(predictions)
      candidates.push({ name, scores: failureScores(failure, judged) })
    }
    const variance = meanSquare(chosen.predictions, truth)
    const location = await chosen.fit(columns, values, options)
    return {
      ...shared,
      ...chooseCalibration(shape.failure, judged, groups, ['none']),
      predictor: chosen.name,
      untried: chosen.untried,
      source: {
        kind: 'characteristic',
        state: { ...shape.state, location: location.state },
      },
      candidates,
      coverage: [0.5, 0.8, 0.9].map((nominal) => {
        const covered = shape.coveredBy(nominal)
        const hits = covered.reduce((sum, flag) => sum + flag, 0)
        return { nominal, observed: wilson(hits, covered.length) }
      }),
      target: values,
      byFold: chosen.byFold,
      // The log score of a normal distribution with the held-out variance.
      lossOf: (prediction, target) => (prediction - target) ** 2 / (2 * variance),
      ...fitsOf('value', chosen),
    }
  }
  const chosen = await choosePredictor(
    columns,
    failed,
    candidatesFor(columns, 'failure', { seed, size }),
    held,
    // By what a candidate says once it is calibrated, so that order counts and not confidence.
    (predictions) =>
      logScore(chooseCalibration(predictions, judged, groups, ['platt']).probabilities, judged),
    options,
  )
  return {
    ...shared,
    ...chooseCalibration(chosen.predictions, judged, groups),
    predictor: chosen.name,
    untried: chosen.untried,
    source: { kind: 'predictor', state: (await chosen.fit(columns, failed, options)).state },
    candidates: chosen.candidates.map(({ name, predictions }) => ({
      name,
      scores: failureScores(
        chooseCalibration(predictions, judged, groups, ['platt']).probabilities,
        judged,
      ),
    })),
    coverage: [],
    target: failed,
    byFold: chosen.byFold,
    lossOf: surpriseOf,
    ...fitsOf('failure', chosen),
  }
}

/**
 * Rougher models, each of records drawn again with replacement. Two of four are made of trees, whatever
 * was chosen: where a straight line says that further is better, they know whether records were there.
 */
export async function fitMembers(
  { columns }: QualityRecords,
  { source, target, fitOf, fitOfTrees }: FittedOutcome,
  count: number,
  random: Random,
  { onProgress, signal }: WorkOptions = {},
): Promise<FittedSource[]> {
  const [chosen, trees] = [fitOf(0.2), fitOfTrees(0.2)]
  const members: FittedSource[] = []
  await eachBeside(
    Array.from({ length: count }, (_, i) => random.split('member', i)),
    threadCount,
    async (own, i, stop) => {
      onProgress?.({ stage: 'fit rougher models to judge advice by', fraction: i / count })
      const rows = Int32Array.from(target, () => own.integer(target.length))
      const work = { signal: stop }
      const { state } = await fitAt(i % 4 < 2 ? chosen : trees, columns, target, rows, work)
      members[i] =
        source.kind === 'characteristic'
          ? { kind: 'characteristic', state: { ...source.state, location: state } }
          : { kind: 'predictor', state }
    },
    { signal },
  )
  return members
}

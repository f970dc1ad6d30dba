// From the records of an operation to a model of its quality and to all that is told of it.

import { type AlignedColumn, takeRows } from '../../data/table/aligned-columns.ts'
import { throwIfCancelled } from '../../errors.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import { createRandom, type Random } from '../../random.ts'
import { adviseSettings } from './advice.ts'
import { type Calibration, chooseCalibration } from './calibration.ts'
import { driftOf } from './drift.ts'
import { driversOf, type Importance, permutationImportance } from './drivers.ts'
import { failureScores, isClearlyBetter, reliability } from './failure-scores.ts'
import {
  fitRegion,
  generativeFailure,
  mostRegionColumns,
  type Region,
  surpriseOf,
} from './familiarity.ts'
import { knownFeatures } from './feature-columns.ts'
import { fitMembers, fitOutcome, type FittedOutcome } from './fit-outcome.ts'
import {
  drawFailures,
  fitWithDrawn,
  fewestJudged,
  rareShare,
  tryAugmentation,
} from './generated-failures.ts'
import { protocolOf } from './held-out.ts'
import { inspectionEvidence } from './inspection.ts'
import { leaksOf } from './leakage.ts'
import {
  type DefectLevel,
  type FailureSource,
  openQualityModel,
  type QualityModel,
} from './quality-model.ts'
import type { QualityRecords } from './quality-records.ts'
import type {
  AugmentationEvidence,
  CandidateScores,
  Leak,
  ModelEvidence,
  QualityResult,
} from './result.ts'
import { lotsOf, trendOf } from './trend.ts'
import { waitingRecords } from './waiting.ts'

export interface FitQualityOptions extends WorkOptions {
  readonly seed: number | string
  /** Time for the whole fit, which is kept nearly: candidates for which it does not suffice are left out. Default no limit. */
  readonly budgetSeconds?: number | undefined
  /** Share of the trees of the candidates: less is quicker and rougher. Default 1. */
  readonly size?: number | undefined
  /** Told which columns tell the outcome nearly alone, before minutes are spent on learning. */
  readonly onLeaks?: (leaks: readonly Leak[]) => void
}

export interface FittedQuality {
  readonly model: QualityModel
  readonly result: QualityResult
}

const memberCount = 8

/** Of a budget, for comparing candidates. */
const comparingShare = 0.5

/** @throws MillraceError `bad-input`, `cancelled`. */
export async function fitQuality(
  records: QualityRecords,
  { seed, budgetSeconds = Infinity, size, onLeaks, onProgress, signal }: FitQualityOptions,
): Promise<FittedQuality> {
  const random = createRandom(seed).split('quality')
  const within = (from: number, to: number): WorkOptions => ({
    signal,
    onProgress: progressWithin(onProgress, from, to),
  })
  const { specification, columns, failed } = records
  const leaks = await leaksOf(records, { signal })
  onLeaks?.(leaks)
  const seconds = comparingShare * budgetSeconds
  const outcome = await fitOutcome(records, seed, random, { size, seconds, ...within(0, 0.6) })
  const ranking = within(0.6, 0.7)
  const importances = await importancesOf(records, outcome, random.split('importance'), ranking)
  const chosen = regionColumns(records, importances)
  const trial = await tryGenerative(records, outcome, chosen, { seed, ...within(0.7, 0.75) })
  const region = await fitRegion(chosen, failed, { seed, ...within(0.75, 0.8) })
  throwIfCancelled(signal)
  onProgress?.({ stage: 'try generated failures', fraction: 0.8 })
  const chosenSource = await sourceOf(records, outcome, trial, region, { seed, signal })
  const { costs, settings, inspection_capacity: capacity } = specification
  const isAdvised = costs !== undefined && Object.keys(settings).length > 0
  const model = openQualityModel(
    {
      specification,
      kind: records.kind,
      features: knownFeatures(records.features, columns),
      source: chosenSource.source,
      calibration: chosenSource.calibration,
      levels: await defectLevels(records, outcome, { signal }),
      members: isAdvised
        ? await fitMembers(
            records,
            outcome,
            memberCount,
            random.split('members'),
            within(0.85, 0.9),
          )
        : [],
      region: { columns: region.columns, limit: region.limit },
    },
    region,
  )
  const lots = lotsOf(failed, records.lots)
  const result: QualityResult = {
    operation: specification.operation,
    outcome: {
      column: specification.outcome,
      kind: records.kind,
      failing: specification.failing ?? [],
      limits: specification.limits ?? {},
    },
    records: failed.length,
    failing: failed.reduce((sum, y) => sum + y, 0),
    waiting: await waitingRecords(model, records.waiting),
    model: evidenceOf(outcome, trial, chosenSource, failed),
    unfamiliarShare: trial.unfamiliarShare,
    drift: records.isOrdered ? driftOf(columns) : null,
    leaks,
    trend: trendOf(lots),
    drivers: await driversOf(importances, columns, model),
    advice: isAdvised ? await adviseSettings(model, columns, { seed, ...within(0.9, 1) }) : null,
    inspection: costs
      ? inspectionEvidence(
          pastDecisions(records, outcome),
          costs,
          capacity,
          random.split('inspection'),
        )
      : null,
    seed,
  }
  return { model, result }
}

function importancesOf(
  { features, columns }: QualityRecords,
  { target, heldOut: { folds }, byFold, lossOf }: FittedOutcome,
  random: Random,
  work: WorkOptions,
): Promise<Importance[]> {
  return permutationImportance(features, columns, target, folds, byFold, lossOf, random, work)
}

/** All columns, or settings and the strongest of the others where there are too many. */
function regionColumns(
  { features, columns }: QualityRecords,
  importances: readonly Importance[],
): AlignedColumn[] {
  if (features.length <= mostRegionColumns) return [...columns]
  const first = importances.filter(({ feature }) => feature.isSetting)
  const others = importances.filter(({ feature }) => !feature.isSetting)
  return [...first, ...others].slice(0, mostRegionColumns).map(({ place }) => columns[place]!)
}

/** What the generative model did on the last fold, having learnt from its training part. */
interface GenerativeTrial {
  readonly fold: number
  readonly region: Region
  /**
   * Null where the region holds some of the columns only: these were chosen with the held-out verdicts in sight, so that
   * what it says of them would flatter it.
   */
  readonly probabilities: Float64Array | null
  readonly truth: Float64Array
  /** Of the chosen predictor on the same records, after calibration. */
  readonly predictorProbabilities: Float64Array
  readonly unfamiliarShare: number
}

async function tryGenerative(
  { failed, columns: all }: QualityRecords,
  { heldOut: { folds }, groups, probabilities }: FittedOutcome,
  columns: readonly AlignedColumn[],
  options: Parameters<typeof fitRegion>[2],
): Promise<GenerativeTrial> {
  const fold = folds.length - 1
  const { test } = folds[fold]!
  const train = folds[fold]!.train.toSorted()
  const learnt = Float64Array.from(train, (row) => failed[row]!)
  const region = await fitRegion(
    columns.map((column) => takeRows(column, train)),
    learnt,
    options,
  )
  const held = columns.map((column) => takeRows(column, test))
  const surprise = await surpriseOf(region, held)
  const outside = surprise.filter((value) => value > region.limit).length
  return {
    fold,
    region,
    probabilities: columns.length < all.length ? null : await generativeFailure(region, held),
    truth: Float64Array.from(test, (row) => failed[row]!),
    predictorProbabilities: probabilities.filter((_, i) => groups[i] === fold),
    unfamiliarShare: outside / test.length,
  }
}

interface ChosenSource {
  readonly source: FailureSource
  readonly calibration: Calibration
  /** Held-out probabilities of what was chosen, calibrated without the record, and what happened. */
  readonly probabilities: Float64Array
  readonly truth: Float64Array
  readonly augmentation: AugmentationEvidence | null
}

/** The generative model where it is clearly better; else the predictor, with drawn failures where they help. */
async function sourceOf(
  { columns, failed, kind }: QualityRecords,
  outcome: FittedOutcome,
  trial: GenerativeTrial,
  region: Region,
  { seed, signal }: Pick<FitQualityOptions, 'seed' | 'signal'>,
): Promise<ChosenSource> {
  const { source, calibration, heldOut, byFold, fitOf } = outcome
  const plain = {
    source,
    calibration,
    probabilities: outcome.probabilities,
    truth: outcome.failed,
    augmentation: null,
  }
  try {
    if (kind === 'measured') return plain
    const { truth, probabilities, predictorProbabilities } = trial
    if (probabilities && isClearlyBetter(probabilities, predictorProbabilities, truth)) {
      const none = { kind: 'none' } as const
      return { ...plain, source: { kind: 'generative' }, calibration: none, probabilities, truth }
    }
    const { fold } = trial
    const { train } = heldOut.folds[fold]!
    const failures = train.reduce((sum, row) => sum + failed[row]!, 0)
    if (failures > rareShare * train.length) return plain
    if (truth.reduce((sum, y) => sum + y, 0) < fewestJudged) return plain
    const drawn = await drawFailures(trial.region, columns, failures, seed)
    if (!drawn) return plain
    const fit = fitOf(1)
    const parts = heldOut.folds[fold]!
    const work = { signal }
    const tried = await tryAugmentation(fit, byFold[fold]!, columns, failed, parts, drawn, work)
    if (!tried.evidence.used) return { ...plain, augmentation: tried.evidence }
    const all = failed.reduce((sum, y) => sum + y, 0)
    const added = (await drawFailures(region, columns, all, seed)) ?? []
    const groups = Int32Array.from(truth, (_, row) => row % 5)
    return {
      source: {
        kind: 'predictor',
        state: (await fitWithDrawn(fit, columns, failed, added, work)).state,
      },
      // Drawn failures raise what is predicted: the calibration is of the one that learnt from them.
      ...chooseCalibration(tried.predictions, truth, groups, ['platt', 'isotonic']),
      truth,
      augmentation: tried.evidence,
    }
  } finally {
    await trial.region.model.release()
  }
}

async function defectLevels(
  records: QualityRecords,
  { fitOf }: FittedOutcome,
  work: Pick<WorkOptions, 'signal'>,
): Promise<DefectLevel[]> {
  const { kind, levels, columns, specification } = records
  if (kind !== 'defect-class' || !levels) return []
  const fit = fitOf(0.3)
  return Promise.all(
    levels.levels.map(async (level, code) => {
      const target = Float64Array.from(levels.codes, (own) => +(own === code))
      const { state } = await fit(columns, target, work)
      return { level, isFailing: specification.failing?.includes(level) ?? false, state }
    }),
  )
}

function evidenceOf(
  outcome: FittedOutcome,
  trial: GenerativeTrial,
  { source, calibration, probabilities: own, truth, augmentation }: ChosenSource,
  all: Float64Array,
): ModelEvidence {
  const { predictor, heldOut, probabilities, groups } = outcome
  const share = all.reduce((sum, y) => sum + y, 0) / all.length
  const lastOnly = (name: string, own: Float64Array): CandidateScores => ({
    name: `${name} (last part only)`,
    scores: failureScores(own, trial.truth),
  })
  const last = probabilities.filter((_, i) => groups[i] === trial.fold)
  const compared = trial.probabilities
    ? [lastOnly(predictor, last), lastOnly('generative model', trial.probabilities)]
    : []
  const holdingOut = {
    kind: heldOut.kind,
    parts: heldOut.folds.length,
    isLastOnly: truth.length < heldOut.rows.length,
  }
  return {
    predictor: source.kind === 'generative' ? 'generative model' : predictor,
    candidates: [...outcome.candidates, ...compared],
    untried: outcome.untried,
    protocol: protocolOf(holdingOut),
    holdingOut,
    heldOutRecords: truth.length,
    calibration: calibration.kind,
    scores: failureScores(own, truth),
    baseline: failureScores(new Float64Array(truth.length).fill(share), truth),
    reliability: reliability(own, truth),
    coverage: outcome.coverage,
    augmentation,
  }
}

/** Held-out records as decisions of as many records as wait now, or of a whole fold. */
function pastDecisions(
  { waiting }: QualityRecords,
  { heldOut: { rows }, groups, probabilities, failed }: FittedOutcome,
): Parameters<typeof inspectionEvidence>[0] {
  const decisions: Parameters<typeof inspectionEvidence>[0][number][] = []
  for (let start = 0; start < rows.length;) {
    let end = start + 1
    const most = waiting.rowCount > 0 ? start + waiting.rowCount : rows.length
    while (end < rows.length && end < most && groups[end] === groups[start]) end++
    decisions.push({
      probabilities: probabilities.slice(start, end),
      failed: failed.slice(start, end),
      lots: null,
    })
    start = end
  }
  return decisions
}

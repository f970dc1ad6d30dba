// All the evidence about synthetic rows, the same for every way of making them, with baselines beside
// it: one plain object that can be written as JSON (what is undefined is NaN, and null in JSON).

import type { Table } from '../../data/table/table.ts'
import type { WorkOptions } from '../../progress.ts'
import { createRandom, type Random } from '../../random.ts'
import {
  type AlignedColumn,
  alignTables,
  type EvaluationField,
  fieldsOf,
} from '../../data/table/aligned-columns.ts'
import { type Augmentation, augmentation } from './augmentation.ts'
import { boostedTreesClassifier } from '../predictors/boosted-trees.ts'
import { logisticRegression } from '../predictors/logistic-regression.ts'
import { type Detection, detection } from './detection.ts'
import { quality, type Quality, type QualityScores } from './fidelity/quality.ts'
import {
  closestRecordProtection,
  type ClosestRecordProtection,
} from './privacy/closest-record-protection.ts'
import { type Disclosure, disclosure } from './privacy/disclosure.ts'
import { type DuplicateExposure, duplicateExposure } from './privacy/duplicate-exposure.ts'
import { exactCopies } from './privacy/exact-copies.ts'
import type { Share } from './privacy/interval.ts'
import { membershipInference, type MembershipInference } from './privacy/membership-inference.ts'
import type { Target } from './target.ts'
import { utility, type UtilityScores } from './utility.ts'

/** Plain data. */
export interface EvidenceOptions {
  /** What columns are, where storage leaves it open; by default `fieldsOf` the real table. */
  readonly fields?: readonly EvaluationField[]
  /** What is predicted for utility; without it there is no utility and no augmentation. */
  readonly target?: Target
  /** What an attacker wants to know (by default the target), and the fields that he may know. */
  readonly sensitive?: string
  readonly known?: readonly string[]
  /** Other synthetic tables to set beside: independent columns, a copula, a bootstrap. */
  readonly baselines?: ReadonlyMap<string, Table>
  readonly seed?: number
}

export interface Evaluation {
  readonly name: string
  readonly rows: number
  /** Against the training rows. */
  readonly quality: QualityScores
  readonly detection: { readonly logistic: Detection; readonly trees: Detection }
  /** Learnt from these rows, judged on the holdout. */
  readonly utility: UtilityScores | null
  readonly augmentation: Augmentation | null
  readonly privacy: Privacy | null
}

export interface Privacy {
  /** Share of the synthetic rows that equal a training row, and of the holdout rows that do. */
  readonly exactCopies: Share
  readonly exactCopiesOfHoldout: Share
  readonly closestRecord: ClosestRecordProtection
  readonly membership: MembershipInference
  readonly disclosure: Disclosure | null
}

export interface Evidence {
  readonly fields: readonly EvaluationField[]
  readonly target: Target | null
  readonly trainRows: number
  readonly holdoutRows: number
  readonly seed: number
  readonly synthetic: Evaluation
  readonly baselines: readonly Evaluation[]
  /** The holdout in the place of synthetic rows: what a perfect model would score. */
  readonly holdout: {
    readonly quality: QualityScores
    readonly detection: Evaluation['detection']
  } | null
  /** What near-duplicates among the training rows do to the privacy of the synthetic ones. */
  readonly duplicates: DuplicateExposure | null
  /** Learnt from the training rows, judged on the holdout. */
  readonly realUtility: UtilityScores | null
  /** Of the synthetic rows: every column and every pair. */
  readonly columns: Quality['columns']
  readonly pairs: Quality['pairs']
}

/** Parts of an evaluation of which each is reported. */
const parts = 6

/**
 * What `evaluate` gathers in a thread: blocks the one that it runs on.
 * @param real the rows that were learnt from
 * @param holdout real rows that no model saw; without them utility and privacy cannot be measured
 * @throws MillraceError `bad-input` for columns or a target that do not fit.
 */
export function evidenceOf(
  real: Table,
  synthetic: Table,
  holdout: Table | null,
  options: EvidenceOptions = {},
  onProgress?: WorkOptions['onProgress'],
): Evidence {
  const {
    fields = fieldsOf(real),
    target,
    baselines = new Map<string, Table>(),
    seed = 1,
  } = options
  const names = ['synthetic', ...baselines.keys()]
  const tables = [real, synthetic, ...baselines.values(), ...(holdout ? [holdout] : [])]
  const aligned = alignTables(tables, fields)
  const train = aligned[0]!
  const held = holdout ? aligned.at(-1)! : null
  const steps = names.length + 1
  const random = createRandom(seed)

  const evaluations: Evaluation[] = []
  let detail: Quality | undefined
  for (const [i, name] of names.entries()) {
    const report = (part: number): void =>
      onProgress?.({ stage: `evaluate ${name}`, fraction: (i + part / parts) / steps })
    const columns = aligned[i + 1]!
    report(0)
    const scores = quality(train, columns)
    detail ??= scores
    report(1)
    const detected = detectionOf(train, columns, random, () => report(2))
    report(3)
    const used = held && target ? utility(train, columns, held, target) : null
    report(4)
    const augmented = held && target ? augmentation(train, columns, held, target) : null
    report(5)
    evaluations.push({
      name,
      rows: tables[i + 1]!.rowCount,
      quality: scoresOf(scores),
      detection: detected,
      utility: used,
      augmentation: augmented,
      privacy: held && privacyOf(train, columns, held, random, options),
    })
  }
  onProgress?.({ stage: 'evaluate holdout', fraction: (steps - 1) / steps })
  const best = held && {
    quality: scoresOf(quality(train, held)),
    detection: detectionOf(train, held, random),
  }
  return {
    fields,
    target: target ?? null,
    trainRows: real.rowCount,
    holdoutRows: holdout?.rowCount ?? 0,
    seed,
    synthetic: evaluations[0]!,
    baselines: evaluations.slice(1),
    holdout: best,
    duplicates:
      held && duplicateExposure(real, train, aligned[1]!, held, random.split('duplicates')),
    realUtility: held && target ? utility(train, train, held, target) : null,
    columns: detail!.columns,
    pairs: detail!.pairs,
  }
}

function privacyOf(
  train: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  holdout: readonly AlignedColumn[],
  random: Random,
  { target, sensitive = target?.field, known }: EvidenceOptions,
): Privacy {
  // Labels that say the answer are no knowledge of an attacker who wants it.
  const hidden = sensitive === target?.field ? (target?.hidden ?? []) : []
  const candidates = known ?? train.map(({ name }) => name).filter((name) => !hidden.includes(name))
  return {
    exactCopies: exactCopies(synthetic, train),
    exactCopiesOfHoldout: exactCopies(holdout, train),
    closestRecord: closestRecordProtection(train, synthetic, holdout, random.split('closest')),
    membership: membershipInference(train, synthetic, holdout, random.split('membership')),
    disclosure:
      sensitive === undefined
        ? null
        : disclosure(train, synthetic, holdout, { sensitive, known: candidates }),
  }
}

function detectionOf(
  train: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  random: Random,
  report?: () => void,
): Evaluation['detection'] {
  const logistic = detection(train, synthetic, logisticRegression(), random.split('detection'))
  report?.()
  const trees = detection(train, synthetic, boostedTreesClassifier(), random.split('detection'))
  return { logistic, trees }
}

function scoresOf({ columns: _columns, pairs: _pairs, ...scores }: Quality): QualityScores {
  return scores
}

// Is it good enough, and for what? The bounds stand here in one place, and the page states them.

import type { Evaluation, Evidence } from '../../generative/evaluation/evidence.ts'
import type { ClassificationScores, RegressionScores } from '../../generative/evaluation/utility.ts'

/** What people want synthetic records for. */
export const uses = ['explore', 'learn', 'enrich', 'pass', 'share'] as const
export type Use = (typeof uses)[number]

export type Answer = 'yes' | 'partly' | 'no' | 'unknown'

export interface Judgement {
  readonly use: Use
  readonly answer: Answer
  /** The figure that decides, and what it is measured against; NaN where it is not known. */
  readonly figure: number
  readonly reference: number
}

export type Verdict = readonly Judgement[]

/** At least the first: yes. At least the second: partly. */
export const bounds = {
  /** Quality score. */
  explore: [0.95, 0.85],
  /** Share of what real rows teach beyond guessing. */
  learn: [0.95, 0.8],
  /** Recall gained at equal precision. */
  enrich: [0.01, 0.01],
  /** Detection score of trees: 1 is indistinguishable. */
  pass: [0.8, 0.5],
  /** Overfitting protection. */
  share: [0.95, 0.9],
} as const satisfies Record<Use, readonly [number, number]>

export function verdict(evidence: Evidence): Verdict {
  const { synthetic, holdout } = evidence
  const { augmentation, privacy, utility } = synthetic
  const learnt = skillOf(utility)
  const possible = skillOf(evidence.realUtility)
  return [
    judge('explore', synthetic.quality.quality, holdout?.quality.quality ?? Number.NaN),
    judge('learn', learnt / possible, Number.NaN),
    judge(
      'enrich',
      augmentation
        ? augmentation.with.recallAtEqualPrecision - augmentation.without.recallAtEqualPrecision
        : Number.NaN,
      augmentation?.without.recallAtEqualPrecision ?? Number.NaN,
    ),
    judge('pass', synthetic.detection.trees.score, holdout?.detection.trees.score ?? Number.NaN),
    {
      ...judge('share', privacy?.closestRecord.overfittingProtection ?? Number.NaN, Number.NaN),
      ...(privacy && isLeaking(privacy) && { answer: 'no' }),
    },
  ]
}

/** How many uses the records are good for, and of how many anything is known. */
export function countsOf(verdict: Verdict): { readonly good: number; readonly measured: number } {
  return {
    good: verdict.filter(({ answer }) => answer === 'yes').length,
    measured: verdict.filter(({ answer }) => answer !== 'unknown').length,
  }
}

/** More copies than real rows have among each other, or an attack that works beyond chance. */
function isLeaking({
  exactCopies,
  exactCopiesOfHoldout,
  membership,
}: NonNullable<Evaluation['privacy']>): boolean {
  return exactCopies.low > exactCopiesOfHoldout.high || membership.advantage > 2 * membership.margin
}

/** What the better of the two models has beyond guessing: AUC - 1/2, or R2. */
export function skillOf(scores: Evaluation['utility']): number {
  if (!scores) return Number.NaN
  const skill = (score: ClassificationScores | RegressionScores): number =>
    'r2' in score ? score.r2 : score.areaUnderRoc - 0.5
  return Math.max(skill(scores.linear), skill(scores.trees))
}

function judge(use: Use, figure: number, reference: number): Judgement {
  const [good, fair] = bounds[use]
  const answer: Answer = Number.isNaN(figure)
    ? 'unknown'
    : figure >= good
      ? 'yes'
      : figure >= fair
        ? 'partly'
        : 'no'
  return { use, answer, figure, reference }
}

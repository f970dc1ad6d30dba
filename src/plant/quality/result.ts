// What the quality area hands to the report and prints under --json: one plain value per operation.

/** What is judged: a level among two, a level among several, or a number with limits. */
export type OutcomeKind = 'pass-fail' | 'defect-class' | 'measured'

/** An estimate with the interval in which it lies with the stated probability. */
export interface Interval {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}

/** Scores of failure probabilities on records that the model did not learn from. */
export interface FailureScores {
  /** Mean of (p - y)^2. */
  readonly brier: number
  /** Mean of -log p of what happened, in nats. */
  readonly logScore: number
  /** Of the failing records, at probability one half. */
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly areaUnderRoc: number
  readonly averagePrecision: number
}

/** One way to predict that was tried. */
export interface CandidateScores {
  readonly name: string
  readonly scores: FailureScores
}

/** Held-out records of similar predicted probability. */
export interface ReliabilityBin {
  readonly records: number
  /** Mean predicted probability. */
  readonly predicted: number
  /** Share that failed, with its 90% interval (Wilson). */
  readonly observed: Interval
}

/** How often held-out values lay in intervals of a nominal probability. */
export interface IntervalCoverage {
  readonly nominal: number
  readonly observed: Interval
}

/** Whether generated failing records help, as measured on the last held-out part. */
export interface AugmentationEvidence {
  readonly used: boolean
  readonly addedRecords: number
  readonly without: Pick<FailureScores, 'precision' | 'recall' | 'averagePrecision'>
  readonly with: Pick<FailureScores, 'precision' | 'recall' | 'averagePrecision'>
}

/** Records held out in `parts`: blocks, each predicted from all before it, or folds, each from the others. */
export interface HoldingOut {
  readonly kind: 'later-blocks' | 'stratified-folds'
  readonly parts: number
  /** Scores are those of the last part alone. */
  readonly isLastOnly: boolean
}

export interface ModelEvidence {
  /** The candidate that predicts: the best log score on held-out records. */
  readonly predictor: string
  readonly candidates: readonly CandidateScores[]
  /** Candidates for which there was no time within the budget. */
  readonly untried: readonly string[]
  /** How records were held out, for a person: `five stratified folds`. */
  readonly protocol: string
  /** The same in words of the code, for other languages. */
  readonly holdingOut: HoldingOut
  readonly heldOutRecords: number
  readonly calibration: 'isotonic' | 'platt' | 'none'
  /** Of the predictor after calibration; the calibration too was fitted without the record scored. */
  readonly scores: FailureScores
  /** Of the share of failures as everybody's probability. */
  readonly baseline: FailureScores
  readonly reliability: readonly ReliabilityBin[]
  /** Of a measured characteristic; empty otherwise. */
  readonly coverage: readonly IntervalCoverage[]
  /** Null where it was not tried: failures are not rare, too few to judge by, or there are too many columns to draw. */
  readonly augmentation: AugmentationEvidence | null
}

export interface Lot {
  /** Its name, or the place of its first record. */
  readonly name: string
  readonly records: number
  readonly failing: number
}

/** The share of failures over lots, and of those to come. */
export interface Trend {
  /** In the order of time. */
  readonly lots: readonly Lot[]
  /** Weight of the evidence of one lot ago against now: 1 is a share that never changes. */
  readonly memory: number
  /** Predicted share of failures in the coming lots, the nearest first, with a 90% interval. */
  readonly coming: readonly Interval[]
  /** Of one-step-ahead 90% intervals over the past lots. */
  readonly coverage: IntervalCoverage
}

/** The failure probability given one value of a column, the others as they come with it. */
export interface WhatIf {
  /** A number, or the name of a level. */
  readonly value: number | string
  readonly failureProbability: number
}

export interface Driver {
  readonly column: string
  readonly isSetting: boolean
  /** Rise of the log score when the column is permuted, in nats per record, with its 90% interval. */
  readonly importance: Interval
  readonly whatIfs: readonly WhatIf[]
}

export interface SettingChange {
  readonly column: string
  readonly from: number
  readonly to: number
  readonly lowest: number
  readonly highest: number
  /** Mean failure probability without and with it, after the changes before it. */
  readonly failureBefore: number
  readonly failureAfter: number
  /** Values about `to` that are expected to do nearly as much. */
  readonly nearly: { readonly lowest: number; readonly highest: number }
}

export interface Advice {
  /** Empty where no change within the ranges and the region with data is expected to help. */
  readonly changes: readonly SettingChange[]
  /** Expected scrap cost per record now and after, and what is gained, with 90% intervals. */
  readonly costNow: Interval
  readonly costAfter: Interval
  readonly gain: Interval
  /** Records over which was averaged. */
  readonly records: number
  /** Share of those records that stay within the trust region after the changes. */
  readonly familiarShare: number
  readonly reason: string
}

/** Realised cost of one way to choose what to inspect, on held-out records. */
export interface InspectionPolicyCost {
  readonly policy: 'proposed' | 'all' | 'none' | 'random'
  /** Whether the capacity allows for it. */
  readonly isPossible: boolean
  readonly inspected: number
  readonly found: number
  readonly escaped: number
  readonly cost: number
  /** Cost less that of the proposal, with its 90% interval; 0 for the proposal. */
  readonly above: Interval
}

export interface InspectionEvidence {
  readonly records: number
  /** Decisions into which the held-out records were grouped, each with its own capacity. */
  readonly decisions: number
  /** Records of one decision. */
  readonly capacity: number
  readonly policies: readonly InspectionPolicyCost[]
}

/** One lot, or one record where there are no lots, that waits for its verdict. */
export interface WaitingLot {
  readonly name: string
  /** Its row of the file, the header being the first; null for a lot. */
  readonly row: number | null
  readonly records: number
  /** Mean over its records. */
  readonly failureProbability: number
  /** Records of it that are proposed to be inspected. */
  readonly inspected: number
  /** Expected cost that these inspections save; null without costs. */
  readonly saving: number | null
  /** Records that lie outside of what was learnt. */
  readonly unfamiliar: number
}

/** Records of the file that have no outcome yet. */
export interface WaitingRecords {
  readonly records: number
  /** Null without costs. */
  readonly inspected: number | null
  /** Expected cost of the proposal, and of inspecting none; null without costs. */
  readonly expectedCost: number | null
  readonly expectedCostUninspected: number | null
  readonly lots: readonly WaitingLot[]
}

/** Columns whose last records differ from those before. */
export interface Drift {
  /** That were looked at. */
  readonly columns: number
  /** The most shifted first, with the distance of the two distributions, 0 to 1. */
  readonly shifts: readonly { readonly column: string; readonly distance: number }[]
}

/** A column that tells the outcome nearly alone. */
export type Leak =
  | { readonly column: string; readonly kind: 'alone'; readonly areaUnderRoc: number }
  /** Absolute correlation with a measured outcome. */
  | { readonly column: string; readonly kind: 'copy'; readonly correlation: number }
  /** With this level nearly every record failed; an empty text is a missing value. */
  | {
      readonly column: string
      readonly kind: 'level'
      readonly level: string
      readonly records: number
      readonly failing: number
    }

export interface QualityResult {
  readonly operation: string
  readonly outcome: {
    readonly column: string
    readonly kind: OutcomeKind
    /** Levels that fail; empty for a measured characteristic. */
    readonly failing: readonly string[]
    readonly limits: { readonly lower?: number | undefined; readonly upper?: number | undefined }
  }
  readonly records: number
  readonly failing: number
  /** Null where every record has its outcome. */
  readonly waiting: WaitingRecords | null
  readonly model: ModelEvidence
  /** Share of the last held-out part that lies outside of the region that the part before it spans. */
  readonly unfamiliarShare: number
  /** Null where records have no order. */
  readonly drift: Drift | null
  /** Columns that are mostly another record of the same verdict. */
  readonly leaks: readonly Leak[]
  readonly trend: Trend
  /** The strongest first. */
  readonly drivers: readonly Driver[]
  /** Null without settings or without costs. */
  readonly advice: Advice | null
  /** Null without costs. */
  readonly inspection: InspectionEvidence | null
  readonly seed: number | string
}

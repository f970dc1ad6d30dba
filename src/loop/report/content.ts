// What a report says, before any page is drawn: report.json is this object.

import type { Finding } from '../../data/preparation/finding.ts'
import type { PastServices } from '../../plant/maintenance/past-services.ts'
import type { MaintenanceResult } from '../../plant/maintenance/result.ts'
import type { Plan } from '../../plant/production/plan.ts'
import type {
  ControlChartResult,
  MonitoringResult,
} from '../../plant/quality/control-charts/result.ts'
import type { PastQuality } from '../../plant/quality/past-quality.ts'
import type { QualityResult } from '../../plant/quality/result.ts'

export const reportFormat = 'millrace-report'
export const reportVersion = 1

export const languages = ['en', 'zh'] as const
export type Language = (typeof languages)[number]

/** A plant with demand has a plan, and all that belongs to it; `'plan' in content` tells them apart. */
export type ReportContent = AreasContent | ProductionContent

/** What every report says: of quality and machines, as far as the plant has them. */
export interface AreasContent {
  readonly format: typeof reportFormat
  readonly version: typeof reportVersion
  /** Language that the page opens in; the other one is a click away. */
  readonly language: Language
  readonly plant: PlantSummary
  /** ISO time. */
  readonly madeAt: string
  /** One per operation of plant.yaml. */
  readonly quality: readonly QualityReport[]
  /** One per fleet of plant.yaml. */
  readonly maintenance: readonly FleetReport[]
  readonly provenance: Provenance
}

/** And of demand and the plan for it. */
export interface ProductionContent extends AreasContent {
  readonly plant: ProductionSummary
  /** The same as plan.json. */
  readonly plan: Plan
  readonly forecasts: readonly ForecastFan[]
  readonly models: ModelComparison
  /** One per model that was trained by gradient steps. */
  readonly training: readonly TrainingHistory[]
  /** What planning this way would have earned in the past; null where the history is too short. */
  readonly backtest: BacktestSummary | null
  readonly dataQuality: DataQuality
  readonly provenance: ProductionProvenance
}

export interface QualityReport {
  readonly operation: string
  /** Null where its records teach nothing; `problem` then says why. */
  readonly result: QualityResult | null
  readonly charts: readonly ControlChartResult[]
  /** All measures at once; null where plant.yaml does not ask for it, or nothing is learnt. */
  readonly monitoring: MonitoringResult | null
  /** What came of decisions of earlier runs; null where nothing was seen of them. */
  readonly past: PastQuality | null
  readonly problem: string | null
}

export interface FleetReport {
  readonly fleet: string
  /** Null where its histories teach nothing; `problem` then says why. */
  readonly result: MaintenanceResult | null
  /** What was found wrong in its histories. */
  readonly findings: readonly Finding[]
  /** What came of the plans of earlier runs; null where nothing was seen of them yet. */
  readonly past: PastServices | null
  readonly problem: string | null
}

export interface PlantSummary {
  readonly name: string
  readonly currency: string
  readonly frequency: Frequency
}

export interface ProductionSummary extends PlantSummary {
  readonly itemCount: number
  /** Items whose stock on hand is not given: the default was taken. */
  readonly itemsWithoutStock: number
  readonly resourceCount: number
}

/** A plan from stock that is not known is not to be acted on. */
export function isStockUnknown({ itemCount, itemsWithoutStock }: ProductionSummary): boolean {
  return 2 * itemsWithoutStock >= itemCount
}

export type Frequency = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'
/** A period of a fleet without a plant has no name of its own. */
export type PeriodName = Frequency | 'period'

/** A history and the quantiles of its sample paths. */
export interface ForecastFan {
  readonly item: string
  readonly description: string
  readonly model: string
  readonly historySteps: readonly string[]
  /** Null is missing. */
  readonly history: readonly (number | null)[]
  readonly steps: readonly string[]
  readonly mean: readonly number[]
  /** Ascending, for example 0.1 to 0.9. */
  readonly levels: readonly number[]
  /** Shape [levels, steps]. */
  readonly quantiles: readonly (readonly number[])[]
}

export interface ModelScore {
  readonly model: string
  readonly isBaseline: boolean
  /** Mean over the rolling origins: weighted quantile loss and mean absolute scaled error. */
  readonly weightedQuantileLoss: number
  readonly scaledError: number
  /** Share of what happened that lay in the 80% interval. */
  readonly coverage80: number
  /** How many of the series it was chosen for. */
  readonly chosenFor: number
}

/** Series of one kind of demand, and the model that forecasts them. */
export interface SegmentChoice {
  readonly segment: string
  readonly seriesCount: number
  readonly model: string
  readonly weightedQuantileLoss: number
  readonly bestBaseline: string
  readonly baselineLoss: number
}

export interface ModelComparison {
  /** Rolling origins and their horizon; 0 where nothing could be held back. */
  readonly windows: number
  readonly horizon: number
  readonly scores: readonly ModelScore[]
  readonly segments: readonly SegmentChoice[]
  /** Of the chosen models: how often demand lay below each quantile. */
  readonly calibration: readonly { readonly nominal: number; readonly observed: number }[]
  /** Networks for which there was too little history or time. */
  readonly leftOut: readonly string[]
}

export interface TrainingHistory {
  readonly model: string
  /** Such as `generator` and `discriminator`, or `training` and `validation`. */
  readonly curves: readonly { readonly name: string; readonly points: readonly LossPoint[] }[]
  /** Epoch whose weights were kept. */
  readonly bestEpoch: number
}

export interface LossPoint {
  readonly epoch: number
  readonly loss: number
}

/** Ways of planning that a backtest compares; `seasonal-naive` is the habit that the others are measured by. */
export const policies = ['millrace', 'seasonal-naive', 'sba-ets', 'perfect-foresight'] as const
export type Policy = (typeof policies)[number]

export interface PolicyResult {
  readonly policy: Policy
  /** Realised, with demand as it came. */
  readonly profit: number
  readonly fillRate: number
  readonly stockValue: number
  /** Profit up to and with each period. */
  readonly cumulativeProfit: readonly number[]
}

export interface BacktestSummary {
  readonly periods: readonly string[]
  readonly policies: readonly PolicyResult[]
  /** (ours - habit) / (foresight - habit); null where foresight gains nothing. */
  readonly capturedValue: number | null
}

export interface DataQuality {
  readonly rowCount: number
  readonly seriesCount: number
  readonly firstPeriod: string
  readonly lastPeriod: string
  readonly findings: readonly Finding[]
}

export interface Provenance {
  readonly seed: number
  /** SHA-256 over the data and the settings that the models depend on. */
  readonly fingerprint: string
  readonly stages: readonly { readonly stage: Stage; readonly seconds: number }[]
  readonly versions: readonly { readonly name: string; readonly version: string }[]
}

export interface ProductionProvenance extends Provenance {
  readonly scenarioCount: number
  readonly models: 'trained' | 'reused'
  /** ISO time of the training. */
  readonly trainedAt: string
}

export const stages = [
  'load',
  'clean',
  'train',
  'evaluate',
  'forecast',
  'quality',
  'maintenance',
  'plan',
  'backtest',
  'report',
] as const
export type Stage = (typeof stages)[number]

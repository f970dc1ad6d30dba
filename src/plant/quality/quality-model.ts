// A fitted model of one operation's quality: what it says of records, and whether it knows their like.

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import type { Table } from '../../data/table/table.ts'
import { openPredictor } from '../../generative/predictors/open-predictor.ts'
import type { PredictorState } from '../../generative/predictors/predictor.ts'
import type { WorkOptions } from '../../progress.ts'
import { type Calibration, calibrated } from './calibration.ts'
import { type CharacteristicState, openCharacteristic } from './characteristic.ts'
import { generativeFailure, type Region, surpriseOf } from './familiarity.ts'
import { alignRecords, type KnownFeature } from './feature-columns.ts'
import type { QualitySpecification } from './quality-records.ts'
import type { OutcomeKind } from './result.ts'

/** How a failure probability comes from a record, before calibration; plain data. */
export type FittedSource =
  | { readonly kind: 'predictor'; readonly state: PredictorState }
  | { readonly kind: 'characteristic'; readonly state: CharacteristicState }

export type FailureSource =
  | FittedSource
  /** The generative model of the region. */
  | { readonly kind: 'generative' }

/** One level of a defect class, with what tells it from all others. */
export interface DefectLevel {
  readonly level: string
  readonly isFailing: boolean
  readonly state: PredictorState
}

/** Plain data beside the table model of the region. */
export interface QualityModelState {
  readonly specification: QualitySpecification
  readonly kind: OutcomeKind
  readonly features: readonly KnownFeature[]
  readonly source: FailureSource
  readonly calibration: Calibration
  /** Levels of a defect class; empty for other outcomes. */
  readonly levels: readonly DefectLevel[]
  /** Rougher models of records drawn again, whose spread is what the data leave open. */
  readonly members: readonly FittedSource[]
  readonly region: { readonly columns: readonly string[]; readonly limit: number }
}

export interface QualityPrediction {
  /** Calibrated, one per record. */
  readonly failureProbability: Float64Array
  /** Of a defect class: the probability of each level. */
  readonly levels: readonly { readonly level: string; readonly probability: Float64Array }[]
  /** Of a measured characteristic: the value below which lies that share of its distribution. */
  readonly quantiles: readonly { readonly share: number; readonly values: Float64Array }[]
  /** -log p of the record less what is expected, in nats. */
  readonly surprise: Float64Array
  /** Why a record lies outside of what was learnt; null where it does not. */
  readonly outside: readonly (string | null)[]
}

export interface QualityModel {
  readonly state: QualityModelState
  readonly region: Region
  /**
   * @throws MillraceError `not-found` for a column that is missing, `bad-input` for one of another kind.
   */
  predict(table: Table, options?: WorkOptions): Promise<QualityPrediction>
  /** Calibrated failure probabilities of records that are aligned with the features. */
  failure(columns: readonly AlignedColumn[]): Promise<Float64Array>
  /** The same by each of the members: [members][records]. */
  failureByMember(columns: readonly AlignedColumn[]): Float64Array[]
  /** Whether records that are aligned with the features lie within the region with data. */
  isFamiliar(columns: readonly AlignedColumn[]): Promise<boolean[]>
  release(): Promise<void>
}

const quantileShares = [0.05, 0.25, 0.5, 0.75, 0.95]

export function openQualityModel(state: QualityModelState, region: Region): QualityModel {
  const { source, calibration, specification, features } = state
  const raw =
    source.kind === 'generative'
      ? (columns: readonly AlignedColumn[]) => generativeFailure(region, columns)
      : openSource(source, specification)
  const members = state.members.map((member) => openSource(member, specification))
  const levels = state.levels.map((level) => ({ ...level, predictor: openPredictor(level.state) }))
  const characteristic =
    source.kind === 'characteristic'
      ? openCharacteristic(source.state, specification.limits ?? {})
      : null
  const failure = async (columns: readonly AlignedColumn[]): Promise<Float64Array> =>
    calibrated(calibration, await raw(columns))
  return {
    state,
    region,
    failure,
    failureByMember: (columns) => members.map((member) => calibrated(calibration, member(columns))),
    async isFamiliar(columns) {
      const surprise = await surpriseOf(region, columns)
      const inRange = withinRanges(columns, features)
      return Array.from(surprise, (value, row) => value <= region.limit && inRange[row] === 1)
    },
    async predict(table, options) {
      const { columns, strange } = alignRecords(table, features)
      const failureProbability = await failure(columns)
      const surprise = await surpriseOf(region, columns, options)
      const own = levels.map(({ predictor }) => predictor.predict(columns))
      return {
        failureProbability,
        levels: levelShares(failureProbability, levels, own),
        quantiles: quantileShares.flatMap((share) =>
          characteristic ? [{ share, values: characteristic.quantile(columns, share) }] : [],
        ),
        surprise,
        outside: strange.map((remark, row) => {
          if (remark !== null || surprise[row]! <= region.limit) return remark
          return `unlike the records learnt from: ${surprise[row]!.toFixed(1)} nats beyond what is usual, above ${region.limit.toFixed(1)}`
        }),
      }
    },
    release: () => region.model.release(),
  }
}

function openSource(
  source: FittedSource,
  { limits = {} }: QualitySpecification,
): (columns: readonly AlignedColumn[]) => Float64Array {
  if (source.kind === 'predictor') {
    const predictor = openPredictor(source.state)
    return (columns) => predictor.predict(columns)
  }
  const characteristic = openCharacteristic(source.state, limits)
  return (columns) => characteristic.failure(columns)
}

/** Failing levels share the failure probability, the others the rest, in proportion to their own. */
function levelShares(
  failure: Float64Array,
  levels: readonly { readonly level: string; readonly isFailing: boolean }[],
  own: readonly Float64Array[],
): QualityPrediction['levels'] {
  const least = 1e-6
  const sums = [false, true].map((isFailing) =>
    failure.map((_, row) =>
      own.reduce(
        (sum, values, i) => sum + (levels[i]!.isFailing === isFailing ? values[row]! + least : 0),
        0,
      ),
    ),
  )
  return levels.map(({ level, isFailing }, i) => ({
    level,
    probability: failure.map((p, row) => {
      const share = (own[i]![row]! + least) / sums[+isFailing]![row]!
      return share * (isFailing ? p : 1 - p)
    }),
  }))
}

/** 1 for records whose numbers and levels all occurred. */
function withinRanges(
  columns: readonly AlignedColumn[],
  features: readonly KnownFeature[],
): Uint8Array {
  const first = columns[0]
  const rowCount = !first ? 0 : first.kind === 'number' ? first.values.length : first.codes.length
  const result = new Uint8Array(rowCount).fill(1)
  columns.forEach((column, i) => {
    const feature = features[i]!
    for (let row = 0; row < rowCount; row++) {
      if (column.kind === 'number' && feature.kind === 'number') {
        const value = column.values[row]!
        if (value < feature.lowest || value > feature.highest) result[row] = 0
      } else if (column.kind === 'category' && column.codes[row]! < 0 && !feature.mayBeMissing) {
        result[row] = 0
      }
    }
  })
  return result
}

// DCROverfittingProtection and DCRBaselineProtection of SDMetrics: are synthetic rows closer to the
// training rows than to rows that the model never saw, and how close are they beside random rows?

import type { Random } from '../../../random.ts'
import { type AlignedColumn, lengthOf, takeRows } from '../../../data/table/aligned-columns.ts'
import { median } from '../../../statistics/quantile.ts'
import { sampleRows } from '../folds.ts'
import { closestDistances, recordEncoder } from './closest-record.ts'
import { type Share, shareOf } from './interval.ts'

export interface ClosestRecordProtection {
  /** Share of the synthetic rows that are closer to training than to holdout rows; half is ideal. */
  readonly closerToTraining: Share
  /** min(2 (1 - closerToTraining), 1). */
  readonly overfittingProtection: number
  /** min(median distance of synthetic rows / median distance of random rows, 1), to training rows. */
  readonly baselineProtection: number
  readonly medianDistance: {
    readonly synthetic: number
    readonly random: number
    /** Of holdout rows to training rows: how close real rows are to each other. */
    readonly holdout: number
  }
  /** Distances to the closest training row, ascending, for the picture. */
  readonly distances: {
    readonly synthetic: readonly number[]
    readonly holdout: readonly number[]
  }
}

export interface ClosestRecordOptions {
  /** Rows of each kind that are looked at, drawn at random. */
  readonly maximumQueries?: number
  /** Rows of training and holdout that they are compared with, as many of each. */
  readonly maximumReferences?: number
}

/**
 * Training and holdout are drawn to the same size, so that half is ideal; copies of training rows
 * that were not drawn are seen by `exactCopies`, which looks at all rows.
 */
export function closestRecordProtection(
  train: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  holdout: readonly AlignedColumn[],
  random: Random,
  { maximumQueries = 2000, maximumReferences = 10_000 }: ClosestRecordOptions = {},
): ClosestRecordProtection {
  const encode = recordEncoder(train)
  const references = Math.min(lengthOf(train[0]!), lengthOf(holdout[0]!), maximumReferences)
  const draw = (columns: readonly AlignedColumn[], limit: number, label: string) => {
    const rows = sampleRows(lengthOf(columns[0]!), limit, random.split(label))
    return encode(columns.map((column) => takeRows(column, rows)))
  }
  const trainRecords = draw(train, references, 'train')
  const holdoutRecords = draw(holdout, references, 'holdout')
  const queries = draw(synthetic, maximumQueries, 'synthetic')
  const toTrain = closestDistances(queries, trainRecords)
  const toHoldout = closestDistances(queries, holdoutRecords)
  const ofHoldout = closestDistances(draw(holdout, maximumQueries, 'queries'), trainRecords)
  const ofRandom = closestDistances(
    encode(randomRows(train, queries.rowCount, random.split('random'))),
    trainRecords,
  )
  // A tie is no sign of either: it counts half, where SDMetrics counts it for the holdout.
  const closer = toTrain.reduce(
    (sum, distance, i) =>
      sum + (distance < toHoldout[i]! ? 1 : distance === toHoldout[i] ? 0.5 : 0),
    0,
  )
  const closerToTraining = shareOf(closer, queries.rowCount)
  const medianDistance = {
    synthetic: median(toTrain),
    random: median(ofRandom),
    holdout: median(ofHoldout),
  }
  return {
    closerToTraining,
    overfittingProtection: Math.min(2 * (1 - closerToTraining.share), 1),
    baselineProtection: Math.min(medianDistance.synthetic / medianDistance.random, 1),
    medianDistance,
    distances: {
      synthetic: Array.from(toTrain.toSorted()),
      holdout: Array.from(ofHoldout.toSorted()),
    },
  }
}

/** Every field uniform over the range or the levels of the real one, missing as often. */
export function randomRows(
  real: readonly AlignedColumn[],
  count: number,
  random: Random,
): AlignedColumn[] {
  return real.map((column): AlignedColumn => {
    const stream = random.split(column.name)
    if (column.kind === 'category') {
      const present = [...new Set(column.codes)].filter((code) => code >= 0)
      const share = column.codes.reduce((sum, code) => sum + +(code < 0), 0) / column.codes.length
      const codes = Int32Array.from({ length: count }, () =>
        stream.uniform() < share ? -1 : present[stream.integer(present.length)]!,
      )
      return { ...column, codes }
    }
    const present = column.values.filter((value) => !Number.isNaN(value)).sort()
    const share = 1 - present.length / column.values.length
    const low = present[0] ?? Number.NaN
    const high = present.at(-1) ?? Number.NaN
    const isWhole = present.every(Number.isInteger)
    const values = Float64Array.from({ length: count }, () => {
      if (stream.uniform() < share) return Number.NaN
      const u = stream.uniform()
      return isWhole ? low + Math.floor(u * (high - low + 1)) : low + u * (high - low)
    })
    return { ...column, values }
  })
}

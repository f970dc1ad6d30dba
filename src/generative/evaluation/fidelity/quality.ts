// The quality score of SDMetrics: column shapes, column pair trends, and their mean. Patki, Wedge &
// Veeramachaneni 2016 (doi:10.1109/DSAA.2016.49) for the idea; definitions as of SDMetrics 0.32.

import type { AlignedColumn } from '../../../data/table/aligned-columns.ts'
import { boundaryAdherence } from './boundary-adherence.ts'
import { categoryAdherence } from './category-adherence.ts'
import { contingencySimilarity, cramersV } from './contingency-similarity.ts'
import { correlationSimilarity, pearsonCorrelation } from './correlation-similarity.ts'
import { discretise } from './discretise.ts'
import { ksComplement } from './ks-complement.ts'
import { missingValueSimilarity } from './missing-value-similarity.ts'
import { tvComplement } from './tv-complement.ts'

/** Real pairs that count in the thresholded scores: |rho| above the first, Cramer's V the second. */
const correlationThreshold = 0.5
const associationThreshold = 0.3

export interface ColumnQuality {
  readonly field: string
  readonly metric: 'KSComplement' | 'TVComplement'
  readonly shape: number
  readonly missingValueSimilarity: number
  /** BoundaryAdherence of numbers and times, CategoryAdherence of the others. */
  readonly adherence: number
}

export interface PairQuality {
  readonly fields: readonly [string, string]
  readonly metric: 'CorrelationSimilarity' | 'ContingencySimilarity'
  readonly score: number
  /** Pearson's correlation, or Cramer's V over levels and bins, of the real and synthetic pair. */
  readonly realAssociation: number
  readonly syntheticAssociation: number
  readonly isAboveThreshold: boolean
}

export interface QualityScores {
  /** Mean of the column shapes. */
  readonly columnShapes: number
  /** Mean over all pairs. */
  readonly columnPairs: number
  /** Mean over the pairs above the thresholds; NaN where there is none. */
  readonly columnPairsAboveThreshold: number
  readonly pairsAboveThreshold: number
  /** (columnShapes + columnPairs) / 2: the convention of all pairs. */
  readonly quality: number
  /** The same with the thresholds, the convention of SDMetrics since they were added. */
  readonly qualityAboveThreshold: number
  readonly missingValueSimilarity: number
  readonly boundaryAdherence: number
  readonly categoryAdherence: number
}

export interface Quality extends QualityScores {
  readonly columns: readonly ColumnQuality[]
  readonly pairs: readonly PairQuality[]
}

/** All scores lie in [0, 1], 1 is best; what is undefined is NaN and left out of the means. */
export function quality(
  real: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
): Quality {
  const columns = real.map((column, i) => columnQuality(column, synthetic[i]!))
  const pairs = pairQualities(real, synthetic)
  const strong = pairs.filter(({ isAboveThreshold }) => isAboveThreshold)
  const columnShapes = mean(columns.map(({ shape }) => shape))
  const columnPairs = mean(pairs.map(({ score }) => score))
  const columnPairsAboveThreshold = mean(strong.map(({ score }) => score))
  const adherence = (metric: ColumnQuality['metric']): number =>
    mean(columns.filter((column) => column.metric === metric).map((column) => column.adherence))
  return {
    columnShapes,
    columnPairs,
    columnPairsAboveThreshold,
    pairsAboveThreshold: strong.length,
    quality: mean([columnShapes, columnPairs]),
    qualityAboveThreshold: mean([columnShapes, columnPairsAboveThreshold]),
    missingValueSimilarity: mean(columns.map((column) => column.missingValueSimilarity)),
    boundaryAdherence: adherence('KSComplement'),
    categoryAdherence: adherence('TVComplement'),
    columns,
    pairs,
  }
}

function columnQuality(real: AlignedColumn, synthetic: AlignedColumn): ColumnQuality {
  const missing = missingValueSimilarity(real, synthetic)
  if (real.kind === 'number' && synthetic.kind === 'number') {
    return {
      field: real.name,
      metric: 'KSComplement',
      shape: ksComplement(real.values, synthetic.values),
      missingValueSimilarity: missing,
      adherence: boundaryAdherence(real.values, synthetic.values),
    }
  }
  const [a, b] = discretise(real, synthetic)
  return {
    field: real.name,
    metric: 'TVComplement',
    shape: tvComplement(a, b),
    missingValueSimilarity: missing,
    adherence: categoryAdherence(a, b),
  }
}

function pairQualities(
  real: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
): PairQuality[] {
  // Only mixed pairs need bins, and each column needs them once.
  const binned = real.map((column, i) => discretise(column, synthetic[i]!))
  const pairs: PairQuality[] = []
  for (let i = 0; i < real.length; i++) {
    for (let j = i + 1; j < real.length; j++) {
      pairs.push(
        pairQuality([real[i]!, real[j]!], [synthetic[i]!, synthetic[j]!], [binned[i]!, binned[j]!]),
      )
    }
  }
  return pairs
}

type Pair = readonly [AlignedColumn, AlignedColumn]

/** Of two real columns and the same two of synthetic rows. */
export function pairQuality(
  real: Pair,
  synthetic: Pair,
  binned: readonly [ReturnType<typeof discretise>, ReturnType<typeof discretise>] = [
    discretise(real[0], synthetic[0]),
    discretise(real[1], synthetic[1]),
  ],
): PairQuality {
  const fields = [real[0].name, real[1].name] as const
  const numbers = numbersOf([...real, ...synthetic])
  if (numbers) {
    const [realI, realJ, syntheticI, syntheticJ] = numbers
    const rho = pearsonCorrelation(realI, realJ)
    const syntheticRho = pearsonCorrelation(syntheticI, syntheticJ)
    return {
      fields,
      metric: 'CorrelationSimilarity',
      score: correlationSimilarity(rho, syntheticRho),
      realAssociation: rho,
      syntheticAssociation: syntheticRho,
      isAboveThreshold: Math.abs(rho) > correlationThreshold,
    }
  }
  const [[realI, syntheticI], [realJ, syntheticJ]] = binned
  const association = cramersV([realI, realJ])
  return {
    fields,
    metric: 'ContingencySimilarity',
    score: contingencySimilarity([realI, realJ], [syntheticI, syntheticJ]),
    realAssociation: association,
    syntheticAssociation: cramersV([syntheticI, syntheticJ]),
    isAboveThreshold: association > associationThreshold,
  }
}

type FourNumbers = readonly [Float64Array, Float64Array, Float64Array, Float64Array]

function numbersOf(columns: readonly AlignedColumn[]): FourNumbers | undefined {
  const values = columns.flatMap((column) => (column.kind === 'number' ? [column.values] : []))
  const [a, b, c, d] = values
  return a && b && c && d ? [a, b, c, d] : undefined
}

/** The mean of what is defined; NaN where nothing is. */
export function mean(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value))
  return defined.reduce((sum, value) => sum + value, 0) / defined.length
}

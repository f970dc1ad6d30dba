// Whether sequences move as the real ones do: statistics of each, steps between rows, and memory over lags.

import { ksComplement } from '../fidelity/ks-complement.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'
import { mean as meanOfDefined } from '../fidelity/quality.ts'

/** The values of one field, one array per entity in its order. */
export type FieldSequences = readonly Float64Array[]

const sequenceStatistics = ['mean', 'std'] as const
export type SequenceStatistic = (typeof sequenceStatistics)[number]

/** StatisticMSAS of SDMetrics: KSComplement of a statistic of each sequence. */
export function statisticSimilarity(
  real: FieldSequences,
  synthetic: FieldSequences,
  statistic: SequenceStatistic,
): number {
  const of = (sequences: FieldSequences): Float64Array =>
    Float64Array.from(sequences, (values) => statisticOf(values, statistic))
  return ksComplement(of(real), of(synthetic))
}

/** NaN where there are too few values, as in pandas. */
function statisticOf(values: Float64Array, statistic: SequenceStatistic): number {
  const present = [...values].filter((value) => !Number.isNaN(value))
  return statistic === 'mean' ? mean(present) : standardDeviation(present)
}

/** InterRowMSAS of SDMetrics, as its code has it: KSComplement of the differences of all rows `lag` apart. */
export function interRowSimilarity(
  real: FieldSequences,
  synthetic: FieldSequences,
  lag = 1,
): number {
  const differences = (sequences: FieldSequences): Float64Array =>
    Float64Array.from(
      sequences.flatMap((values) =>
        Array.from(
          { length: Math.max(0, values.length - lag) },
          (_, i) => values[i + lag]! - values[i]!,
        ),
      ),
    )
  return ksComplement(differences(real), differences(synthetic))
}

/**
 * Autocorrelation of each sequence at a lag (about its own mean, divided by its variance); NaN for one that
 * is constant, has a gap or fewer than `lag + 4` values.
 */
export function autocorrelations(sequences: FieldSequences, lag: number): Float64Array {
  return Float64Array.from(sequences, (values) => {
    if (values.length < lag + 4) return NaN
    const center = values.reduce((sum, value) => sum + value, 0) / values.length
    let [products, squares] = [0, 0]
    for (let i = 0; i < values.length; i++) {
      const offset = values[i]! - center
      squares += offset * offset
      if (i >= lag) products += offset * (values[i - lag]! - center)
    }
    return squares > 0 ? products / squares : NaN
  })
}

/** 1 - |mean autocorrelation of the real ones - that of the synthetic ones| / 2. */
export function autocorrelationSimilarity(
  real: FieldSequences,
  synthetic: FieldSequences,
  lag: number,
): number {
  const of = (sequences: FieldSequences): number =>
    meanOfDefined([...autocorrelations(sequences, lag)])
  return 1 - Math.abs(of(real) - of(synthetic)) / 2
}

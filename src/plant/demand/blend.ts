// Weights for a combination of forecasters from their validated quantiles: greedy selection with
// replacement (Caruana et al. 2004, doi:10.1145/1015330.1015432), whose few rounds keep weights coarse
// and so hold them back from fitting chance.

import { deciles, pinballLoss } from '../../generative/evaluation/scores.ts'
import type { Validation, ValidationCase } from './validation.ts'

export interface Blend {
  /** Per candidate, adding up to 1. */
  readonly weights: readonly number[]
  readonly loss: Loss
}

export interface Loss {
  /** Weighted quantile loss: what large series weigh in. */
  readonly wql: number
  /** Mean quantile loss in units of each series' naive error: what all series weigh in alike. */
  readonly scaled: number
}

const rounds = 8

/** The loss of the forecasters with these weights, their quantiles averaged, over the given cases. */
export function blendLoss(
  validation: Validation,
  rows: readonly number[],
  weights: readonly number[],
): Loss {
  const members = weights.flatMap((weight, i) => (weight > 0 ? [{ weight, i }] : []))
  const size = quantilesPerCase(validation)
  const average = new Float64Array(size)
  return addLosses(validation, rows, (row) => {
    average.fill(0)
    for (const { weight, i } of members) addQuantiles(validation, i, row, weight, average)
    return average
  })
}

/**
 * The blend of the candidates with the least mean of both losses, each relative to that of `reference`.
 * @param isEligible which candidates take part; default all.
 */
export function chooseBlend(
  validation: Validation,
  rows: readonly number[],
  reference: Loss,
  isEligible: (candidate: number) => boolean = () => true,
): Blend {
  const candidates = validation.quantiles.length
  const size = quantilesPerCase(validation)
  const counts = new Array<number>(candidates).fill(0)
  const sums = new Float64Array(rows.length * size)
  const trial = new Float64Array(size)
  let best: Blend | undefined
  for (let round = 0; round < rounds; round++) {
    let chosen = 0
    let least: Loss | undefined
    for (let candidate = 0; candidate < candidates; candidate++) {
      if (!isEligible(candidate)) continue
      let place = 0
      const loss = addLosses(validation, rows, (row) => {
        const start = place++ * size
        for (let i = 0; i < size; i++) trial[i] = sums[start + i]! / (round + 1)
        addQuantiles(validation, candidate, row, 1 / (round + 1), trial)
        return trial
      })
      if (least && relativeLoss(loss, reference) >= relativeLoss(least, reference)) continue
      least = loss
      chosen = candidate
    }
    counts[chosen]!++
    for (const [place, row] of rows.entries()) {
      addQuantiles(validation, chosen, row, 1, sums.subarray(place * size, (place + 1) * size))
    }
    if (best && relativeLoss(least!, reference) >= relativeLoss(best.loss, reference)) continue
    best = { weights: counts.map((count) => count / (round + 1)), loss: least! }
  }
  return best!
}

/** Mean of both losses relative to those of a reference; a loss that the reference has not is left out. */
export function relativeLoss(loss: Loss, reference: Loss): number {
  const terms = [loss.wql / reference.wql, loss.scaled / reference.scaled].filter(Number.isFinite)
  return terms.length === 0 ? 0 : terms.reduce((sum, term) => sum + term, 0) / terms.length
}

function addLosses(
  { cases }: Validation,
  rows: readonly number[],
  quantilesOf: (row: number) => Float64Array,
): Loss {
  let loss = 0
  let weight = 0
  let scaled = 0
  let count = 0
  for (const row of rows) {
    const one = cases[row]!
    const own = caseLoss(one, quantilesOf(row))
    loss += own
    weight += one.weight
    if (one.scale === 0) continue
    scaled += own / one.scale
    count += one.count
  }
  return { wql: loss / weight, scaled: scaled / count }
}

function caseLoss({ actuals }: ValidationCase, quantiles: Float64Array): number {
  let loss = 0
  for (let step = 0; step < actuals.length; step++) {
    const actual = actuals[step]!
    if (Number.isNaN(actual)) continue
    for (let i = 0; i < deciles.length; i++) {
      loss += pinballLoss(actual, quantiles[step * deciles.length + i]!, deciles[i]!)
    }
  }
  return (2 * loss) / deciles.length
}

function addQuantiles(
  { quantiles }: Validation,
  candidate: number,
  row: number,
  weight: number,
  target: Float64Array,
): void {
  const source = quantiles[candidate]!
  const start = row * target.length
  for (let i = 0; i < target.length; i++) target[i]! += weight * source[start + i]!
}

function quantilesPerCase({ cases, quantiles }: Validation): number {
  return cases.length === 0 ? 0 : quantiles[0]!.length / cases.length
}

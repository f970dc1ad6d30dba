// Can somebody who holds a record tell from the synthetic rows whether it was learnt from? The attack
// by distance of Chen et al. 2020 (GAN-Leaks, doi:10.1145/3372297.3417238), black box; advantage as
// in Yeom et al. 2018 (doi:10.1109/CSF.2018.00027).

import type { Random } from '../../../random.ts'
import { type AlignedColumn, lengthOf, takeRows } from '../../../data/table/aligned-columns.ts'
import { areaUnderRoc } from '../classification-scores.ts'
import { sampleRows } from '../folds.ts'
import { closestDistances, recordEncoder } from './closest-record.ts'

export interface MembershipInference {
  /** Of the attack that ranks records by closeness to a synthetic one; 0.5 is a coin. */
  readonly areaUnderRoc: number
  /**
   * True minus false positives at the threshold that is best on half of the records, measured on
   * the other half; 0 is a coin.
   */
  readonly advantage: number
  /** Half the width of the advantage's 95% interval. */
  readonly margin: number
  readonly recordsOfEach: number
}

export interface MembershipOptions {
  readonly maximumRecords?: number
  readonly maximumSynthetic?: number
}

export function membershipInference(
  train: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  holdout: readonly AlignedColumn[],
  random: Random,
  { maximumRecords = 2000, maximumSynthetic = 20_000 }: MembershipOptions = {},
): MembershipInference {
  const count = Math.min(lengthOf(train[0]!), lengthOf(holdout[0]!), maximumRecords)
  const encode = recordEncoder(train)
  const draw = (columns: readonly AlignedColumn[], limit: number, label: string) => {
    const rows = sampleRows(lengthOf(columns[0]!), limit, random.split(label))
    return encode(columns.map((column) => takeRows(column, rows)))
  }
  const targets = draw(synthetic, maximumSynthetic, 'synthetic')
  const members = closestDistances(draw(train, count, 'members'), targets).map((d) => -d)
  const others = closestDistances(draw(holdout, count, 'others'), targets).map((d) => -d)
  const scores = Float64Array.from([...members, ...others])
  const isMember = Float64Array.from(scores, (_, i) => (i < count ? 1 : 0))
  const isLearnt = (_: number, i: number): boolean => i % 2 === 0
  const isJudged = (_: number, i: number): boolean => i % 2 === 1
  const threshold = bestThreshold(members.filter(isLearnt), others.filter(isLearnt))
  const hit = shareAtLeast(members.filter(isJudged), threshold)
  const alarm = shareAtLeast(others.filter(isJudged), threshold)
  const half = Math.max(1, Math.floor(count / 2))
  return {
    areaUnderRoc: areaUnderRoc(scores, isMember),
    advantage: hit - alarm,
    margin: 1.96 * Math.sqrt((hit * (1 - hit) + alarm * (1 - alarm)) / half),
    recordsOfEach: count,
  }
}

function bestThreshold(members: Float64Array, others: Float64Array): number {
  let best = Number.POSITIVE_INFINITY
  let most = 0
  const a = members.toSorted()
  const b = others.toSorted()
  let j = 0
  for (let i = 0; i < a.length; i++) {
    while (j < b.length && b[j]! < a[i]!) j++
    const advantage = (a.length - i) / a.length - (b.length - j) / b.length
    if (advantage > most) [most, best] = [advantage, a[i]!]
  }
  return best
}

function shareAtLeast(scores: Float64Array, threshold: number): number {
  return scores.reduce((sum, score) => sum + +(score >= threshold), 0) / Math.max(1, scores.length)
}

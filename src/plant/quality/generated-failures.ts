// What the generative model is good for beside the trust region, measured on one held-out part: does it
// predict the verdict better than the classifiers, and do failing records that it draws help them?

import { type AlignedColumn, joinRows, takeRows } from '../../data/table/aligned-columns.ts'
import { alignTables } from '../../data/table/aligned-columns.ts'
import { collectTables } from '../../data/table/join-tables.ts'
import type { Table } from '../../data/table/table.ts'
import { compareRareClass } from '../../generative/evaluation/augmentation.ts'
import type { Predictor } from '../../generative/predictors/predictor.ts'
import type { ThreadFit } from '../../generative/predictors/thread-fit.ts'
import type { WorkOptions } from '../../progress.ts'
import { type Region, verdict } from './familiarity.ts'
import type { AugmentationEvidence } from './result.ts'

/** Failures rarer than this are worth drawing more of. */
export const rareShare = 0.2

/** Failures of the held-out part below which one more that is found is chance. */
export const fewestJudged = 20

/** As many failing records again as there are, and twice that. */
const drawnPerFailure = 2

/**
 * Failing records drawn from the region, aligned with the columns; null where the region does not hold
 * all of them.
 */
export async function drawFailures(
  region: Region,
  columns: readonly AlignedColumn[],
  failures: number,
  seed: number | string,
): Promise<AlignedColumn[] | null> {
  if (columns.some(({ name }) => !region.columns.includes(name))) return null
  const drawn = await collectTables(
    region.model.sample(Math.ceil(drawnPerFailure * failures), {
      seed,
      given: { [verdict.field]: verdict.fail },
    }),
  )
  return alignedLike(drawn, columns)
}

/** A drawn table in the levels of the columns. */
function alignedLike(drawn: Table, columns: readonly AlignedColumn[]): AlignedColumn[] {
  const [own] = alignTables(
    [drawn],
    columns.map(({ name, kind }) => ({ name, kind })),
  )
  return own!.map((column, i) => {
    const like = columns[i]!
    if (column.kind !== 'category' || like.kind !== 'category') return column
    const codes = column.codes.map((code) => like.levels.indexOf(column.levels[code] ?? ''))
    return { ...column, codes, levels: like.levels }
  })
}

/** Fits to the records and the drawn failures together. */
export function fitWithDrawn(
  fit: ThreadFit,
  columns: readonly AlignedColumn[],
  failed: Float64Array,
  drawn: readonly AlignedColumn[],
  work?: Pick<WorkOptions, 'signal'>,
): Promise<Predictor> {
  const joined = joinRows(columns, drawn)
  const first = joined[0]!
  const rowCount = first.kind === 'number' ? first.values.length : first.codes.length
  const target = new Float64Array(rowCount).fill(1)
  target.set(failed)
  return fit(joined, target, work)
}

export interface AugmentationTrial {
  readonly evidence: AugmentationEvidence
  /** Of the held-out records, by the predictor that learnt from drawn failures too. */
  readonly predictions: Float64Array
}

/**
 * Precision and recall with and without drawn failures. They are used where neither falls, one rises, and
 * the average precision, which hangs on no threshold, rises as well.
 */
export async function tryAugmentation(
  fit: ThreadFit,
  without: Predictor,
  columns: readonly AlignedColumn[],
  failed: Float64Array,
  { train, test }: { readonly train: Int32Array; readonly test: Int32Array },
  drawn: readonly AlignedColumn[],
  work?: Pick<WorkOptions, 'signal'>,
): Promise<AugmentationTrial> {
  const own = columns.map((column) => takeRows(column, train))
  const held = columns.map((column) => takeRows(column, test))
  const learnt = Float64Array.from(train, (row) => failed[row]!)
  const truth = Float64Array.from(test, (row) => failed[row]!)
  const predictions = (await fitWithDrawn(fit, own, learnt, drawn, work)).predict(held)
  const scores = compareRareClass(without.predict(held), predictions, truth)
  const first = drawn[0]!
  const [a, b] = [scores.without, scores.with]
  const used =
    b.precision >= a.precision &&
    b.recall >= a.recall &&
    b.averagePrecision > a.averagePrecision &&
    (b.precision > a.precision || b.recall > a.recall)
  return {
    predictions,
    evidence: {
      used,
      addedRecords: first.kind === 'number' ? first.values.length : first.codes.length,
      ...scores,
    },
  }
}

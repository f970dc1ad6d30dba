// Which records are held out, to choose a model by and to calibrate it on.

import { type Fold, stratifiedFolds } from '../../generative/evaluation/folds.ts'
import type { Random } from '../../random.ts'
import type { HoldingOut } from './result.ts'

export interface HeldOut {
  readonly folds: readonly Fold[]
  readonly kind: HoldingOut['kind']
  /** Places of all records that some fold holds out, in the order of the folds. */
  readonly rows: Int32Array
}

const foldCount = 5
/** Shares of the records, the first in time, after which each block that is held out begins. */
const blockStarts = [0.4, 0.52, 0.64, 0.76, 0.88]

/** Failures below which the later blocks cannot tell a good model from a lucky one. */
const fewestLaterFailures = 50

/**
 * Where records have an order and enough failures, each block is predicted from all that was before it,
 * because that is what will be asked of the model; otherwise each fifth from the others, with the same
 * share of failures.
 */
export function heldOut(failed: Float64Array, isOrdered: boolean, random: Random): HeldOut {
  const folds = isOrdered ? laterBlocks(failed) : []
  const chosen = folds.length > 0 ? folds : stratifiedFolds(failed, foldCount, random)
  const rows = Int32Array.from(chosen.flatMap(({ test }) => [...test]))
  return { folds: chosen, kind: folds.length > 0 ? 'later-blocks' : 'stratified-folds', rows }
}

/** How records were held out, for a person. */
export function protocolOf({ kind, parts, isLastOnly }: HoldingOut): string {
  const protocol = {
    'later-blocks': `${parts} blocks of later records, each predicted from all before it`,
    'stratified-folds': `${parts} stratified folds, each predicted from the others`,
  }[kind]
  return isLastOnly ? `the last of ${protocol}` : protocol
}

/** Blocks before which enough of both classes were seen; none where that leaves too little to judge by. */
function laterBlocks(failed: Float64Array): Fold[] {
  const rowCount = failed.length
  const ends = [...blockStarts.slice(1), 1]
  const span = (from: number, to: number): Int32Array =>
    Int32Array.from({ length: to - from }, (_, i) => from + i)
  const folds = blockStarts.flatMap((share, i) => {
    const from = Math.floor(share * rowCount)
    const to = Math.floor(ends[i]! * rowCount)
    const failures = failed.subarray(0, from).reduce((sum, y) => sum + y, 0)
    const isOneClass = failures < 5 || from - failures < 5
    return isOneClass ? [] : [{ train: span(0, from), test: span(from, to) }]
  })
  const judged = folds.reduce(
    (sum, { test }) => sum + test.reduce((own, row) => own + failed[row]!, 0),
    0,
  )
  return folds.length >= 2 && judged >= fewestLaterFailures ? folds : []
}

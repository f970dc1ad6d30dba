// How much drawn rows are like real ones, quickly: columns, pairs of columns, and whether a classifier
// tells the two apart.

import { createRandom } from '../../random.ts'
import { createThreadPool } from '../../thread-pool.ts'
import type { WorkOptions } from '../../progress.ts'
import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import { boostedTreesClassifier } from '../predictors/boosted-trees.ts'
import { detection } from '../evaluation/detection.ts'
import { quality } from '../evaluation/fidelity/quality.ts'
import { fieldValues, type RowMatrix } from './row-matrix.ts'

/** All on [0, 1], 1 is best. */
export interface Fidelity {
  /** Mean of the three. */
  readonly score: number
  readonly columnShapes: number
  readonly columnPairs: number
  /** 1 where boosted trees cannot tell the rows from real ones. */
  readonly detection: number
}

/** Fields beyond which a random part of them is judged: pairs grow with the square. */
const mostFields = 30
const mostRows = 1500

/** Where the draws of a judgement come from: the stream of a seed and labels. */
export interface JudgeSeed {
  readonly seed: number | string
  readonly labels: readonly string[]
}

/** The message to the thread. */
export interface FidelityTask {
  readonly real: RowMatrix
  readonly drawn: RowMatrix
  readonly from: JudgeSeed
}

const pool = createThreadPool({ importer: import.meta.url, stem: 'row-fidelity-worker' })

/**
 * Judged in a thread.
 * @throws MillraceError `cancelled`.
 */
export function rowFidelity(
  real: RowMatrix,
  drawn: RowMatrix,
  from: JudgeSeed,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<Fidelity> {
  const task: FidelityTask = { real, drawn, from }
  return pool.run<Fidelity>(task, { signal })
}

/** The same on the thread that calls, which it blocks. */
export function judgeRows({ real, drawn, from }: FidelityTask): Fidelity {
  const random = createRandom(from.seed).split(...from.labels)
  const all = Array.from(real.fields, (_, i) => i)
  const fields =
    all.length > mostFields
      ? random.split('fields').shuffle(Uint32Array.from(all)).slice(0, mostFields).sort()
      : Uint32Array.from(all)
  const columns = (rows: RowMatrix): AlignedColumn[] => Array.from(fields, (i) => columnOf(rows, i))
  const [a, b] = [columns(real), columns(drawn)]
  const { columnShapes, columnPairs } = quality(a, b)
  const told = detection(a, b, boostedTreesClassifier({ trees: 40 }), random.split('detection'), {
    maximumRows: mostRows,
  })
  // A single column has no pairs.
  const parts = [columnShapes, columnPairs, told.score].filter(Number.isFinite)
  const score = parts.reduce((sum, part) => sum + part, 0) / Math.max(1, parts.length)
  return { score, columnShapes, columnPairs, detection: told.score }
}

function columnOf(rows: RowMatrix, field: number): AlignedColumn {
  const { name, levels, minimum, step } = rows.fields[field]!
  const values = fieldValues(rows, field)
  if (levels === undefined) {
    // As numbers of steps: drawn values are a hair beside those of the data, which trees would see.
    const steps = values.map((value) => Math.round((value - minimum) / step))
    return { kind: 'number', name, isTime: false, values: steps }
  }
  return {
    kind: 'category',
    name,
    codes: Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)),
    levels: Array.from({ length: levels }, (_, i) => String(i)),
  }
}

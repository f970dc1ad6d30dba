// From a model of two related tables, or of sequences, and the tables it learnt from to its report.

import { joinTables } from '../../data/table/join-tables.ts'
import { parentsWithin } from '../../data/table/related-tables.ts'
import type { Table } from '../../data/table/table.ts'
import type { TablePair } from '../../generative/evaluation/related/cardinality.ts'
import { evaluateRelated } from '../../generative/evaluation/related/evaluate-related.ts'
import {
  redrawnParents,
  unrelatedChildren,
} from '../../generative/evaluation/related/related-baselines.ts'
import type { RelatedEvidence } from '../../generative/evaluation/related/related-evidence.ts'
import type { ConditionsFound } from '../../generative/related/related-file.ts'
import type { RelatedModel } from '../../generative/related/related-model.ts'
import type { RelatedTables } from '../../generative/related/related-rows.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { fingerprintOf } from '../records-report/content.ts'
import { evaluationFields, trainingHistories } from '../records-report/report-model.ts'
import { type FieldSequences, someSequences } from './some-sequences.ts'
import type { Language, TrainingHistory } from '../report/content.ts'
import type { RelatedNames } from '../report/messages/related/en.ts'

export const relatedReportFormat = 'millrace-related-report'

export interface RelatedReport {
  readonly format: typeof relatedReportFormat
  readonly version: 1
  readonly language: Language
  readonly name: string
  /** What the two sides are called in the data. */
  readonly names: RelatedNames
  /** ISO time. */
  readonly madeAt: string
  readonly model: {
    readonly family: { readonly parent: string; readonly child: string }
    readonly seed: number | string
    readonly fitSeconds: number
    readonly childrenPerSecond: number
    /** What was found, and the columns that are learnt within it; absent where there is none. */
    readonly conditions?: ConditionsFound | undefined
    /** SHA-256 of the model file. */
    readonly fingerprint: string
  }
  readonly evidence: RelatedEvidence
  /** Some real entities beside some drawn ones. */
  readonly sequences: readonly FieldSequences[]
  readonly training: readonly TrainingHistory[]
}

export interface ReportRelatedOptions extends WorkOptions {
  readonly name: string
  readonly language: Language
  readonly seed: number
  /** Real tables that the model did not see. */
  readonly holdout?: RelatedTables | undefined
  readonly madeAt: string
}

/** Parents that are drawn at most. */
const mostParents = 5000

/**
 * Draws as many parents as were learnt from and sets them beside the real ones and the baselines.
 * @throws MillraceError `bad-input` where tables and model do not fit together, `cancelled`.
 */
export async function reportRelated(
  model: RelatedModel,
  real: RelatedTables,
  { name, language, seed, holdout, madeAt, onProgress, signal }: ReportRelatedOptions,
): Promise<RelatedReport> {
  const { schema, family, training, conditions, seed: trainingSeed } = model.description
  const { parent, child } = schema
  const own = Object.keys(parent.fields).filter((field) => field !== parent.key)
  const pairOf = ({ parents, children }: RelatedTables): TablePair => ({
    parents: parents ?? parentsWithin(children, child.key, own),
    children,
  })
  const keys = { parent: parent.key, child: child.key }
  const train = pairOf(real)
  const [parents, children]: [Table[], Table[]] = [[], []]
  const begun = performance.now()
  const count = Math.min(train.parents.rowCount, mostParents)
  const drawing = { seed, signal, onProgress: progressWithin(onProgress, 0, 0.4) }
  for await (const block of model.sample(count, drawing)) {
    const pair = pairOf(block)
    parents.push(block.parents ?? pair.parents)
    children.push(block.children)
  }
  const seconds = (performance.now() - begun) / 1000
  const synthetic = { parents: joinTables(parents), children: joinTables(children) }
  const random = createRandom(seed).split('baselines')
  const baselines = new Map([
    ['unrelated', unrelatedChildren(train, keys, child.order, random)],
    ['bootstrap', redrawnParents(train, keys, random)],
  ])
  const childFields = evaluationFields(child).filter((field) => field.name !== child.order)
  const evidence = await evaluateRelated(train, synthetic, holdout ? pairOf(holdout) : null, {
    keys,
    order: child.order,
    parentFields: evaluationFields(parent),
    childFields,
    baselines,
    seed,
    signal,
    onProgress: progressWithin(onProgress, 0.4, 1),
  })
  return {
    format: relatedReportFormat,
    version: 1,
    language,
    name,
    names: {
      parents: parent.table ?? null,
      children: child.table,
      key: child.key,
      order: child.order ?? null,
    },
    madeAt,
    model: {
      family,
      seed: trainingSeed,
      fitSeconds: training.parent.seconds + training.child.seconds,
      childrenPerSecond: synthetic.children.rowCount / seconds,
      conditions,
      fingerprint: fingerprintOf(model.encode()),
    },
    evidence,
    sequences: someSequences(train, synthetic, {
      keys,
      order: child.order,
      fields: childFields,
      random: createRandom(seed).split('sequences'),
    }),
    training: [
      ...trainingHistories(family.parent, training.parent),
      ...trainingHistories(family.child, training.child),
    ],
  }
}

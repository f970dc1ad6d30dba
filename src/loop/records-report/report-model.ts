// From a model of records and the rows it learnt from to its report.

import { collectTables } from '../../data/table/join-tables.ts'
import { modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import type { Table } from '../../data/table/table.ts'
import { alignTables, type EvaluationField } from '../../data/table/aligned-columns.ts'
import { evaluate } from '../../generative/evaluation/evaluate.ts'
import { quality } from '../../generative/evaluation/fidelity/quality.ts'
import { spreadOf } from '../../generative/evaluation/stability.ts'
import type { Target } from '../../generative/evaluation/target.ts'
import { fitTable } from '../../generative/tables/fit-table.ts'
import type { TrainingRecord } from '../../generative/tables/row-model.ts'
import type { TableModel } from '../../generative/tables/table-model.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import type { Language, TrainingHistory } from '../report/content.ts'
import { type Contest, fingerprintOf, recordsReport, type RecordsReport } from './content.ts'

export interface ReportModelOptions extends WorkOptions {
  readonly name: string
  readonly language: Language
  readonly seed: number
  /** Real rows that the model did not see; utility and privacy need them. */
  readonly holdout?: Table | undefined
  readonly target?: Target | undefined
  readonly madeAt: string
}

/** Rows drawn for the report at most; more make no figure better that a person would see. */
const maximumRows = 50_000

/** Families without training that every model is set beside. */
const baselineFamilies = ['independent', 'copula', 'bootstrap'] as const

/** Draws with different seeds, to see how much the quality score depends on the draw. */
const draws = 3

/**
 * Draws as many rows as were learnt from and sets them beside the real ones and the baselines.
 * @throws MillraceError `bad-input` where tables and model do not fit together, `cancelled`.
 */
export async function reportModel(
  model: TableModel,
  real: Table,
  { name, language, seed, holdout, target, madeAt, onProgress, signal }: ReportModelOptions,
): Promise<RecordsReport> {
  const rows = Math.min(real.rowCount, maximumRows)
  const start = performance.now()
  const synthetic = await collectTables(
    model.sample(rows, { seed, signal, onProgress: progressWithin(onProgress, 0, 0.2) }),
  )
  const seconds = (performance.now() - start) / 1000
  const baselines = new Map<string, Table>()
  for (const baseline of baselineFamilies) {
    const fitted = await fitTable(model.description.schema, real, {
      family: baseline,
      seed,
      signal,
    })
    baselines.set(baseline, await collectTables(fitted.sample(rows, { seed, signal })))
    await fitted.release()
  }
  const { family, training, seed: trainingSeed, schema } = model.description
  const fields = evaluationFields(schema)
  const others: Table[] = []
  for (let i = 1; i < draws; i++) {
    others.push(await collectTables(model.sample(rows, { seed: seed + i, signal })))
  }
  const [train, ...drawn] = alignTables([real, synthetic, ...others], fields)
  const evidence = await evaluate(real, synthetic, holdout ?? null, {
    fields,
    ...(target && { target }),
    baselines,
    seed,
    signal,
    onProgress: progressWithin(onProgress, 0.2, 1),
  })
  return recordsReport({
    language,
    name,
    madeAt,
    model: {
      family: training.chosen === undefined ? family : `${family}: ${training.chosen}`,
      seed: trainingSeed,
      fitSeconds: training.seconds,
      rowsPerSecond: rows / seconds,
      privacy: model.description.privacy ?? null,
      fingerprint: fingerprintOf(model.encode()),
    },
    evidence,
    stability: spreadOf(drawn.map((columns) => quality(train!, columns).quality)),
    training: trainingHistories(training.chosen ?? family, training),
    contest: contestOf(training),
    real,
    synthetic,
  })
}

/** The fields that have a distribution: identifiers have none. */
export function evaluationFields(schema: RecordSchema): EvaluationField[] {
  return modelledFields(schema).map(([name, { kind }]) => ({
    name,
    kind: kind === 'count' ? 'number' : kind,
  }))
}

function contestOf({ chosen, candidates }: TrainingRecord): Contest | null {
  return chosen !== undefined && candidates ? { chosen, candidates } : null
}

/** A curve for each loss and each figure of validation. */
export function trainingHistories(
  family: string,
  { history, bestEpoch }: TrainingRecord,
): TrainingHistory[] {
  const [first] = history
  if (!first) return []
  type Epoch = TrainingRecord['history'][number]
  const curve = (name: string, of: (entry: Epoch) => number | undefined) => ({
    name,
    points: history.flatMap((entry) => {
      const loss = of(entry)
      return loss === undefined ? [] : [{ epoch: entry.epoch, loss }]
    }),
  })
  // Samples are judged every few epochs only.
  const validated = history.find(({ validation }) => Object.keys(validation).length > 0)
  const isAlone = Object.keys(first.losses).length === 1
  return [
    {
      model: family,
      bestEpoch,
      curves: [
        ...Object.keys(first.losses).map((key) =>
          curve(isAlone ? 'training' : key, ({ losses }) => losses[key]),
        ),
        ...Object.keys(validated?.validation ?? {})
          .slice(0, 1)
          .map((key) => curve('validation', ({ validation }) => validation[key])),
      ],
    },
  ]
}

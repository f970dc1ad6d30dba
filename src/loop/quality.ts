// The quality of a plant's operations, as `millrace run` has it: control charts always, the model of each
// operation learnt once and kept.

import { resolve } from 'node:path'
import type { Decision, TrainedModel } from '../data/storage/ledger.ts'
import { readTable } from '../data/table/read-table.ts'
import type { Table } from '../data/table/table.ts'
import type { Plant } from '../plant/model.ts'
import type { QualityOperation } from '../plant/model/quality-schema.ts'
import { analyseOperation } from '../plant/quality/analyse-operation.ts'
import { operationCharts } from '../plant/quality/control-charts/chart-table.ts'
import { monitorRecords } from '../plant/quality/control-charts/monitor-records.ts'
import type { QualityResult } from '../plant/quality/result.ts'
import { progressWithin, type WorkOptions } from '../progress.ts'
import { learntOnce, problemOf, type AreaOptions, type AreaOutcome } from './area-memory.ts'
import { jsonOf } from './forecast-memory.ts'
import type { QualityReport } from './report/content.ts'

/** Without a generative model of the records nobody would know what has been tried before. */
const leastSeconds = 5

/** Of the time, for watching all measures at once. */
const monitoringShare = 0.2

export async function assessQuality(
  { folder, file }: Plant,
  options: AreaOptions,
): Promise<AreaOutcome<QualityReport>> {
  const reports: QualityReport[] = []
  const models: TrainedModel[] = []
  for (const operation of file.quality) {
    const { value, model } = await learntOnce(
      `quality ${operation.operation}`,
      operation,
      [operation.file],
      options,
      (work) => assessOperation(folder, operation, work),
    )
    reports.push(value)
    if (model) models.push(model)
  }
  return { reports, models, decisions: reports.flatMap(decisionsOf), outcomes: [] }
}

async function assessOperation(
  folder: string,
  operation: QualityOperation,
  options: AreaOptions,
): Promise<QualityReport> {
  const table = await readTable(resolve(folder, operation.file), options)
  const problems: string[] = []
  const told = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      problems.push(problemOf(error))
      return undefined
    }
  }
  const charts = await told(async () => operationCharts(table, operation))
  const { monitoring } = operation
  const share = monitoring ? monitoringShare : 0
  const watched = await told(
    async () =>
      monitoring && monitorRecords(table, { ...operation, monitoring }, timed(options, 0, share)),
  )
  const result = await told(() => learnQuality(table, operation, timed(options, share, 1)))
  return {
    operation: operation.operation,
    result: result ?? null,
    charts: charts ?? [],
    monitoring: watched ?? null,
    // Messages name files as plant.yaml does, not where they lie on this machine.
    problem: problems.length > 0 ? problems.join(' ').replaceAll(`${folder}/`, '') : null,
  }
}

async function learnQuality(
  table: Table,
  operation: QualityOperation,
  options: Timed,
): Promise<QualityResult> {
  const { model, result } = await analyseOperation(table, operation, options)
  await model.release()
  return result
}

type Timed = WorkOptions & { readonly seed: number; readonly budgetSeconds: number }

/** A part of the work, with as large a part of the time. */
function timed(
  { seed, budgetSeconds, signal, onProgress }: AreaOptions,
  from: number,
  to: number,
): Timed {
  return {
    seed,
    budgetSeconds: Math.max(leastSeconds, (to - from) * budgetSeconds),
    signal,
    onProgress: progressWithin(onProgress, from, to),
  }
}

function decisionsOf({ operation, result }: QualityReport): Decision[] {
  if (!result?.advice || result.advice.changes.length === 0) return []
  const { changes, costNow, costAfter, gain } = result.advice
  return [
    {
      kind: 'settings',
      content: jsonOf({ operation, changes }),
      expected: jsonOf({ costNow, costAfter, gain }),
    },
  ]
}

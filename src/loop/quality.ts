// The quality of a plant's operations, as `millrace run` has it: control charts always, the model of each
// operation learnt once and kept.

import { resolve } from 'node:path'
import type { Decision, Outcome, TrainedModel } from '../data/storage/ledger.ts'
import { readTable } from '../data/table/read-table.ts'
import type { Table } from '../data/table/table.ts'
import type { PlantFolder } from '../plant/model.ts'
import type { QualityOperation } from '../plant/model/quality-schema.ts'
import { analyseOperation } from '../plant/quality/analyse-operation.ts'
import { operationCharts } from '../plant/quality/control-charts/chart-table.ts'
import { monitorRecords } from '../plant/quality/control-charts/monitor-records.ts'
import { qualityExpectation, type QualityExpectation } from '../plant/quality/past-quality.ts'
import type { QualityResult } from '../plant/quality/result.ts'
import { progressWithin, type WorkOptions } from '../progress.ts'
import { learntOnce, problemOf, type AreaOptions, type AreaOutcome } from './area-memory.ts'
import { judgeQuality, qualityDecision, qualityDecisionKind } from './past-quality.ts'
import type { QualityReport } from './report/content.ts'

/** Of the work, for watching all measures at once. */
const monitoringShare = 0.05

export async function assessQuality(
  { folder, file }: PlantFolder,
  options: AreaOptions,
): Promise<AreaOutcome<QualityReport>> {
  const reports: QualityReport[] = []
  const models: TrainedModel[] = []
  const decisions: Decision[] = []
  const outcomes: Outcome[] = []
  const earlier = await options.ledger.decisions(qualityDecisionKind)
  for (const operation of file.quality) {
    const table = await readTable(resolve(folder, operation.file), options)
    const judged = judgeQuality(earlier, operation, table)
    outcomes.push(...judged.outcomes)
    const { value, model } = await learntOnce(
      `quality ${operation.operation}`,
      operation,
      [operation.file],
      options,
      (work) => assessOperation(folder, table, operation, work),
    )
    const { expectation, ...report } = value
    reports.push({ ...report, past: judged.past })
    if (expectation) decisions.push(qualityDecision(operation.operation, expectation))
    if (model) models.push(model)
  }
  return { reports, models, decisions, outcomes }
}

/** What is kept of an operation: plain data. */
interface Assessed extends Omit<QualityReport, 'past'> {
  readonly expectation: QualityExpectation | null
}

async function assessOperation(
  folder: string,
  table: Table,
  operation: QualityOperation,
  options: AreaOptions,
): Promise<Assessed> {
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
      monitoring && monitorRecords(table, { ...operation, monitoring }, within(options, 0, share)),
  )
  const learnt = await told(() => learnQuality(table, operation, within(options, share, 1)))
  return {
    operation: operation.operation,
    result: learnt?.result ?? null,
    expectation: learnt?.expectation ?? null,
    charts: charts ?? [],
    monitoring: watched ?? null,
    // Messages name files as plant.yaml does, not where they lie on this machine.
    problem: problems.length > 0 ? problems.join(' ').replaceAll(`${folder}/`, '') : null,
  }
}

async function learnQuality(
  table: Table,
  operation: QualityOperation,
  options: Seeded,
): Promise<{ readonly result: QualityResult; readonly expectation: QualityExpectation }> {
  const { model, result, records } = await analyseOperation(table, operation, options)
  try {
    return { result, expectation: await qualityExpectation(model, records, result.advice) }
  } finally {
    await model.release()
  }
}

type Seeded = WorkOptions & { readonly seed: number }

/** A part of the work. */
function within({ seed, signal, onProgress }: AreaOptions, from: number, to: number): Seeded {
  return { seed, signal, onProgress: progressWithin(onProgress, from, to) }
}

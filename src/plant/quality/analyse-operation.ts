// One operation of a plant: its records, its model and all that is told of it. `millrace run` and
// `millrace quality fit` call the same.

import type { Table } from '../../data/table/table.ts'
import { type FittedQuality, fitQuality, type FitQualityOptions } from './fit-quality.ts'
import {
  type QualityRecords,
  type QualitySpecification,
  readQualityRecords,
} from './quality-records.ts'

export interface AnalysedOperation extends FittedQuality {
  /** What was read, for the columns that were left out and why. */
  readonly records: QualityRecords
}

export interface AnalyseOptions extends FitQualityOptions {
  /** Told what was read before minutes are spent on learning it. */
  readonly onRecords?: (records: QualityRecords) => void
}

/**
 * Reads the records of a table and learns their quality. The model is the caller's to release.
 * @throws MillraceError `not-found`, `bad-input`, `cancelled`.
 */
export async function analyseOperation(
  table: Table,
  specification: QualitySpecification,
  { onRecords, ...options }: AnalyseOptions,
): Promise<AnalysedOperation> {
  const records = readQualityRecords(table, specification)
  onRecords?.(records)
  return { ...(await fitQuality(records, options)), records }
}

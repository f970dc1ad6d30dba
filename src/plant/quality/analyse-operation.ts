// One operation of a plant: its file, its model and all that is told of it. `millrace run` and
// `millrace quality fit` call the same.

import { readTable } from '../../data/table/read-table.ts'
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

/**
 * Reads the records of a file and learns their quality. The model is the caller's to release.
 * @throws MillraceError `not-found`, `bad-input`, `cancelled`.
 */
export async function analyseOperation(
  path: string,
  specification: QualitySpecification,
  options: FitQualityOptions,
): Promise<AnalysedOperation> {
  const table = await readTable(path, { onProgress: options.onProgress, signal: options.signal })
  const records = readQualityRecords(table, specification)
  return { ...(await fitQuality(records, options)), records }
}

// The file of a table model: the ONNX model that draws rows, and in its metadata the schema and all else
// that is needed to use it, so that any reader of ONNX can open it.

import { withMetadata } from '../../learning/onnx/metadata.ts'
import {
  type ContentFormat,
  contentEntry,
  readContent,
  refuseOthers,
} from '../../learning/onnx/model-content.ts'
import type { RecordSchema } from '../../data/table/schema.ts'
import type { ConstraintState } from '../constraints/constrained-rows.ts'
import type { PrivacyStatement } from '../privacy/statement.ts'
import type { FamilyModels, TrainingRecord } from './row-model.ts'

/** What is known of a model beside what it has learnt; plain data, kept in its file. */
export interface TableModelDescription {
  /** The family that was fitted: `autoregressive`. */
  readonly family: string
  readonly schema: RecordSchema
  readonly seed: number | string
  readonly training: TrainingRecord
  /** What it promises about the rows; absent where it promises nothing. */
  readonly privacy?: PrivacyStatement
}

export interface StoredTableModel {
  readonly description: TableModelDescription
  readonly models: FamilyModels
  readonly constraints: readonly ConstraintState[]
  /** Of the family. */
  readonly state: unknown
}

const format: ContentFormat = {
  key: 'millrace.table',
  version: 1,
  kind: 'model of records',
  source: 'millrace synth fit',
}
const modelKey = 'millrace.model.'

export function encodeTableModel(stored: StoredTableModel): Uint8Array {
  const { description, models, constraints, state } = stored
  const { sampler, ...others } = models
  const companions = Object.entries(others).map(([name, model]) => [
    modelKey + name,
    Buffer.from(model).toString('base64'),
  ])
  return withMetadata(sampler, {
    ...Object.fromEntries(companions),
    ...contentEntry(format, { description, constraints, state }),
  })
}

/**
 * @param name how messages name the file.
 * @param isPart of a file of another kind, which is refused otherwise.
 * @throws MillraceError `bad-input` for what is no table model or not a whole one, `conflict` for one
 *   of a newer version.
 */
export function decodeTableModel(
  bytes: Uint8Array,
  name: string,
  { isPart = false }: { readonly isPart?: boolean } = {},
): StoredTableModel {
  const { content, metadata } = readContent<Omit<StoredTableModel, 'models'>>(bytes, name, format)
  if (!isPart) refuseOthers(metadata, name, format)
  const companions = Object.entries(metadata).flatMap(([key, value]) =>
    key.startsWith(modelKey)
      ? [[key.slice(modelKey.length), new Uint8Array(Buffer.from(value, 'base64'))] as const]
      : [],
  )
  return {
    ...content,
    models: { sampler: bytes, ...Object.fromEntries(companions) },
  }
}

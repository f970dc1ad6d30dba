// The file of a table model: the ONNX model that draws rows, and in its metadata the schema and all else
// that is needed to use it, so that any reader of ONNX can open it.

import { MillraceError } from '../../errors.ts'
import { readMetadata, withMetadata } from '../../learning/onnx/metadata.ts'
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

/** Raised when what the metadata hold changes. */
const format = 1
const descriptionKey = 'millrace.table'
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
    // Last, so that a file that was cut short lacks it.
    [descriptionKey]: JSON.stringify({ format, description, constraints, state }),
  })
}

/**
 * @param name how messages name the file.
 * @throws MillraceError `bad-input` for what is no table model or not a whole one, `conflict` for one
 *   of a newer version.
 */
export function decodeTableModel(bytes: Uint8Array, name: string): StoredTableModel {
  const metadata = metadataOf(bytes, name)
  const text = metadata[descriptionKey]
  if (text === undefined) {
    throw new MillraceError(
      'bad-input',
      `${name}: not a model of records, expected a file of millrace synth fit, got another ONNX model or one cut short`,
    )
  }
  // Safe: what this version of the format holds is what `encodeTableModel` wrote.
  const content = JSON.parse(text) as StoredTableModel & { format: number }
  if (content.format !== format) {
    throw new MillraceError(
      'conflict',
      `${name}: made by a newer version, expected format ${format}, got ${content.format}`,
      { hint: 'Use that version of Millrace, or fit the model again.' },
    )
  }
  const companions = Object.entries(metadata).flatMap(([key, value]) =>
    key.startsWith(modelKey)
      ? [[key.slice(modelKey.length), new Uint8Array(Buffer.from(value, 'base64'))] as const]
      : [],
  )
  const { description, constraints, state } = content
  return {
    description,
    constraints,
    state,
    models: { sampler: bytes, ...Object.fromEntries(companions) },
  }
}

/** The metadata of a file of ours. @throws MillraceError `bad-input` for what is no whole ONNX model. */
export function metadataOf(bytes: Uint8Array, name: string): Record<string, string> {
  try {
    return readMetadata(bytes)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MillraceError(
      'bad-input',
      `${name}: not a whole model of records, expected a file of millrace synth fit, got ${reason.replace(/^model: /, '')}`,
      { cause, hint: 'Copy the file again, or fit the model again.' },
    )
  }
}

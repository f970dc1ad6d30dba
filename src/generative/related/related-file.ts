// The file of a model of two related tables: the ONNX model that draws children, with the model of the
// parents and all else in its metadata.

import { MillraceError } from '../../errors.ts'
import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { readMetadata, withMetadata } from '../../learning/onnx/metadata.ts'
import type { ConstraintState } from '../constraints/constrained-rows.ts'
import { metadataOf } from '../tables/model-file.ts'
import type { FamilyModels, TrainingRecord } from '../tables/row-model.ts'
import type { Profile } from './profile.ts'
import type { StepPlan } from './step-rows.ts'

/** What is known of a model beside what it has learnt; plain data. */
export interface RelatedModelDescription {
  readonly schema: RelatedSchema
  /** Family of the parents and family of the children. */
  readonly family: { readonly parent: string; readonly child: string }
  readonly seed: number | string
  readonly training: { readonly parent: TrainingRecord; readonly child: TrainingRecord }
  /** Columns of the children's table in its order; those of the parent among them where it has no table. */
  readonly columns: readonly string[]
}

export interface StoredRelatedModel {
  readonly description: RelatedModelDescription
  /** The file of the model of the parents and their profiles. */
  readonly parents: Uint8Array
  readonly plan: StepPlan
  readonly profile: Profile
  readonly models: FamilyModels
  readonly state: unknown
  readonly constraints: readonly ConstraintState[]
}

/** Raised when what the metadata hold changes. */
const format = 1
const descriptionKey = 'millrace.related'
const parentsKey = 'millrace.parents'
const modelKey = 'millrace.model.'

export function encodeRelatedModel(stored: StoredRelatedModel): Uint8Array {
  const { models, parents, ...content } = stored
  const { sampler, ...others } = models
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
  return withMetadata(sampler, {
    ...Object.fromEntries(
      Object.entries(others).map(([name, model]) => [modelKey + name, base64(model)]),
    ),
    [parentsKey]: base64(parents),
    // Last, so that a file that was cut short lacks it.
    [descriptionKey]: JSON.stringify({ format, ...content }),
  })
}

/** Whether the bytes are a model of related tables; false for what is no model at all. */
export function isRelatedModel(bytes: Uint8Array): boolean {
  try {
    return readMetadata(bytes)[descriptionKey] !== undefined
  } catch {
    return false
  }
}

/** @throws MillraceError as `decodeTableModel`. */
export function decodeRelatedModel(bytes: Uint8Array, name: string): StoredRelatedModel {
  const metadata = metadataOf(bytes, name)
  const text = metadata[descriptionKey]
  const parents = metadata[parentsKey]
  if (text === undefined || parents === undefined) {
    throw new MillraceError(
      'bad-input',
      `${name}: not a model of related tables, expected a file of millrace synth fit of two tables or of sequences, got another ONNX model or one cut short`,
    )
  }
  // Safe: what this version of the format holds is what `encodeRelatedModel` wrote.
  const content = JSON.parse(text) as Omit<StoredRelatedModel, 'models' | 'parents'> & {
    format: number
  }
  if (content.format !== format) {
    throw new MillraceError(
      'conflict',
      `${name}: made by a newer version, expected format ${format}, got ${content.format}`,
      { hint: 'Use that version of Millrace, or fit the model again.' },
    )
  }
  const bytesOf = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'base64'))
  const companions = Object.entries(metadata).flatMap(([key, value]) =>
    key.startsWith(modelKey) ? [[key.slice(modelKey.length), bytesOf(value)] as const] : [],
  )
  const { description, plan, profile, state, constraints } = content
  return {
    description,
    plan,
    profile,
    state,
    constraints,
    parents: bytesOf(parents),
    models: { sampler: bytes, ...Object.fromEntries(companions) },
  }
}

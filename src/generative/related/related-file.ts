// The file of a model of two related tables: the ONNX model that draws children, with the model of the
// parents and all else in its metadata.

import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { readMetadata, withMetadata } from '../../learning/onnx/metadata.ts'
import { type ContentFormat, contentEntry, readContent } from '../../learning/onnx/model-content.ts'
import type { ConstraintState } from '../constraints/constrained-rows.ts'
import type { FamilyModels, TrainingRecord } from '../tables/row-model.ts'
import type { Conditions } from './conditions.ts'
import type { Courses } from './courses.ts'
import type { Profile } from './profile.ts'
import type { StepPlan } from './step-rows.ts'

/** What is known of a model beside what it has learnt; plain data. */
export interface RelatedModelDescription {
  readonly schema: RelatedSchema
  /** Family of the parents and family of the children. */
  readonly family: { readonly parent: string; readonly child: string }
  readonly seed: number | string
  readonly training: { readonly parent: TrainingRecord; readonly child: TrainingRecord }
  /** Operating conditions of the children; absent where there are none. */
  readonly conditions?: ConditionsFound | undefined
  /** Columns of the children's table in its order; those of the parent among them where it has no table. */
  readonly columns: readonly string[]
}

/** How many there are, and the fields that are drawn as what they are within them. */
export interface ConditionsFound {
  readonly count: number
  readonly fields: readonly string[]
}

export interface StoredRelatedModel {
  readonly description: RelatedModelDescription
  /** The file of the model of the parents and their profiles. */
  readonly parents: Uint8Array
  readonly plan: StepPlan
  readonly profile: Profile
  /** Absent where children have none. */
  readonly conditions?: Conditions | undefined
  readonly courses?: Courses | undefined
  readonly models: FamilyModels
  readonly state: unknown
  readonly constraints: readonly ConstraintState[]
}

const format: ContentFormat = {
  key: 'millrace.related',
  version: 4,
  kind: 'model of related tables',
  source: 'millrace synth fit of two tables or of sequences',
}
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
    ...contentEntry(format, content),
  })
}

/** Whether the bytes are a model of related tables; false for what is no model at all. */
export function isRelatedModel(bytes: Uint8Array): boolean {
  try {
    return readMetadata(bytes)[format.key] !== undefined
  } catch {
    return false
  }
}

/** @throws MillraceError as `decodeTableModel`. */
export function decodeRelatedModel(bytes: Uint8Array, name: string): StoredRelatedModel {
  const { content, metadata } = readContent<Omit<StoredRelatedModel, 'models' | 'parents'>>(
    bytes,
    name,
    format,
  )
  const bytesOf = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'base64'))
  const companions = Object.entries(metadata).flatMap(([key, value]) =>
    key.startsWith(modelKey) ? [[key.slice(modelKey.length), bytesOf(value)] as const] : [],
  )
  return {
    ...content,
    parents: bytesOf(metadata[parentsKey] ?? ''),
    models: { sampler: bytes, ...Object.fromEntries(companions) },
  }
}

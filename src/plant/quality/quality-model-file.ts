// The file of a quality model: the ONNX model of the region, with all else in its metadata.

import { gunzipSync, gzipSync } from 'node:zlib'
import { readProtectedFile, writeProtectedFile } from '../../data/storage/protected-file.ts'
import type { EncryptionKey } from '../../data/storage/encryption.ts'
import { decodeTableModel } from '../../generative/tables/model-file.ts'
import { openTableModel } from '../../generative/tables/table-model.ts'
import { withMetadata } from '../../learning/onnx/metadata.ts'
import { type ContentFormat, contentEntry, readContent } from '../../learning/onnx/model-content.ts'
import type { FittedQuality } from './fit-quality.ts'
import { openQualityModel, type QualityModelState } from './quality-model.ts'
import type { QualityResult } from './result.ts'

const format: ContentFormat = {
  key: 'millrace.quality',
  version: 4,
  kind: 'model of quality',
  source: 'millrace quality fit',
}

interface Content {
  readonly state: QualityModelState
  readonly result: QualityResult
}

/** Written whole or not at all; encrypted where a key is given. */
export async function saveQuality(
  path: string,
  { model, result }: FittedQuality,
  encryption: { readonly key?: EncryptionKey | undefined } = {},
): Promise<void> {
  const content: Content = { state: model.state, result }
  const packed = gzipSync(JSON.stringify(content, withInfinity)).toString('base64')
  const bytes = withMetadata(model.region.model.encode(), contentEntry(format, { packed }))
  await writeProtectedFile(path, bytes, encryption)
}

/**
 * Opens what `saveQuality` wrote; an encrypted file with the key that the environment names.
 * @throws MillraceError `not-found`, `bad-input` for another file or one cut short, `conflict` for one of
 *   a newer version.
 */
export async function readQuality(path: string): Promise<FittedQuality> {
  const bytes = new Uint8Array(await readProtectedFile(path))
  const { packed } = readContent<{ packed: string }>(bytes, path, format).content
  // Safe: what the file holds is what `saveQuality` packed.
  const { state, result } = JSON.parse(
    gunzipSync(Buffer.from(packed, 'base64')).toString(),
    fromInfinity,
  ) as Content
  const table = await openTableModel(decodeTableModel(bytes, path, { isPart: true }))
  return { model: openQualityModel(state, { model: table, ...state.region }), result }
}

/** JSON has no infinity and no NaN. */
function withInfinity(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value
}

function fromInfinity(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('number' in value)) return value
  return typeof value.number === 'string' ? Number(value.number) : value
}

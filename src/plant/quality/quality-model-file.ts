// The file of a quality model: the ONNX model of the region, with all else in its metadata.

import { gunzipSync, gzipSync } from 'node:zlib'
import { MillraceError } from '../../errors.ts'
import { readProtectedFile, writeProtectedFile } from '../../data/storage/protected-file.ts'
import type { EncryptionKey } from '../../data/storage/encryption.ts'
import { decodeTableModel } from '../../generative/tables/model-file.ts'
import { openTableModel } from '../../generative/tables/table-model.ts'
import { readMetadata, withMetadata } from '../../learning/onnx/metadata.ts'
import type { FittedQuality } from './fit-quality.ts'
import { openQualityModel, type QualityModelState } from './quality-model.ts'
import type { QualityResult } from './result.ts'

/** Raised when what the metadata hold changes. */
const format = 1
const key = 'millrace.quality'

interface Content {
  readonly format: number
  readonly state: QualityModelState
  readonly result: QualityResult
}

/** Written whole or not at all; encrypted where a key is given. */
export async function saveQuality(
  path: string,
  { model, result }: FittedQuality,
  encryption: { readonly key?: EncryptionKey | undefined } = {},
): Promise<void> {
  const content: Content = { format, state: model.state, result }
  const packed = gzipSync(JSON.stringify(content, withInfinity)).toString('base64')
  const bytes = withMetadata(model.region.model.encode(), { [key]: packed })
  await writeProtectedFile(path, bytes, encryption)
}

/**
 * Opens what `saveQuality` wrote; an encrypted file with the key that the environment names.
 * @throws MillraceError `not-found`, `bad-input` for another file or one cut short, `conflict` for one of
 *   a newer version.
 */
export async function readQuality(path: string): Promise<FittedQuality> {
  const bytes = new Uint8Array(await readProtectedFile(path))
  const { format: found, state, result } = contentOf(bytes, path)
  if (found !== format) {
    throw new MillraceError(
      'conflict',
      `${path}: made by another version, expected format ${format}, got ${found}`,
      { hint: 'Use that version of Millrace, or fit the model again.' },
    )
  }
  const table = await openTableModel(decodeTableModel(bytes, path))
  return { model: openQualityModel(state, { model: table, ...state.region }), result }
}

function contentOf(bytes: Uint8Array, path: string): Content {
  let text: string | undefined
  let cause: unknown
  try {
    text = readMetadata(bytes)[key]
    // Safe: what the key holds is what `saveQuality` wrote, or it does not unpack.
    if (text !== undefined) {
      const unpacked = gunzipSync(Buffer.from(text, 'base64')).toString()
      return JSON.parse(unpacked, fromInfinity) as Content
    }
  } catch (error) {
    cause = error
  }
  throw new MillraceError(
    'bad-input',
    `${path}: not a model of quality, expected a file of millrace quality fit, got ${cause === undefined ? 'another model' : 'something else or a file cut short'}`,
    { cause },
  )
}

/** JSON has no infinity and no NaN. */
function withInfinity(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value
}

function fromInfinity(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('number' in value)) return value
  return typeof value.number === 'string' ? Number(value.number) : value
}

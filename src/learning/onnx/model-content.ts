// What a model file of ours carries beside its graph: plain data under one key of the metadata, with the
// number of its format, and a sentence for a file that is something else, cut short or of another version.

import { MillraceError } from '../../errors.ts'
import { readMetadata } from './metadata.ts'

export interface ContentFormat {
  /** In the metadata: `millrace.table`. */
  readonly key: string
  /** Raised when what the key holds changes. */
  readonly version: number
  /** As messages name it: `model of records`. */
  readonly kind: string
  /** What makes such files: `millrace synth fit`. */
  readonly source: string
}

/** The entry of the metadata that `readContent` reads; the last of a file, so that one cut short lacks it. */
export function contentEntry(
  { key, version, kind, source }: ContentFormat,
  content: object,
): Record<string, string> {
  return { [key]: JSON.stringify({ format: version, made: { kind, source }, ...content }) }
}

export interface ModelContent<T> {
  readonly content: T
  /** All of the file's metadata. */
  readonly metadata: Readonly<Record<string, string>>
}

/**
 * @param name how messages name the file.
 * @throws MillraceError `bad-input` for what is no such model or not a whole one, `conflict` for one of
 *   another version.
 */
export function readContent<T extends object>(
  bytes: Uint8Array,
  name: string,
  wanted: ContentFormat,
): ModelContent<T> {
  const { key, version, kind, source } = wanted
  if (looksLikeText(bytes)) {
    throw new MillraceError(
      'bad-input',
      `${name}: not a ${kind}, expected a file of ${source}, got a table or other text`,
      { hint: 'Give the model first, then the data.' },
    )
  }
  const metadata = metadataOf(bytes, name, kind, source)
  const text = metadata[key]
  // Safe: what this version of the format holds is what `contentEntry` was given.
  const { format, made: _, ...content } = parsed(text) as T & { format?: number; made?: Made }
  if (format === undefined) {
    refuseOthers(metadata, name, wanted)
    throw new MillraceError(
      'bad-input',
      `${name}: not a ${kind}, expected a file of ${source}, got another ONNX model or one cut short`,
    )
  }
  if (format !== version) {
    throw new MillraceError(
      'conflict',
      `${name}: made by ${format > version ? 'a newer' : 'an older'} version, expected format ${version}, got ${format}`,
      { hint: 'Use that version of Millrace, or fit the model again.' },
    )
  }
  return { content: content as unknown as T, metadata }
}

/** What a file says of itself; absent in files of before. */
interface Made {
  readonly kind: string
  readonly source: string
}

/**
 * A model of quality holds one of records as well, and is no file of these.
 * @throws MillraceError `bad-input` where the file has content of another format.
 */
export function refuseOthers(
  metadata: Readonly<Record<string, string>>,
  name: string,
  { key, kind, source }: ContentFormat,
): void {
  // The last one is the file's own.
  for (const [other, text] of Object.entries(metadata).toReversed()) {
    if (other === key || !text.startsWith('{"format"')) continue
    const { made } = parsed(text) as { made?: Made }
    if (!made) continue
    throw new MillraceError(
      'bad-input',
      `${name}: not a ${kind}, expected a file of ${source}, got a ${made.kind}, a file of ${made.source}`,
      { hint: `its own commands are those beside \`${made.source}\`` },
    )
  }
}

/** An ONNX model of ours has bytes below the blank that no text has; a table of Parquet says what it is. */
function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 256)
  const isParquet = Buffer.from(head.subarray(0, 4)).toString('latin1') === 'PAR1'
  const isWritten = (byte: number): boolean => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d)
  return isParquet || (head.length > 0 && head.every(isWritten))
}

/** Nothing where the text is none of ours. */
function parsed(text = ''): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

function metadataOf(
  bytes: Uint8Array,
  name: string,
  kind: string,
  source: string,
): Record<string, string> {
  try {
    return readMetadata(bytes)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MillraceError(
      'bad-input',
      `${name}: not a whole ${kind}, expected a file of ${source}, got ${reason.replace(/^model: /, '')}`,
      { cause, hint: 'Copy the file again, or fit the model again.' },
    )
  }
}

// Fingerprints (SHA-256, hexadecimal) of files and of settings: equal content, equal fingerprint.

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { cannotRead, requireFile } from '../files.ts'

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/** Of the bytes of a file, read in pieces. @throws MillraceError `not-found`, `bad-input`, `cancelled`. */
export async function fingerprintFile(
  path: string,
  { signal }: Pick<WorkOptions, 'signal'> = {},
): Promise<string> {
  await requireFile(path)
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      throwIfCancelled(signal)
      hash.update(chunk as Uint8Array) // Safe: no encoding is set on the stream.
    }
  } catch (error) {
    throw cannotRead(path, error)
  }
  return hash.digest('hex')
}

export function fingerprintBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Of settings; the order of keys does not matter, and a key without a value is no key. */
export function fingerprintJson(value: JsonValue): string {
  return fingerprintBytes(Buffer.from(canonicalJson(value)))
}

/**
 * JSON with sorted keys and no blanks (as RFC 8785 has it).
 * @throws RangeError for a number that JSON cannot hold.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`settings: not a JSON number, expected a finite number, got ${value}`)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const entry = value[key]
      return entry === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(entry)}`]
    })
  return `{${entries.join(',')}}`
}

// `Array.isArray` does not narrow a readonly array.
function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}

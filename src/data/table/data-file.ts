// A file of data before it is parsed: what it is by its first bytes, and its bytes unpacked.

import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { MillraceError, throwIfCancelled } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { cannotRead, requireFile } from '../files.ts'

export interface DataFile {
  readonly path: string
  readonly format: 'text' | 'gzip' | 'parquet'
  readonly byteCount: number
}

const chunkBytes = 1 << 20

/** Known first bytes of what people take for a CSV file. */
const strangers: readonly (readonly [magic: string, what: string, hint: string])[] = [
  ['504b0304', 'a zip archive or an Excel workbook', 'save the sheet as CSV (UTF-8)'],
  ['d0cf11e0', 'an old Excel workbook', 'save the sheet as CSV (UTF-8)'],
  ['28b52ffd', 'a zstd archive', 'unpack it, or pack it with gzip'],
  ['425a68', 'a bzip2 archive', 'unpack it, or pack it with gzip'],
  ['fffe', 'UTF-16 text', 'save the file as CSV (UTF-8)'],
  ['feff', 'UTF-16 text', 'save the file as CSV (UTF-8)'],
  ['25504446', 'a PDF document', 'export the table as CSV'],
]

/** @throws MillraceError `not-found`, or `bad-input` for a folder, an empty or a foreign file. */
export async function openDataFile(path: string): Promise<DataFile> {
  await requireFile(path)
  try {
    const handle = await open(path, 'r')
    try {
      const { size } = await handle.stat()
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0)
      const head = buffer.subarray(0, bytesRead)
      if (size === 0) throw emptyFile(path)
      if (head.toString('latin1', 0, 4) === 'PAR1') {
        return { path, format: 'parquet', byteCount: size }
      }
      if (head[0] === 0x1f && head[1] === 0x8b) return { path, format: 'gzip', byteCount: size }
      refuseForeignText(path, head)
      return { path, format: 'text', byteCount: size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw cannotRead(path, error)
  }
}

/** @throws MillraceError `bad-input` where the first bytes are not those of UTF-8 text. */
export function refuseForeignText(path: string, head: Uint8Array): void {
  const hexadecimal = Buffer.from(head.subarray(0, 8)).toString('hex')
  const known = strangers.find(([magic]) => hexadecimal.startsWith(magic))
  if (known) {
    throw new MillraceError('bad-input', `${path}: wrong format, expected CSV, got ${known[1]}`, {
      hint: known[2],
    })
  }
  if (head.subarray(0, 4096).includes(0)) {
    throw new MillraceError('bad-input', `${path}: wrong format, expected CSV, got binary data`)
  }
}

export function emptyFile(path: string): MillraceError {
  return new MillraceError(
    'bad-input',
    `${path}: empty file, expected a header row and at least one record, got nothing`,
  )
}

/**
 * The unpacked bytes of a text or gzip file, in chunks that are the reader's to keep.
 * @throws MillraceError `bad-input` for an archive that is cut short or damaged, `cancelled`.
 */
export async function* readBytes(
  file: DataFile,
  { onProgress, signal }: WorkOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  // Its name alone: a log that repeats a long folder hides what is being read.
  const stage = `read ${basename(file.path)}`
  const packed = createReadStream(file.path, { highWaterMark: chunkBytes })
  const stream =
    file.format === 'gzip'
      ? pipeline(packed, createGunzip({ chunkSize: chunkBytes }), () => undefined)
      : packed
  try {
    for await (const chunk of stream) {
      throwIfCancelled(signal)
      onProgress?.({ stage, fraction: packed.bytesRead / file.byteCount })
      yield chunk as Uint8Array // Safe: no encoding is set on the stream.
    }
    onProgress?.({ stage, fraction: 1 })
  } catch (error) {
    throw damagedArchive(file.path, error) ?? cannotRead(file.path, error)
  } finally {
    packed.destroy()
    stream.destroy()
  }
}

function damagedArchive(path: string, error: unknown): MillraceError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') {
    return new MillraceError(
      'bad-input',
      `${path}: cut short, expected a whole gzip file, got one that ends too early`,
      { hint: 'copy or download the file again', cause: error },
    )
  }
  if (code === 'Z_DATA_ERROR') {
    return new MillraceError(
      'bad-input',
      `${path}: damaged, expected a whole gzip file, got one whose content does not match its checksum`,
      { hint: 'copy or download the file again', cause: error },
    )
  }
  return undefined
}

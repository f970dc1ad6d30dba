// Files that are written whole or not at all, and clear words for those that cannot be read.

import { randomBytes } from 'node:crypto'
import {
  access,
  constants,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { isUtf8 } from 'node:buffer'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { MillraceError, throwIfCancelled } from '../errors.ts'
import { nearestName } from '../near-name.ts'
import type { WorkOptions } from '../progress.ts'

type StopOptions = Pick<WorkOptions, 'signal'>

/** What a file is written through; chunks arrive on the disk in order. */
export interface FileSink {
  write(chunk: string | Uint8Array): Promise<void>
}

/**
 * Writes a file under a temporary name in its folder, flushes it to the disk and renames it.
 * A failure or an abort leaves what was there before. Missing parent folders are made.
 * @throws MillraceError `bad-input` when the place cannot be written, `cancelled` on abort.
 */
export async function writeFileAtomic(
  path: string,
  content: string | Uint8Array | ((sink: FileSink) => Promise<void>),
  { signal }: StopOptions = {},
): Promise<void> {
  await replaceAtomic(path, async (temporary) => {
    const handle = await open(temporary, 'wx')
    try {
      if (typeof content === 'function') await content(sinkTo(handle, signal))
      else await handle.writeFile(content)
    } finally {
      await handle.close()
    }
    throwIfCancelled(signal)
  })
}

/**
 * Lets `write` make a file under a temporary name (for a library that wants a path), then flushes
 * and renames it. Same promises as `writeFileAtomic`.
 */
export async function replaceAtomic(
  path: string,
  write: (temporaryPath: string) => Promise<void>,
): Promise<void> {
  await requireReplaceable(path)
  const temporary = temporaryName(path)
  try {
    await mkdir(dirname(path), { recursive: true })
    await write(temporary)
    await flush(temporary)
    await rename(temporary, path)
    await flush(dirname(path))
  } catch (error) {
    throw cannotWrite(path, error)
  } finally {
    await finish(temporary)
  }
}

export interface FolderOptions extends StopOptions {
  /** Runs when all files are in place; where it throws, they are taken back. */
  readonly confirm?: () => Promise<void>
}

/**
 * Lets `fill` write several files into a temporary folder beside `folder`, then puts them into
 * `folder` together. Other files in `folder` stay as they are. Where a file cannot be put in
 * place, those already placed are taken back.
 * @throws MillraceError as `writeFileAtomic`.
 */
export async function writeFolderAtomic<T>(
  folder: string,
  fill: (temporaryFolder: string) => Promise<T>,
  { signal, confirm = () => Promise.resolve() }: FolderOptions = {},
): Promise<T> {
  const kind = await kindOf(folder)
  if (kind === 'file' || kind === 'device') {
    throw new MillraceError(
      'bad-input',
      `${folder}: not a folder, expected a folder, got a ${kind}`,
    )
  }
  const temporary = temporaryName(folder)
  try {
    await mkdir(temporary, { recursive: true })
    const result = await fill(temporary)
    throwIfCancelled(signal)
    const names = await readdir(temporary)
    for (const name of names) await flush(join(temporary, name))
    const place = kind === 'nothing' ? placeWhole : placeTogether
    await place(temporary, folder, names, async () => {
      await flush(dirname(resolve(folder)))
      await confirm()
    })
    return result
  } catch (error) {
    throw cannotWrite(folder, error)
  } finally {
    await finish(temporary)
  }
}

/**
 * Writes named texts into a folder together. @returns the names. @throws MillraceError as `writeFileAtomic`.
 */
export async function writeTexts(
  folder: string,
  texts: ReadonlyMap<string, string>,
  options: FolderOptions = {},
): Promise<readonly string[]> {
  await writeFolderAtomic(
    folder,
    async (temporary) => {
      for (const [name, text] of texts) await writeFile(join(temporary, name), text)
    },
    options,
  )
  return [...texts.keys()]
}

/** Text of a UTF-8 file, without its byte order mark. @throws MillraceError with the reason. */
export async function readTextFile(path: string): Promise<string> {
  await requireFile(path)
  const bytes = await readFile(path)
  if (!isUtf8(bytes)) {
    throw new MillraceError(
      'bad-input',
      `${path}: wrong encoding, expected UTF-8 text, got bytes`,
      {
        hint: 'save the file as UTF-8',
      },
    )
  }
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

/** @throws MillraceError `not-found` (with the nearest name in the folder) or `bad-input`. */
export async function requireFile(path: string): Promise<void> {
  const kind = await kindOf(path)
  if (kind === 'folder' || kind === 'device') {
    throw new MillraceError('bad-input', `${path}: not a file, expected a file, got a ${kind}`)
  }
  if (kind === 'nothing') throw await missing(path, 'file')
}

/** @throws MillraceError `not-found` (with the nearest name beside it) or `bad-input`. */
export async function requireFolder(path: string): Promise<void> {
  const kind = await kindOf(path)
  if (kind === 'file' || kind === 'device') {
    throw new MillraceError('bad-input', `${path}: not a folder, expected a folder, got a ${kind}`)
  }
  if (kind === 'nothing') throw await missing(path, 'folder')
}

/**
 * Looks, before long work, whether its result can be written: the name is no folder, no input, and
 * the nearest folder that exists can be written to. @throws MillraceError `bad-input`.
 */
export async function requireWritable(path: string, inputs: readonly string[] = []): Promise<void> {
  await requireReplaceable(path)
  const input = inputs.find((other) => resolve(other) === resolve(path))
  if (input !== undefined) {
    throw new MillraceError(
      'bad-input',
      `${path}: is an input, expected another file to write to, got ${input} for both`,
    )
  }
  let folder = dirname(resolve(path))
  let kind = await kindOf(folder)
  while (kind === 'nothing') {
    folder = dirname(folder)
    kind = await kindOf(folder)
  }
  if (kind !== 'folder') {
    throw new MillraceError('bad-input', `${path}: cannot be written, ${folder} is a ${kind}`)
  }
  try {
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

export async function fileExists(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'file'
}

/** The error of the file system as a sentence about `path`. */
export function cannotRead(path: string, error: unknown): unknown {
  if (error instanceof MillraceError || !isSystemError(error)) return error
  return new MillraceError('bad-input', `${path}: cannot be read, ${reasonOf(error)}`, {
    cause: error,
  })
}

function cannotWrite(path: string, error: unknown): unknown {
  if (error instanceof MillraceError || !isSystemError(error)) return error
  return new MillraceError('bad-input', `${path}: cannot be written, ${reasonOf(error)}`, {
    cause: error,
  })
}

async function missing(path: string, what: 'file' | 'folder'): Promise<MillraceError> {
  const neighbours = await readdir(dirname(path)).catch(() => [])
  const near = nearestName(basename(path), neighbours)
  return new MillraceError('not-found', `${path}: no such ${what}`, {
    ...(near !== undefined && { hint: `there is ${join(dirname(path), near)}` }),
  })
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'device' | 'nothing'> {
  try {
    const found = await stat(path)
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'device'
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return 'nothing'
    }
    throw cannotRead(path, error)
  }
}

/** A rename over a device such as /dev/null would destroy it. */
async function requireReplaceable(path: string): Promise<void> {
  const kind = await kindOf(path)
  if (kind === 'folder' || kind === 'device') {
    throw new MillraceError('bad-input', `${path}: not a file, expected a file name, got a ${kind}`)
  }
}

type Place = (
  temporary: string,
  folder: string,
  names: readonly string[],
  confirm: () => Promise<void>,
) => Promise<void>

/** The folder was not there: it appears with all of its files. */
const placeWhole: Place = (temporary, folder, _names, confirm) =>
  orTakenBack(
    temporary,
    async () => {
      await rename(temporary, folder)
      await confirm()
    },
    () => {
      // Still under its temporary name, it is not in place, and goes with that name.
      if (!existsSync(temporary)) rmSync(folder, { recursive: true, force: true })
    },
  )

/** Old files step aside into the temporary folder, so that they can be put back. */
const placeTogether: Place = async (temporary, folder, names, confirm) => {
  const aside = join(temporary, '.before')
  await mkdir(aside)
  const begun: { readonly name: string; readonly hadOld: boolean }[] = []
  await orTakenBack(
    temporary,
    async () => {
      for (const name of names) {
        const hadOld = (await kindOf(join(folder, name))) !== 'nothing'
        begun.push({ name, hadOld })
        if (hadOld) await rename(join(folder, name), join(aside, name))
        await rename(join(temporary, name), join(folder, name))
      }
      await confirm()
    },
    () => {
      for (const { name, hadOld } of begun.toReversed()) {
        const isAside = existsSync(join(aside, name))
        if (isAside || !hadOld) rmSync(join(folder, name), { recursive: true, force: true })
        if (isAside) renameSync(join(aside, name), join(folder, name))
      }
    },
  )
}

/** Takes back what `work` has placed if it fails, or if the process ends in the middle of it. */
async function orTakenBack(
  temporary: string,
  work: () => Promise<void>,
  takeBack: () => void,
): Promise<void> {
  unfinished.set(temporary, takeBack)
  try {
    await work()
  } catch (error) {
    takeBack()
    throw error
  } finally {
    unfinished.set(temporary, () => undefined)
  }
}

/** What is being written now, and how what is placed of it is taken back should the process end before it is done. */
const unfinished = new Map<string, () => void>()

function removeUnfinished(): void {
  for (const [temporary, takeBack] of unfinished) {
    takeBack()
    rmSync(temporary, { recursive: true, force: true })
  }
}

function temporaryName(path: string): string {
  const full = resolve(path)
  const name = join(dirname(full), `.${basename(full)}.${randomBytes(6).toString('hex')}.tmp`)
  if (unfinished.size === 0) process.once('exit', removeUnfinished)
  unfinished.set(name, () => undefined)
  return name
}

/** Takes away what is left under a temporary name. */
async function finish(temporary: string): Promise<void> {
  await rm(temporary, { recursive: true, force: true })
  unfinished.delete(temporary)
  if (unfinished.size === 0) process.off('exit', removeUnfinished)
}

function sinkTo(handle: FileHandle, signal: AbortSignal | undefined): FileSink {
  return {
    async write(chunk) {
      throwIfCancelled(signal)
      // `writeFile` on a handle goes on where the last write ended, and never writes a part only.
      await handle.writeFile(chunk)
    },
  }
}

async function flush(path: string): Promise<void> {
  // Windows cannot flush a folder; the rename is durable there without it.
  const handle = await open(path, 'r').catch(() => undefined)
  try {
    await handle?.sync().catch(() => undefined)
  } finally {
    await handle?.close()
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

function reasonOf(error: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
    EISDIR: 'it is a folder',
    EMFILE: 'too many open files',
    EBUSY: 'it is in use',
    ENAMETOOLONG: 'the name is too long',
  }
  return reasons[error.code ?? ''] ?? error.message
}

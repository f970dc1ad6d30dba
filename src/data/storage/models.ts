// Model files: a folder of files (ONNX and what goes with it) and a manifest that vouches for them.

import { rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { MillraceError } from '../../errors.ts'
import type { WorkOptions } from '../../progress.ts'
import { writeFolderAtomic } from '../files.ts'
import { encrypt, type EncryptionKey } from './encryption.ts'
import { fingerprintBytes } from './fingerprint.ts'
import { readProtectedFile } from './protected-file.ts'

/** The format of a model folder. */
export const modelFormat = 1

export interface ModelFiles {
  readonly name: string
  /** Of the data and settings that it was trained on. */
  readonly fingerprint: string
  /** Content by file name: `sampler.onnx`, `settings.json`. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

export interface ModelKey {
  /** Encrypts the files; without one, encrypted files are read with the key of the environment. */
  readonly key?: EncryptionKey | undefined
}

const manifestName = 'model.json'

const manifestSchema = z.object({
  format: z.number(),
  name: z.string(),
  fingerprint: z.string(),
  files: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
})

/** Saves a model whole or not at all, in place of one that was in the folder. */
export async function saveModel(
  folder: string,
  model: ModelFiles,
  { key, ...options }: Pick<WorkOptions, 'signal'> & ModelKey = {},
): Promise<void> {
  const protect = (content: Uint8Array): Uint8Array => (key ? encrypt(content, key) : content)
  const manifest: z.infer<typeof manifestSchema> = {
    format: modelFormat,
    name: model.name,
    fingerprint: model.fingerprint,
    files: Object.fromEntries(
      [...model.files].map(([name, content]) => [
        name,
        { bytes: content.byteLength, sha256: fingerprintBytes(content) },
      ]),
    ),
  }
  await writeFolderAtomic(
    folder,
    async (temporary) => {
      for (const [name, content] of model.files) {
        await writeFile(join(temporary, name), protect(content))
      }
      const text = `${JSON.stringify(manifest, undefined, 2)}\n`
      await writeFile(join(temporary, manifestName), protect(Buffer.from(text)))
    },
    options,
  )
}

/**
 * Loads a model and checks every file against the manifest.
 * @throws MillraceError `not-found` for a missing file, `bad-input` for one that is cut short or
 * changed, `conflict` for a newer format.
 */
export async function loadModel(folder: string, { key }: ModelKey = {}): Promise<ModelFiles> {
  const path = join(folder, manifestName)
  const text = Buffer.from(await readProtectedFile(path, key)).toString('utf8')
  const manifest = parseManifest(path, text)
  const files = new Map<string, Uint8Array>()
  for (const [name, expected] of Object.entries(manifest.files)) {
    files.set(name, await loadFile(join(folder, name), expected, key))
  }
  return { name: manifest.name, fingerprint: manifest.fingerprint, files }
}

/** Takes a model away, and the folder of models where it was the only one. */
export async function removeModel(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await rmdir(dirname(folder)).catch(() => undefined)
}

async function loadFile(
  path: string,
  expected: { readonly bytes: number; readonly sha256: string },
  key: EncryptionKey | undefined,
): Promise<Uint8Array> {
  const content = await readProtectedFile(path, key)
  if (content.byteLength !== expected.bytes) {
    const problem = content.byteLength < expected.bytes ? 'cut short' : 'changed'
    throw new MillraceError(
      'bad-input',
      `${path}: ${problem}, expected ${expected.bytes} bytes, got ${content.byteLength}`,
      { hint: 'train the model again, or restore the file' },
    )
  }
  if (fingerprintBytes(content) !== expected.sha256) {
    throw new MillraceError(
      'bad-input',
      `${path}: changed, expected the content that was saved, got another`,
      { hint: 'train the model again, or restore the file' },
    )
  }
  return content
}

function parseManifest(path: string, text: string): z.infer<typeof manifestSchema> {
  const damaged = (cause?: unknown): MillraceError =>
    new MillraceError(
      'bad-input',
      `${path}: damaged, expected the manifest of a model, got something else`,
      { hint: 'train the model again, or restore the file', cause },
    )
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw damaged(error)
  }
  const format = z.object({ format: z.number() }).safeParse(content)
  if (format.success && format.data.format > modelFormat) {
    throw new MillraceError(
      'conflict',
      `${path}: written by a newer version of Millrace, expected format ${modelFormat} or older, got ${format.data.format}`,
      { hint: 'update Millrace, or train the model again' },
    )
  }
  const manifest = manifestSchema.safeParse(content)
  if (!manifest.success) throw damaged(manifest.error)
  return manifest.data
}

// Single files that may be encrypted: written whole or not at all, read with the key that fits.

import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { WorkOptions } from '../../progress.ts'
import { cannotRead, requireFile, writeFileAtomic } from '../files.ts'
import { requireKey } from './encryption-key.ts'
import { decrypt, encrypt, isEncrypted, type EncryptionKey } from './encryption.ts'

/**
 * The content of a file, decrypted where it is encrypted: with `key`, or with the one that the
 * environment names.
 * @throws MillraceError `not-found`, or `bad-input` without the key, with a wrong one, or where the
 *   file is not whole.
 */
export async function readProtectedFile(path: string, key?: EncryptionKey): Promise<Uint8Array> {
  await requireFile(path)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw cannotRead(path, error)
  })
  if (!isEncrypted(bytes)) return bytes
  return decrypt(path, bytes, key ?? (await requireKey(path, dirname(path))))
}

/** Writes a file, encrypted where there is a key. @throws MillraceError as `writeFileAtomic`. */
export async function writeProtectedFile(
  path: string,
  content: Uint8Array,
  {
    key,
    ...options
  }: Pick<WorkOptions, 'signal'> & { readonly key?: EncryptionKey | undefined } = {},
): Promise<void> {
  await writeFileAtomic(path, key ? encrypt(content, key) : content, options)
}

/**
 * Encrypts a file in place, or takes its encryption away; one that is so already is left alone.
 * @returns whether it was changed.
 */
export async function protectFile(
  path: string,
  key: EncryptionKey,
  direction: 'encrypt' | 'decrypt',
): Promise<boolean> {
  await requireFile(path)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw cannotRead(path, error)
  })
  if (isEncrypted(bytes) === (direction === 'encrypt')) return false
  if (direction === 'encrypt') await writeFileAtomic(path, encrypt(bytes, key))
  else await writeFileAtomic(path, decrypt(path, bytes, key))
  return true
}

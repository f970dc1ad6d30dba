import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EncryptionKey } from '../../../src/data/storage/encryption.ts'
import {
  protectFile,
  readProtectedFile,
  writeProtectedFile,
} from '../../../src/data/storage/protected-file.ts'

const key: EncryptionKey = { kind: 'key', bytes: randomBytes(32) }
const other: EncryptionKey = { kind: 'key', bytes: randomBytes(32) }
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-protected-'))
  path = join(folder, 'model')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = async (own?: EncryptionKey): Promise<string> =>
  Buffer.from(await readProtectedFile(path, own)).toString()

test('a file is read whether it is encrypted or not', async () => {
  await writeProtectedFile(path, Buffer.from('weights'))
  expect(await text()).toBe('weights')
  expect(await text(key)).toBe('weights')
  await writeProtectedFile(path, Buffer.from('weights'), { key })
  expect((await readFile(path)).includes('weights')).toBe(false)
  expect(await text(key)).toBe('weights')
  await expect(text(other)).rejects.toThrow('wrong key')
})

test('a file is encrypted and decrypted in place, once', async () => {
  await writeFile(path, 'weights')
  expect(await protectFile(path, key, 'encrypt')).toBe(true)
  const before = await readFile(path)
  expect(await protectFile(path, other, 'encrypt')).toBe(false)
  await expect(protectFile(path, other, 'decrypt')).rejects.toThrow('wrong key')
  expect(await readFile(path)).toEqual(before)
  expect(await protectFile(path, key, 'decrypt')).toBe(true)
  expect(await readFile(path, 'utf8')).toBe('weights')
  expect(await protectFile(path, key, 'decrypt')).toBe(false)
  expect(await readdir(folder)).toEqual(['model'])
})

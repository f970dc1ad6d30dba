import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readKey, requireKey } from '../../../src/data/storage/encryption-key.ts'

let place: string
let plant: string
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'millrace-key-'))
  plant = join(place, 'plant')
  await mkdir(plant)
})
afterEach(() => rm(place, { recursive: true, force: true }))

const bytes = randomBytes(32)

test('a key is 32 bytes, written out or as they are, in the environment or a file', async () => {
  const key = { kind: 'key', bytes }
  const file = join(place, 'key')
  for (const text of [
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]) {
    expect(await readKey(plant, { MILLRACE_KEY: text })).toEqual(key)
    await writeFile(file, `${text}\n`)
    expect(await readKey(plant, { MILLRACE_KEY_FILE: file })).toEqual(key)
  }
  await writeFile(file, bytes)
  expect(await readKey(plant, { MILLRACE_KEY_FILE: file })).toEqual(key)
})

test('a passphrase is taken as it is, if it is long enough', async () => {
  const text = 'seven drills turn'
  expect(await readKey(plant, { MILLRACE_PASSPHRASE: text })).toEqual({ kind: 'passphrase', text })
  await expect(readKey(plant, { MILLRACE_PASSPHRASE: 'short' })).rejects.toThrow(
    'MILLRACE_PASSPHRASE: too short, expected at least 12 characters, got 5',
  )
})

test('a key file within what it protects is refused, by a link as well', async () => {
  const inside = join(plant, 'key')
  await writeFile(inside, bytes)
  await symlink(inside, join(place, 'link'))
  for (const path of [inside, join(place, 'link')]) {
    await expect(readKey(plant, { MILLRACE_KEY_FILE: path })).rejects.toThrow(
      'within what it protects, expected a key file outside of',
    )
  }
})

test('no key, two keys, and what is no key are said, without showing it', async () => {
  expect(await readKey(plant, {})).toBeUndefined()
  await expect(requireKey('plant.encrypted', plant, {})).rejects.toThrow(
    'plant.encrypted: no key, expected one in the environment, got none',
  )
  const both = { MILLRACE_KEY: 'a', MILLRACE_PASSPHRASE: 'b' }
  await expect(readKey(plant, both)).rejects.toThrow('expected one variable, got MILLRACE_KEY and')
  await expect(readKey(plant, { MILLRACE_KEY: 'secret' })).rejects.toThrow(
    'MILLRACE_KEY: not a key, expected 32 bytes in hexadecimal or base64, got 6 characters',
  )
})

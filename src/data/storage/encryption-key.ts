// Where the key to a plant's files comes from: the environment, or a file that lies outside the plant.

import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { MillraceError } from '../../errors.ts'
import { requireFile } from '../files.ts'
import type { EncryptionKey } from './encryption.ts'

/** Variables of the environment that hold a key; at most one of them is set. */
const keyVariables = {
  /** 32 bytes, in hexadecimal or base64. */
  key: 'MILLRACE_KEY',
  /** Path of a file of 32 bytes, as they are, in hexadecimal or base64. */
  file: 'MILLRACE_KEY_FILE',
  /** At least 12 characters, from which a key is made by scrypt. */
  passphrase: 'MILLRACE_PASSPHRASE',
} as const

export type Environment = Readonly<Record<string, string | undefined>>

const shortestPassphrase = 12

/**
 * The key that the environment names; undefined where it names none. `folder` is what is to be
 * protected: a key inside it would be lost and stolen with it.
 * @throws MillraceError `bad-input` for what is no key, two keys, or a key file within the folder.
 */
export async function readKey(
  folder: string,
  environment: Environment = process.env,
): Promise<EncryptionKey | undefined> {
  const set = Object.values(keyVariables).filter((name) => environment[name])
  if (set.length > 1) {
    throw new MillraceError('bad-input', `key: expected one variable, got ${set.join(' and ')}`)
  }
  const [name] = set
  if (name === undefined) return undefined
  const value = environment[name]!
  if (name === keyVariables.passphrase) {
    if (value.length >= shortestPassphrase) return { kind: 'passphrase', text: value }
    throw new MillraceError(
      'bad-input',
      `${name}: too short, expected at least ${shortestPassphrase} characters, got ${value.length}`,
    )
  }
  if (name === keyVariables.key) return keyFrom(name, Buffer.from(value))
  await requireFile(value)
  await expectOutside(value, folder)
  return keyFrom(value, await readFile(value))
}

/** As `readKey`. @throws MillraceError `bad-input` where the environment names none. */
export async function requireKey(
  subject: string,
  folder: string,
  environment: Environment = process.env,
): Promise<EncryptionKey> {
  const key = await readKey(folder, environment)
  if (key) return key
  throw new MillraceError(
    'bad-input',
    `${subject}: no key, expected one in the environment, got none`,
    {
      hint: `set ${Object.values(keyVariables).join(', or ')}`,
    },
  )
}

async function expectOutside(keyFile: string, folder: string): Promise<void> {
  const path = relative(await realpath(folder), await realpath(keyFile))
  if (path.startsWith('..') || isAbsolute(path)) return
  throw new MillraceError(
    'bad-input',
    `${keyFile}: within what it protects, expected a key file outside of ${folder}`,
    { hint: 'move the key file to another place, such as a removable disk' },
  )
}

/** 32 bytes, as they are or written out; the message never shows them. */
function keyFrom(subject: string, content: Buffer): EncryptionKey {
  const text = content.toString('latin1').trim()
  const isHexadecimal = /^[0-9a-fA-F]{64}$/.test(text)
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/.test(text)
  const bytes = isHexadecimal
    ? Buffer.from(text, 'hex')
    : isBase64
      ? Buffer.from(text, 'base64')
      : content
  if (bytes.length === 32) return { kind: 'key', bytes }
  throw new MillraceError(
    'bad-input',
    `${subject}: not a key, expected 32 bytes in hexadecimal or base64, got ${content.length} characters`,
    { hint: 'make one with: openssl rand -hex 32' },
  )
}

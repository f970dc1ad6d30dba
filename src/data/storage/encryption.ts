// Files encrypted at rest: AES-256-GCM in chunks, each bound to its place and the last one marked
// (Hoang, Reyhanitabar, Rogaway & Vizar 2015, doi:10.1007/978-3-662-47989-6_24), so that a file that
// is changed, reordered, cut short or made longer is told from a whole one.

import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  scryptSync,
  timingSafeEqual,
} from 'node:crypto'
import { MillraceError } from '../../errors.ts'

/** What a user keeps secret: 32 random bytes, or words to remember. */
export type EncryptionKey =
  | { readonly kind: 'key'; readonly bytes: Uint8Array }
  | { readonly kind: 'passphrase'; readonly text: string }

// header = magic (8) version (1) key kind (1) log2 of the chunk (1) scrypt cost (1) salt (32) check (16)
const magic = Buffer.of(0x4d, 0x52, 0x43, 0x52, 0x59, 0x50, 0x54, 0x0a)
const version = 1
const saltAt = 12
const saltLength = 32
const checkAt = saltAt + saltLength
const checkLength = 16
const headerLength = checkAt + checkLength
const tagLength = 16
const chunkBits = 16
/** N = 2^17, r = 8, p = 1: 128 MiB and about half a second for every guess of a passphrase. */
const scryptBits = 17

/** Whether these bytes are an encrypted file, whole or not. */
export function isEncrypted(bytes: Uint8Array): boolean {
  return bytes.length >= magic.length && magic.equals(bytes.subarray(0, magic.length))
}

/** Every encryption has a salt, and so a key, of its own: nothing is shared between two files. */
export function encrypt(content: Uint8Array, key: EncryptionKey): Uint8Array {
  const header = Buffer.alloc(headerLength)
  magic.copy(header)
  header[8] = version
  header[9] = key.kind === 'key' ? 0 : 1
  header[10] = chunkBits
  header[11] = scryptBits
  randomBytes(saltLength).copy(header, saltAt)
  const keys = fileKeys(key, header)
  keys.check.copy(header, checkAt)
  const parts: Uint8Array[] = [header]
  const size = 2 ** chunkBits
  const count = Math.max(1, Math.ceil(content.length / size))
  for (let i = 0; i < count; i++) {
    const cipher = createCipheriv('aes-256-gcm', keys.content, nonceOf(i, i === count - 1))
    cipher.setAAD(header)
    parts.push(cipher.update(content.subarray(i * size, (i + 1) * size)), cipher.final())
    parts.push(cipher.getAuthTag())
  }
  return Buffer.concat(parts)
}

/**
 * The content of an encrypted file; `path` is for messages.
 * @throws MillraceError `bad-input` for the wrong key and for a file that is not whole, `conflict` for
 *   one of a newer version. Nothing of a file that is not whole is returned.
 */
export function decrypt(path: string, bytes: Uint8Array, key: EncryptionKey): Uint8Array {
  const header = Buffer.from(bytes.subarray(0, headerLength))
  if (!isEncrypted(bytes) || header.length < headerLength) {
    throw damaged(path, isEncrypted(bytes) ? 'cut short' : 'not an encrypted file')
  }
  if (header[8]! > version) {
    throw new MillraceError(
      'conflict',
      `${path}: encrypted by a newer version of Millrace, expected format ${version}, got ${header[8]}`,
      { hint: 'update Millrace; the file was left as it is' },
    )
  }
  const kind = header[9] === 0 ? 'key' : 'passphrase'
  if (kind !== key.kind) {
    throw new MillraceError(
      'bad-input',
      `${path}: encrypted otherwise, expected a ${kind}, got a ${key.kind}`,
      { hint: 'the file was left as it is' },
    )
  }
  // Costs that a changed header could ask for are bounded before they are paid.
  if (header[10]! < 10 || header[10]! > 24 || header[11]! > 20) throw damaged(path, 'changed')
  const keys = fileKeys(key, header)
  if (!timingSafeEqual(keys.check, header.subarray(checkAt))) {
    throw new MillraceError(
      'bad-input',
      `${path}: wrong ${kind}, expected the one it was encrypted with`,
      {
        hint: 'the file was left as it is',
      },
    )
  }
  const size = 2 ** header[10]! + tagLength
  const body = bytes.subarray(headerLength)
  const count = Math.max(1, Math.ceil(body.length / size))
  const parts: Uint8Array[] = []
  for (let i = 0; i < count; i++) {
    const chunk = body.subarray(i * size, (i + 1) * size)
    if (chunk.length < tagLength) throw damaged(path, 'cut short')
    const decipher = createDecipheriv('aes-256-gcm', keys.content, nonceOf(i, i === count - 1))
    decipher.setAAD(header)
    decipher.setAuthTag(chunk.subarray(chunk.length - tagLength))
    try {
      parts.push(decipher.update(chunk.subarray(0, chunk.length - tagLength)), decipher.final())
    } catch (cause) {
      throw damaged(path, i === count - 1 ? 'cut short or changed' : 'changed', cause)
    }
  }
  return Buffer.concat(parts)
}

/** Place of a chunk, and whether it is the last: no two chunks of a file share a nonce. */
function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(index, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

/** Keys of one file, from the user's secret and the file's salt. */
function fileKeys(key: EncryptionKey, header: Buffer): { content: Buffer; check: Buffer } {
  const salt = header.subarray(saltAt, saltAt + saltLength)
  const bits = header[11]!
  const secret =
    key.kind === 'key'
      ? key.bytes
      : scryptSync(key.text.normalize('NFKC'), salt, 32, {
          N: 2 ** bits,
          r: 8,
          p: 1,
          maxmem: 2 ** (bits + 11),
        })
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, salt, `millrace ${purpose}`, length))
  return { content: derive('content', 32), check: derive('check', checkLength) }
}

function damaged(path: string, problem: string, cause?: unknown): MillraceError {
  return new MillraceError(
    'bad-input',
    `${path}: ${problem}, expected the file that was encrypted`,
    {
      hint: 'restore it from a backup; the file was left as it is',
      cause,
    },
  )
}

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decrypt,
  encrypt,
  type EncryptionKey,
  isEncrypted,
} from '../../../src/data/storage/encryption.ts'

const key: EncryptionKey = { kind: 'key', bytes: randomBytes(32) }
const chunk = 2 ** 16

describe('encryption', () => {
  test('gives back what was encrypted, of any length', () => {
    const lengths = [0, 1, 15, 16, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7]
    for (const length of lengths) {
      const content = randomBytes(length)
      const bytes = encrypt(content, key)
      expect(isEncrypted(bytes)).toBe(true)
      expect(Buffer.compare(decrypt('a', bytes, key), content)).toBe(0)
    }
  })

  test('never gives the same bytes twice, and nothing of the content', () => {
    const content = Buffer.from('a customer and a price, '.repeat(50))
    const first = Buffer.from(encrypt(content, key))
    expect(first.equals(encrypt(content, key))).toBe(false)
    expect(first.includes('customer')).toBe(false)
  })

  test('a passphrase is a key of its own', () => {
    const words: EncryptionKey = { kind: 'passphrase', text: 'seven drills turn in spring' }
    const bytes = encrypt(Buffer.from('plan'), words)
    expect(Buffer.from(decrypt('a', bytes, words)).toString()).toBe('plan')
    expect(() => decrypt('a', bytes, { ...words, text: 'seven drills turn in autumn' })).toThrow(
      'a: wrong passphrase, expected the one it was encrypted with',
    )
    expect(() => decrypt('a', bytes, key)).toThrow('expected a passphrase, got a key')
  })

  test('a wrong key is told from a damaged file', () => {
    const bytes = encrypt(Buffer.from('plan'), key)
    expect(() => decrypt('plant', bytes, { kind: 'key', bytes: randomBytes(32) })).toThrow(
      'plant: wrong key, expected the one it was encrypted with',
    )
  })

  test('any byte that is changed is noticed', () => {
    const bytes = encrypt(randomBytes(100), key)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, mask) => {
          const changed = Uint8Array.from(bytes)
          changed[at]! ^= mask
          expect(() => decrypt('a', changed, key)).toThrow(/^a: /)
        },
      ),
    )
  })

  test('a file that is cut anywhere, made longer or put in another order is noticed', () => {
    const bytes = Buffer.from(encrypt(randomBytes(3 * chunk), key))
    const header = 60
    const size = chunk + 16
    const part = (i: number): Buffer => bytes.subarray(header + i * size, header + (i + 1) * size)
    const start = bytes.subarray(0, header)
    const broken = [
      bytes.subarray(0, 30),
      start,
      bytes.subarray(0, header + 5),
      bytes.subarray(0, bytes.length - 1),
      // Whole chunks missing at the end, in the middle, at the start.
      bytes.subarray(0, header + 2 * size),
      Buffer.concat([start, part(0), part(2)]),
      Buffer.concat([start, part(1), part(2)]),
      Buffer.concat([start, part(1), part(0), part(2)]),
      Buffer.concat([bytes, part(2)]),
      Buffer.concat([bytes, Buffer.alloc(1)]),
    ]
    for (const content of broken) expect(() => decrypt('a', content, key)).toThrow(/^a: /)
  })

  test('a file of a newer version and one that is not encrypted are refused', () => {
    const bytes = Uint8Array.from(encrypt(Buffer.from('plan'), key))
    bytes[8] = 2
    expect(() => decrypt('a', bytes, key)).toThrow('a: encrypted by a newer version of Millrace')
    expect(() => decrypt('a', Buffer.from('plain'), key)).toThrow('a: not an encrypted file')
  })
})

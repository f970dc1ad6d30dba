import fc from 'fast-check'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  canonicalJson,
  fingerprintBytes,
  fingerprintFile,
  fingerprintJson,
} from '../../../src/data/storage/fingerprint.ts'

test('the fingerprint is SHA-256', () => {
  // FIPS 180-4, the example "abc".
  expect(fingerprintBytes(Buffer.from('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

test('a file has the fingerprint of its bytes, also over several pieces', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-fingerprint-'))
  try {
    const bytes = Buffer.alloc((1 << 20) + 17, 'abc')
    await writeFile(join(folder, 'a'), bytes)
    expect(await fingerprintFile(join(folder, 'a'))).toBe(fingerprintBytes(bytes))
    await expect(fingerprintFile(join(folder, 'b'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(
      fingerprintFile(join(folder, 'a'), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' })
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('canonical JSON is JSON, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = canonicalJson(value as Parameters<typeof canonicalJson>[0])
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(text).toBe(canonicalJson(reversed(value) as Parameters<typeof canonicalJson>[0]))
    }),
  )
})

test('a key without a value is no key, and what JSON cannot hold is refused', () => {
  expect(fingerprintJson({ a: 1, b: undefined })).toBe(fingerprintJson({ a: 1 }))
  expect(fingerprintJson({ a: 1 })).not.toBe(fingerprintJson({ a: 2 }))
  expect(() => fingerprintJson({ a: NaN })).toThrow('expected a finite number, got NaN')
})

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, entry]) => [key, reversed(entry)]),
  )
}

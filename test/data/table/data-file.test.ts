import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataFile, readBytes } from '../../../src/data/table/data-file.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-data-file-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileWith(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  return path
}

async function unpacked(path: string): Promise<string> {
  const chunks = []
  for await (const chunk of readBytes(await openDataFile(path))) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('text and gzip are told apart by their first bytes, and read alike', async () => {
  const text = 'a,b\n1,2\n'.repeat(1000)
  expect(await unpacked(await fileWith(text))).toBe(text)
  expect(await unpacked(await fileWith(gzipSync(text)))).toBe(text)
})

test('a gzip file cut short is refused, however late it is cut', async () => {
  const packed = gzipSync('a,b\n1,2\n'.repeat(1000))
  for (const length of [packed.length - 1, packed.length >> 1]) {
    await expect(unpacked(await fileWith(packed.subarray(0, length)))).rejects.toThrow(
      'cut short, expected a whole gzip file',
    )
  }
})

test('a gzip file with a changed byte is refused', async () => {
  const packed = gzipSync('a,b\n1,2\n'.repeat(1000))
  packed[packed.length - 6]! ^= 1
  await expect(unpacked(await fileWith(packed))).rejects.toThrow('damaged')
})

test('what people take for a CSV file is called by its name', async () => {
  const open = async (content: string | Uint8Array): Promise<unknown> =>
    openDataFile(await fileWith(content))
  await expect(open('')).rejects.toThrow('empty file')
  await expect(open('PK\u0003\u0004rest')).rejects.toThrow('an Excel workbook')
  await expect(open(Buffer.from('\uFEFFa,b', 'utf16le'))).rejects.toThrow('UTF-16')
  await expect(open('a\0b')).rejects.toThrow('binary data')
  await expect(openDataFile(folder)).rejects.toThrow('got a folder')
  await expect(openDataFile(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'not-found' })
})

test('an abort stops the reading', async () => {
  const path = await fileWith('a\n')
  const reading = readBytes(await openDataFile(path), { signal: AbortSignal.abort() })
  await expect(reading.next()).rejects.toMatchObject({ code: 'cancelled' })
})

test('reading is told with the name of the file, not with its folder', async () => {
  const path = await fileWith('a\n1\n')
  const stages = new Set<string>()
  const onProgress = ({ stage }: { stage: string }): unknown => stages.add(stage)
  for await (const chunk of readBytes(await openDataFile(path), { onProgress })) void chunk
  expect([...stages]).toEqual(['read file'])
})

import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  readTextFile,
  requireFile,
  requireFolder,
  requireWritable,
  writeFileAtomic,
  writeFolderAtomic,
  writeTexts,
} from '../../src/data/files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('texts are written together under their names', async () => {
  const out = join(folder, 'out')
  const texts = new Map([
    ['a.json', '1'],
    ['b.csv', 'x\n'],
  ])
  expect(await writeTexts(out, texts)).toEqual(['a.json', 'b.csv'])
  expect(await readdir(out)).toEqual(['a.json', 'b.csv'])
  expect(await readFile(join(out, 'b.csv'), 'utf8')).toBe('x\n')
})

test('a file is written whole, in the order of its chunks, and nothing else is left', async () => {
  const path = join(folder, 'deep', 'a.txt')
  await writeFileAtomic(path, async (sink) => {
    await sink.write('one ')
    await sink.write(Buffer.from('two'))
  })
  expect(await readFile(path, 'utf8')).toBe('one two')
  expect(await readdir(join(folder, 'deep'))).toEqual(['a.txt'])
})

test('a writer that fails leaves the old file and no temporary one', async () => {
  const path = join(folder, 'a.txt')
  await writeFile(path, 'old')
  await expect(
    writeFileAtomic(path, async (sink) => {
      await sink.write('half')
      throw new Error('broken')
    }),
  ).rejects.toThrow('broken')
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

test('an abort in the middle leaves the old file', async () => {
  const path = join(folder, 'a.txt')
  await writeFile(path, 'old')
  const controller = new AbortController()
  const written = writeFileAtomic(
    path,
    async (sink) => {
      await sink.write('half')
      controller.abort()
      await sink.write('rest')
    },
    { signal: controller.signal },
  )
  await expect(written).rejects.toMatchObject({ code: 'cancelled' })
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

test('a folder or a device is never replaced by a file', async () => {
  await expect(writeFileAtomic(folder, 'x')).rejects.toThrow('expected a file name, got a folder')
  await expect(writeFileAtomic('/dev/null', 'x')).rejects.toThrow('got a device')
})

test('files placed together leave their neighbours alone', async () => {
  const out = join(folder, 'out')
  await mkdir(out)
  await writeFile(join(out, 'plan.json'), 'old')
  await writeFile(join(out, 'notes.txt'), 'mine')
  const count = await writeFolderAtomic(out, async (temporary) => {
    await writeFile(join(temporary, 'plan.json'), 'new')
    await writeFile(join(temporary, 'plan.csv'), 'rows')
    return 2
  })
  expect(count).toBe(2)
  expect((await readdir(out)).sort()).toEqual(['notes.txt', 'plan.csv', 'plan.json'])
  expect(await readFile(join(out, 'plan.json'), 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['out'])
})

test('a folder that does not exist yet appears whole', async () => {
  const out = join(folder, 'out')
  await writeFolderAtomic(out, (temporary) => writeFile(join(temporary, 'a'), '1'))
  expect(await readdir(out)).toEqual(['a'])
})

test('a failed fill changes nothing', async () => {
  const out = join(folder, 'out')
  await mkdir(out)
  await writeFile(join(out, 'plan.json'), 'old')
  const failing = writeFolderAtomic(out, async (temporary) => {
    await writeFile(join(temporary, 'plan.json'), 'new')
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(await readFile(join(out, 'plan.json'), 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['out'])
})

test('files that are not confirmed are taken back, and the old ones stand again', async () => {
  const refuse = { confirm: () => Promise.reject(new Error('no record')) }
  const fill = async (temporary: string): Promise<void> => {
    await writeFile(join(temporary, 'plan.json'), 'new')
    await writeFile(join(temporary, 'plan.csv'), 'rows')
  }
  const out = join(folder, 'out')
  await expect(writeFolderAtomic(out, fill, refuse)).rejects.toThrow('no record')
  expect(await readdir(folder)).toEqual([])

  await mkdir(out)
  await writeFile(join(out, 'plan.json'), 'old')
  await expect(writeFolderAtomic(out, fill, refuse)).rejects.toThrow('no record')
  expect(await readdir(folder)).toEqual(['out'])
  expect(await readdir(out)).toEqual(['plan.json'])
  expect(await readFile(join(out, 'plan.json'), 'utf8')).toBe('old')
})

test('a process that ends before its files are confirmed takes them back', async () => {
  const script = `
    import { mkdir, writeFile } from 'node:fs/promises'
    import { writeFolderAtomic } from './src/data/files.ts'
    const folder = ${JSON.stringify(folder)}
    await mkdir(folder + '/out')
    await writeFile(folder + '/out/a', 'old')
    const fill = async (temporary) => {
      await writeFile(temporary + '/a', 'new')
      await writeFile(temporary + '/b', 'new')
    }
    const hang = { confirm: () => new Promise(() => undefined) }
    const ended = { confirm: async () => process.exit(7) }
    void writeFolderAtomic(folder + '/new', fill, hang)
    await writeFolderAtomic(folder + '/out', fill, ended)`
  expect(await runScript(script)).toBe(7)
  expect(await readdir(folder)).toEqual(['out'])
  expect(await readdir(join(folder, 'out'))).toEqual(['a'])
  expect(await readFile(join(folder, 'out', 'a'), 'utf8')).toBe('old')
})

test('a process that ends in the middle of writing leaves no temporary file', async () => {
  const script = `
    import { writeFile } from 'node:fs/promises'
    import { writeFileAtomic, writeFolderAtomic } from './src/data/files.ts'
    const folder = ${JSON.stringify(folder)}
    await writeFileAtomic(folder + '/whole.txt', 'whole')
    void writeFileAtomic(folder + '/half.txt', async (sink) => {
      await sink.write('half')
      await new Promise(() => undefined)
    })
    await writeFolderAtomic(folder + '/out', async (temporary) => {
      await writeFile(temporary + '/a', 'half')
      process.exit(7)
    })`
  expect(await runScript(script)).toBe(7)
  expect(await readdir(folder)).toEqual(['whole.txt'])
})

test('a missing file is named, with its nearest neighbour', async () => {
  await writeFile(join(folder, 'demand.csv'), '')
  await expect(requireFile(join(folder, 'demnad.csv'))).rejects.toMatchObject({
    code: 'not-found',
    message: `${join(folder, 'demnad.csv')}: no such file`,
    hint: `there is ${join(folder, 'demand.csv')}`,
  })
  await expect(requireFile(folder)).rejects.toThrow('expected a file, got a folder')
  await expect(requireFolder(join(folder, 'demand.csv'))).rejects.toThrow('got a file')
})

test('before long work it is said that a result cannot be written', async () => {
  const input = join(folder, 'demand.csv')
  await writeFile(input, 'facts')
  await expect(
    requireWritable(join(folder, 'new', 'deep', 'a.csv'), [input]),
  ).resolves.toBeUndefined()
  await expect(requireWritable(join(folder, '.', 'demand.csv'), [input])).rejects.toThrow(
    'is an input, expected another file',
  )
  await expect(requireWritable(folder)).rejects.toThrow('got a folder')
  await expect(requireWritable(join(input, 'a.csv'))).rejects.toThrow(
    `cannot be written, ${input} is a file`,
  )
})

test('text loses its byte order mark and must be UTF-8', async () => {
  await writeFile(join(folder, 'a.yaml'), '\uFEFFname: x')
  expect(await readTextFile(join(folder, 'a.yaml'))).toBe('name: x')
  await writeFile(join(folder, 'b.yaml'), Buffer.from([0x63, 0xe9]))
  await expect(readTextFile(join(folder, 'b.yaml'))).rejects.toThrow('expected UTF-8')
})

/** Runs a module in a process of its own. @returns its exit code. */
function runScript(script: string): Promise<unknown> {
  return new Promise((resolve) => {
    const args = ['--import', 'tsx', '--input-type=module', '-e', script]
    spawn(process.execPath, args, { stdio: 'inherit' }).once('close', resolve)
  })
}

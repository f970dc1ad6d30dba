import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPlantDatabase } from '../../../src/data/storage/database.ts'

let plant: string
let file: string
beforeEach(async () => {
  plant = await mkdtemp(join(tmpdir(), 'millrace-plant-'))
  file = join(plant, '.millrace', 'plant.duckdb')
})
afterEach(() => rm(plant, { recursive: true, force: true }))

const first = [['CREATE TABLE notes (text VARCHAR)']]
const second = [...first, ['ALTER TABLE notes ADD COLUMN author VARCHAR']]

test('an opening that writes nothing leaves the plant as it was', async () => {
  const database = await openPlantDatabase(plant)
  await expect(
    database.write(async (open) => {
      await open.run('CREATE TABLE t (n INTEGER)')
      throw new Error('stop')
    }),
  ).rejects.toThrow('stop')
  await database.close()
  expect(await readdir(plant)).toEqual([])
})

test('what is written is there the next time, and an older format is brought up to date', async () => {
  const old = await openPlantDatabase(plant, first)
  await old.write((open) => open.run(`INSERT INTO notes VALUES ('kept')`))
  await old.close()
  for (let time = 0; time < 2; time++) {
    const database = await openPlantDatabase(plant, second)
    expect(await database.rows('SELECT * FROM notes')).toEqual([{ text: 'kept', author: null }])
    await database.close()
  }
})

test('a migration that fails leaves the older format', async () => {
  const old = await openPlantDatabase(plant, first)
  await old.write((open) => open.run(`INSERT INTO notes VALUES ('kept')`))
  await old.close()
  const broken = [...first, ['ALTER TABLE notes ADD COLUMN author VARCHAR', 'no SQL']]
  await expect(openPlantDatabase(plant, broken)).rejects.toThrow('from format 1 to 2 failed')
  const database = await openPlantDatabase(plant, first)
  expect(await database.rows('SELECT * FROM notes')).toEqual([{ text: 'kept' }])
  await database.close()
})

test('a database of a newer version is refused and not touched', async () => {
  const newer = await openPlantDatabase(plant, second)
  await newer.write((open) => open.run(`INSERT INTO notes VALUES ('a', 'b')`))
  await newer.close()
  const before = await readFile(file)
  await expect(openPlantDatabase(plant, first)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('expected format 1 or older, got 2'),
  })
  expect(await readFile(file)).toEqual(before)
})

test('a damaged file is refused and not touched', async () => {
  const database = await openPlantDatabase(plant)
  await database.write((open) => open.run('CREATE TABLE t (n INTEGER)'))
  await database.close()
  const whole = await readFile(file)
  const flipped = Buffer.from(whole)
  flipped[40]! ^= 255
  for (const bytes of [Buffer.from('no database'), whole.subarray(0, 6000), flipped]) {
    await writeFile(file, bytes)
    await expect(openPlantDatabase(plant)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('plant.duckdb: damaged'),
    })
    expect(await readFile(file)).toEqual(bytes)
  }
})

test('a second opening in the same process is a conflict', async () => {
  const database = await openPlantDatabase(plant)
  await expect(openPlantDatabase(plant)).rejects.toMatchObject({ code: 'conflict' })
  await database.close()
  await (await openPlantDatabase(plant)).close()
})

test('a second process is told who holds the database', async () => {
  const open = (body: string): string =>
    `import { openPlantDatabase } from './src/data/storage/database.ts'
     const database = await openPlantDatabase(${JSON.stringify(plant)})
     ${body}`
  const arguments_ = (body: string): string[] => [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    open(body),
  ]
  const holder = spawn(
    process.execPath,
    arguments_(`console.log('open'); setInterval(() => undefined, 1000)`),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    await expect(
      promisify(execFile)(process.execPath, arguments_('await database.close()')),
    ).rejects.toThrow(`in use, expected to be the only one, got process ${holder.pid}`)
  } finally {
    holder.kill('SIGKILL')
    await new Promise((resolve) => holder.once('exit', resolve))
  }
  // A killed owner leaves a database that the next one opens.
  await (await openPlantDatabase(plant)).close()
})

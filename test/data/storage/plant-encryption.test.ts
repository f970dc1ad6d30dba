import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isEncrypted, type EncryptionKey } from '../../../src/data/storage/encryption.ts'
import { openLedger, type RunRecord } from '../../../src/data/storage/ledger.ts'
import { decryptPlant, encryptPlant } from '../../../src/data/storage/plant-encryption.ts'

const bytes = randomBytes(32)
const key: EncryptionKey = { kind: 'key', bytes }
const other: EncryptionKey = { kind: 'key', bytes: randomBytes(32) }
const state = (): string => join(plant, '.millrace')
let plant: string
beforeEach(async () => {
  plant = await mkdtemp(join(tmpdir(), 'millrace-plant-'))
  process.env['MILLRACE_KEY'] = bytes.toString('hex')
})
afterEach(async () => {
  delete process.env['MILLRACE_KEY']
  await rm(plant, { recursive: true, force: true })
})

const run: RunRecord = {
  command: 'run',
  version: '1',
  seed: 7,
  settings: {},
  fingerprint: 'f',
  startedAt: new Date('2024-01-01'),
  finishedAt: new Date('2024-01-02'),
  dataFiles: [{ path: 'sales of the secret pump.csv', fingerprint: 'd' }],
  decisions: [],
  outcomes: [],
  models: [
    {
      name: 'network',
      fingerprint: 'm',
      seed: 7,
      metrics: { loss: 1 },
      files: new Map([['sampler.onnx', Buffer.from('secret weights')]]),
    },
  ],
}

async function record(): Promise<void> {
  const ledger = await openLedger(plant)
  await ledger.record(run)
  await ledger.close()
}

async function runsAndModel(): Promise<readonly [number, string]> {
  const ledger = await openLedger(plant)
  const model = await ledger.findModel('network', 'm')
  const runs = await ledger.runs()
  await ledger.close()
  return [runs.length, Buffer.from(model!.files.get('sampler.onnx')!).toString()]
}

/** Every file of the state folder, and whether any shows what is secret. */
async function files(): Promise<{ names: string[]; isSecretSeen: boolean }> {
  const entries = await readdir(state(), { recursive: true, withFileTypes: true })
  const found = entries.filter((entry) => entry.isFile())
  const contents = await Promise.all(
    found.map((entry) => readFile(join(entry.parentPath, entry.name))),
  )
  return {
    names: found.map((entry) => entry.name).sort(),
    isSecretSeen: contents.some((content) => content.includes('secret')),
  }
}

test('a plant is encrypted with its models, goes on encrypted, and comes back', async () => {
  await record()
  expect((await files()).isSecretSeen).toBe(true)
  await encryptPlant(plant, key)
  expect(await files()).toEqual({
    names: ['model.json', 'plant.encrypted', 'sampler.onnx'],
    isSecretSeen: false,
  })
  await record()
  expect(await runsAndModel()).toEqual([2, 'secret weights'])
  expect((await files()).isSecretSeen).toBe(false)
  await decryptPlant(plant, key)
  delete process.env['MILLRACE_KEY']
  expect(await runsAndModel()).toEqual([2, 'secret weights'])
  await record()
  expect((await runsAndModel())[0]).toBe(3)
})

test('a new plant is encrypted from its first run on', async () => {
  await encryptPlant(plant, key)
  await record()
  expect(await runsAndModel()).toEqual([1, 'secret weights'])
  expect((await files()).isSecretSeen).toBe(false)
})

test('without its key, or with another, an encrypted plant is left as it is', async () => {
  await record()
  await encryptPlant(plant, key)
  const before = await readFile(join(state(), 'plant.encrypted'))
  await expect(decryptPlant(plant, other)).rejects.toThrow('wrong key')
  await expect(encryptPlant(plant, other)).rejects.toThrow('wrong key')
  delete process.env['MILLRACE_KEY']
  await expect(openLedger(plant)).rejects.toThrow('no key, expected one in the environment')
  expect(await readFile(join(state(), 'plant.encrypted'))).toEqual(before)
})

test('an encryption that was interrupted is told, and finished by the same command', async () => {
  await record()
  const plain = join(state(), 'plant.duckdb')
  await cp(plain, join(plant, 'copy'))
  await encryptPlant(plant, key)
  await cp(join(plant, 'copy'), plain)
  await expect(openLedger(plant)).rejects.toThrow('encrypted in part')
  await encryptPlant(plant, key)
  expect(await runsAndModel()).toEqual([1, 'secret weights'])
  await cp(join(plant, 'copy'), plain)
  await decryptPlant(plant, key)
  expect(await runsAndModel()).toEqual([1, 'secret weights'])
  expect(isEncrypted(await readFile(plain))).toBe(false)
})

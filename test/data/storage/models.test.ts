import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadModel, modelFormat, removeModel, saveModel } from '../../../src/data/storage/models.ts'

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'millrace-models-'))
  folder = join(root, 'models', '1-vae')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const model = {
  name: 'vae',
  fingerprint: 'f00d',
  files: new Map([
    ['sampler.onnx', Buffer.from('weights and more weights')],
    ['settings.json', Buffer.from('{}')],
  ]),
}

test('a model comes back as it was saved', async () => {
  await saveModel(folder, model)
  expect(await loadModel(folder)).toEqual(model)
})

test('a file cut short, changed or gone is told apart', async () => {
  await saveModel(folder, model)
  const path = join(folder, 'sampler.onnx')
  const whole = await readFile(path)
  await writeFile(path, whole.subarray(0, 10))
  await expect(loadModel(folder)).rejects.toThrow('cut short, expected 24 bytes, got 10')
  await writeFile(path, Buffer.from(whole).fill('x', 3, 4))
  await expect(loadModel(folder)).rejects.toThrow('changed, expected the content that was saved')
  await rm(path)
  await expect(loadModel(folder)).rejects.toMatchObject({ code: 'not-found' })
})

test('a manifest from a newer version is a conflict, a broken one is damaged', async () => {
  await saveModel(folder, model)
  const path = join(folder, 'model.json')
  const manifest = await readFile(path, 'utf8')
  await writeFile(path, manifest.replace(`"format": ${modelFormat}`, `"format": 99`))
  await expect(loadModel(folder)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('expected format 1 or older, got 99'),
  })
  for (const text of [manifest.slice(0, 30), '[]', '{"format":1}']) {
    await writeFile(path, text)
    await expect(loadModel(folder)).rejects.toThrow('model.json: damaged')
  }
})

test('a removed model leaves nothing', async () => {
  await saveModel(folder, model)
  await removeModel(folder)
  expect(await readdir(root)).toEqual([])
})

test('an aborted saving leaves no model', async () => {
  await expect(saveModel(folder, model, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(await readdir(join(root, 'models'))).toEqual([])
})

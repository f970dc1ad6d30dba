import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { decryptCommand, encryptCommand } from '../../../src/cli/commands/encrypt.ts'
import type { ActionWrapper } from '../../../src/cli/context.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-encrypt-'))
  process.env['MILLRACE_PASSPHRASE'] = 'seven drills turn in spring'
})
afterEach(async () => {
  delete process.env['MILLRACE_PASSPHRASE']
  await rm(folder, { recursive: true, force: true })
})

const lines: string[] = []
const action: ActionWrapper = (run) => (options) =>
  run(options, {
    json: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    print: (line) => lines.push(line),
    printJson: () => undefined,
  })

test('one file is encrypted in place and decrypted again', async () => {
  const path = join(folder, 'machines.millrace')
  await writeFile(path, 'model')
  await encryptCommand(action).parseAsync([path], { from: 'user' })
  expect((await readFile(path)).includes('model')).toBe(false)
  await encryptCommand(action).parseAsync([path], { from: 'user' })
  await decryptCommand(action).parseAsync([path], { from: 'user' })
  expect(await readFile(path, 'utf8')).toBe('model')
  expect(lines).toEqual([`encrypted ${path}`, 'nothing to encrypt', `decrypted ${path}`])
})

test('a path that is not there, and a missing key, are said', async () => {
  const missing = encryptCommand(action).parseAsync([join(folder, 'none')], { from: 'user' })
  await expect(missing).rejects.toThrow('none: no such folder')
  delete process.env['MILLRACE_PASSPHRASE']
  const keyless = encryptCommand(action).parseAsync([folder], { from: 'user' })
  await expect(keyless).rejects.toThrow('no key, expected one in the environment, got none')
})

// The programs of docs/library.md, as a package that depends on millrace runs them.

import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryExamples } from '../library-examples.ts'

const run = promisify(execFile)
const examples = libraryExamples()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-library-'))
  await mkdir(join(folder, 'node_modules'))
  await symlink(resolve('.'), join(folder, 'node_modules/millrace'))
  await symlink(resolve('examples'), join(folder, 'examples'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  for (const [i, text] of examples.entries()) await writeFile(join(folder, `${i}.ts`), text)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('the command may be run after a build, not only after an installation', async () => {
  expect((await stat('dist/cli/main.js')).mode & 0o111).toBe(0o111)
})

describe('docs/library.md', () => {
  test('compiles against the declarations of the package', async () => {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      typeRoots: [resolve('node_modules/@types')],
      types: ['node'],
    }
    const config = JSON.stringify({ compilerOptions, include: ['*.ts'] })
    await writeFile(join(folder, 'tsconfig.json'), config)
    const compiled = run(resolve('node_modules/.bin/tsc'), ['-p', folder]).catch(
      (error: { stdout: string }) => error,
    )
    expect((await compiled).stdout).toBe('')
  })

  test.each(examples.map((_, i) => i))('program %i runs', async (i) => {
    const tsx = import.meta.resolve('tsx')
    const { stdout } = await run(process.execPath, ['--import', tsx, `${i}.ts`], { cwd: folder })
    expect(stdout).not.toBe('')
  })
})

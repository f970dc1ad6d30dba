import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { millrace } from '../../end-to-end/cli.ts'

describe('millrace init', () => {
  test('writes a plant and says what to do next; a second time it refuses with exit code 2', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'millrace-init-')), 'plant')
    const first = await millrace(['init', folder])
    expect(first.stderr).toBe('')
    expect(first.code).toBe(0)
    expect(first.stdout).toContain(`npx millrace run ${folder}`)
    expect(await readdir(folder)).toContain('plant.yaml')

    const second = await millrace(['init', folder, '--json'])
    expect(second.code).toBe(2)
    expect(second.stderr).toContain('already there')
    expect(JSON.parse(second.stdout)).toMatchObject({ error: { code: 'bad-input' } })
  })
})

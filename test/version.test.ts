import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { version } from '../src/version.ts'

test('is that of the package', () => {
  expect(readFileSync('package.json', 'utf8')).toContain(`"version": "${version}"`)
})

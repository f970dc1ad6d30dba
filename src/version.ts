// The version of Millrace: what was learnt by another one is learnt again.

import { readFileSync } from 'node:fs'

const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')

/** That of the package, `0.1.0`. */
export const version = (JSON.parse(manifest) as { version: string }).version // Safe: our own.

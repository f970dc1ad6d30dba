// The programs of docs/library.md.

import { readFileSync } from 'node:fs'

export function libraryExamples(): readonly string[] {
  const page = readFileSync('docs/library.md', 'utf8')
  return [...page.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!)
}

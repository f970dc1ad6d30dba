// The rules of the house: imports point down, one owner per dependency, a test for each source file.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** A place imports itself and what stands above its line. */
const rooms = [
  'errors.ts',
  'near-name.ts',
  'progress.ts',
  'random.ts',
  'version.ts',
  'statistics',
  'worker-thread.ts',
  'off-thread.ts',
  'thread-pool.ts',
  'data/duckdb.ts',
  'data/compact-json.ts',
  'data/files.ts',
  'data/table',
  'data/preparation',
  'data/storage',
  'learning/graph',
  'learning/onnx',
  'learning/nn',
  'learning/optim',
  'learning/training',
  'generative/encoding',
  'generative/predictors',
  'generative/evaluation',
  'generative',
  'generative/privacy',
  'generative/constraints',
  'generative/tables',
  'generative/related',
  'solvers/mip',
  'solvers/lot-sizing',
  'solvers/service-scheduling',
  'plant/model',
  'plant/model.ts',
  'plant/demand',
  'plant/production',
  'plant/quality',
  'plant/maintenance',
  'loop',
  'index.ts',
  'cli',
]

/** Rooms that must not know of each other although one stands above. */
const strangers: readonly (readonly [string, string])[] = [
  ['learning', 'data'],
  ['solvers', 'data'],
  ['solvers', 'learning'],
  ['solvers', 'generative'],
]

/** The one place that may import each dependency. */
const owners: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['data/duckdb.ts'],
  commander: ['cli'],
  echarts: ['loop/report'],
  highs: ['solvers/mip'],
  'onnxruntime-node': ['learning/onnx'],
  yaml: ['data/table', 'plant/model.ts', 'plant/model', 'cli'],
  zod: ['plant/model.ts', 'plant/model', 'data', 'loop', 'cli'],
}

/** Source files whose behaviour is reached only through another file's test. */
const withoutOwnTest = new Set(['cli/context.ts', 'cli/main.ts', 'cli/commands/index.ts'])

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
)

function importsOf(file: string): string[] {
  const text = readFileSync(join('src', file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!)
}

function isWithin(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

/** The most specific room that holds the file. */
function roomOf(file: string): string | undefined {
  return rooms.filter((room) => isWithin(file, room)).sort((a, b) => b.length - a.length)[0]
}

/** Every `file -> import` of the project for which the rule is broken. */
function violations(isBroken: (file: string, specifier: string) => boolean): string[] {
  return sources.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => isBroken(file, specifier))
      .map((specifier) => `${file} -> ${specifier}`),
  )
}

describe('architecture', () => {
  test('every room is there', () => {
    const isThere = (room: string): boolean => sources.some((file) => isWithin(file, room))
    expect(rooms.filter((room) => !isThere(room))).toEqual([])
  })

  test('every source file stands in a room', () => {
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([])
  })

  test('a file imports only from its own room and those above', () => {
    const broken = violations((file, specifier) => {
      if (!specifier.startsWith('.')) return false
      const target = normalize(join(dirname(file), specifier))
      const isStranger = strangers.some(([a, b]) => isWithin(file, a) && isWithin(target, b))
      return isStranger || rooms.indexOf(roomOf(target) ?? '') > rooms.indexOf(roomOf(file) ?? '')
    })
    expect(broken).toEqual([])
  })

  test('no two files need each other, not even by their types', () => {
    const isDone = new Map<string, boolean>()
    const circles: string[] = []
    function visit(file: string, path: readonly string[]): void {
      if (isDone.get(file) === false) circles.push([...path, file].join(' -> '))
      if (isDone.has(file)) return
      isDone.set(file, false)
      for (const specifier of importsOf(file)) {
        if (specifier.startsWith('.')) {
          visit(normalize(join(dirname(file), specifier)), [...path, file])
        }
      }
      isDone.set(file, true)
    }
    for (const file of sources) visit(file, [])
    expect(circles).toEqual([])
  })

  test('a dependency is imported only by its owner', () => {
    const broken = violations((file, specifier) => {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) return false
      const name = specifier.match(/^(@[^/]+\/)?[^/]+/)![0]
      return !owners[name]?.some((place) => isWithin(file, place))
    })
    expect(broken).toEqual([])
  })

  test('every dependency of package.json has an owner', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>
    }
    expect(Object.keys(manifest.dependencies).sort()).toEqual(Object.keys(owners).sort())
  })

  test('every source file has a test that mirrors it', () => {
    const missing = sources.filter((file) => {
      const stem = join('test', file.replace(/\.ts$/, ''))
      const isTested = existsSync(`${stem}.test.ts`) || existsSync(`${stem}.slow.test.ts`)
      return !isTested && !withoutOwnTest.has(file)
    })
    expect(missing).toEqual([])
  })
})

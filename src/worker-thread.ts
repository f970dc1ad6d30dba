// Starts worker threads in the language that the caller itself runs in.

import { Worker, type WorkerOptions } from 'node:worker_threads'

/**
 * The worker file `stem` (its name without the ending) beside the file whose `import.meta.url` is
 * `importer`: JavaScript from the package, TypeScript from the sources.
 */
export function startWorker(importer: string, stem: string, options: WorkerOptions = {}): Worker {
  if (!importer.endsWith('.ts')) return new Worker(new URL(`./${stem}.js`, importer), options)
  // Node 20 passes no loader of TypeScript on to a thread: it registers one before its first import.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const entry = JSON.stringify(new URL(`./${stem}.ts`, importer).href)
  const start = `import(${loader}).then((tsx) => { tsx.register(); return import(${entry}) })`
  return new Worker(start, { ...options, eval: true })
}

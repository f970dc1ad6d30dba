// Starts the worker: as JavaScript from the package, through a loader of TypeScript from the sources.

import { Worker } from 'node:worker_threads'
import type { WorkerInput } from './worker.ts'

export function startWorker(workerData: WorkerInput): Worker {
  if (!import.meta.url.endsWith('.ts')) {
    return new Worker(new URL('./worker.js', import.meta.url), { workerData })
  }
  // A thread does not inherit the loader on Node 20, so it registers it before its first import.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'))
  const entry = JSON.stringify(new URL('./worker.ts', import.meta.url).href)
  const start = `import(${loader}).then((tsx) => tsx.register()).then(() => import(${entry}))`
  return new Worker(start, { eval: true, workerData })
}

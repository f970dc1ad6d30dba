import { expect, test } from 'vitest'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { createTask } from '../../../src/learning/training/task.ts'
import { createThreadSignals } from '../../../src/learning/training/thread-signals.ts'
import type { WorkerInput, WorkerMessage } from '../../../src/learning/training/worker.ts'
import { createRandom } from '../../../src/random.ts'
import { startWorker } from '../../../src/worker-thread.ts'
import { regressionData, regressionProgram } from './programs.ts'

/** Everything that a worker says until it ends. */
async function messagesOf(breakModel: boolean): Promise<WorkerMessage[]> {
  const program = regressionProgram()
  const initial = program.initialise(createRandom(1))
  const plan = compileProgram(program, initial)
  const options = { seed: 1, epochs: 2, iterationsPerEpoch: 1 }
  const task = createTask(program, plan, initial, regressionData(10), options)
  const phases = task.phases.map((phase) =>
    breakModel ? { ...phase, model: Uint8Array.of(1, 2, 3) } : phase,
  )
  const workerData: WorkerInput = {
    task: { ...task, phases },
    signals: createThreadSignals(),
  }
  const importer = new URL('../../../src/learning/training/worker.ts', import.meta.url).href
  const worker = startWorker(importer, 'worker', { workerData })
  const messages: WorkerMessage[] = []
  worker.on('message', (message: WorkerMessage) => messages.push(message))
  await new Promise((resolve) => worker.on('exit', resolve))
  return messages
}

test('a worker tells of every epoch and then of the outcome', async () => {
  const messages = await messagesOf(false)
  const kinds = messages.map(({ kind }) => kind).filter((kind) => kind !== 'progress')
  expect(kinds).toEqual(['epoch', 'epoch', 'outcome'])
})

test('an error crosses with its code', async () => {
  expect(await messagesOf(true)).toMatchObject([{ kind: 'error', code: 'bad-input' }])
})

// What is timed: our training step in this process, and peers in processes of their own that run blocks
// of steps on request.

import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { createSession } from '../../src/learning/onnx/session.ts'
import { thisMachine } from '../../src/learning/onnx/target.ts'
import { createMemory } from '../../src/learning/optim/webassembly.ts'
import { createBatchFeeds, createTrainingBatches } from '../../src/learning/training/feeds.ts'
import { createPhaseRun } from '../../src/learning/training/phase-run.ts'
import { compileProgram } from '../../src/learning/training/plan.ts'
import { createTask } from '../../src/learning/training/task.ts'
import { rowCountOf } from '../../src/learning/training/validation.ts'
import { createRandom } from '../../src/random.ts'
import type { Case } from './cases.ts'

/** `wall`: what a user waits; `cpu`: what the processor works, which other work disturbs less. */
export type Clock = 'wall' | 'cpu'

export interface Engine {
  readonly name: string
  /** Milliseconds by that clock of each of `steps` further steps; throws where the engine cannot run the case. */
  run(chosen: Case, steps: number, clock: Clock): Promise<readonly number[]>
  close(): Promise<void>
}

/** Ours: batch rows gathered, noise drawn, gradient and update, as `fit` does it. */
export function createOwnEngine(threads: number, spinMicroseconds: number): Engine {
  const steppers = new Map<
    string,
    { step(clock: Clock): Promise<number>; close(): Promise<void> }
  >()

  async function start({ program, data }: Case) {
    const initial = program.initialise(createRandom(1).split('initialise'))
    const plan = compileProgram(program, initial, { target: await thisMachine() })
    const options = { seed: 1, epochs: 10_000, iterationsPerEpoch: 1, threads }
    const task = createTask(program, plan, initial, data, options)
    const memory = createMemory(task.length * 4)
    new Float32Array(memory.buffer).set(task.initial)
    const { batchSize, training } = task
    const batch = createBatchFeeds(new Map(Object.entries(task.inputs)), batchSize)
    const batches = createTrainingBatches(batch, training, 1, rowCountOf(training), batchSize)
    const phase = task.phases[0]!
    const session = await createSession(phase.model, { threads, spinMicroseconds })
    const run = createPhaseRun(task, phase, session, memory, batch, batches)
    let index = 0
    return {
      async step(clock: Clock): Promise<number> {
        const started = now(clock)
        const report = await run.step(index, index)
        index++
        if (!report) throw new Error('the loss is no number')
        return now(clock) - started
      },
      close: () => session.release(),
    }
  }

  return {
    name: 'Millrace',
    async run(chosen, steps, clock) {
      const stepper = steppers.get(chosen.name) ?? (await start(chosen))
      steppers.set(chosen.name, stepper)
      const milliseconds: number[] = []
      for (let i = 0; i < steps; i++) milliseconds.push(await stepper.step(clock))
      return milliseconds
    },
    async close() {
      for (const stepper of steppers.values()) await stepper.close()
    },
  }
}

function now(clock: Clock): number {
  if (clock === 'wall') return performance.now()
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

interface Reply {
  readonly version?: string
  readonly milliseconds?: readonly number[]
  readonly error?: string
}

/** A peer that answers lines of JSON; undefined where it is not installed. */
export async function createPeerEngine(
  command: string,
  parameters: readonly string[],
): Promise<Engine | undefined> {
  const child = spawn(command, parameters, { stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => {
    child.on('error', () => resolve())
    child.on('exit', () => resolve())
  })
  const reply = async (): Promise<Reply | undefined> => {
    const next = await Promise.race([lines.next(), ended])
    // Only our own peers write here.
    return next && !next.done ? (JSON.parse(next.value) as Reply) : undefined
  }
  const greeting = await reply()
  if (!greeting?.version) return undefined
  return {
    name: greeting.version,
    async run({ name }, steps, clock) {
      child.stdin.write(`${JSON.stringify({ case: name, steps, clock })}\n`)
      const answer = await reply()
      if (!answer?.milliseconds) throw new Error(answer?.error ?? 'the peer ended')
      return answer.milliseconds
    },
    async close() {
      child.stdin.end()
      await ended
    },
  }
}

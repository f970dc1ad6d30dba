import { describe, expect, test } from 'vitest'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { runTask } from '../../../src/learning/training/loop.ts'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { createTask, type Task, type TaskOptions } from '../../../src/learning/training/task.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionData, regressionProgram } from './programs.ts'

const program = regressionProgram()
const initial = program.initialise(createRandom(1))
const data = regressionData(64)

function createRegressionTask(options: Partial<TaskOptions> = {}): Task {
  const plan = compileProgram(program, initial)
  return createTask(program, plan, initial, data, {
    seed: 1,
    epochs: 3,
    iterationsPerEpoch: 2,
    ...options,
  })
}

describe('training loop', () => {
  test('lowers the loss, epoch by epoch', async () => {
    const outcome = await runTask(createRegressionTask())
    if (outcome.status !== 'trained') throw new Error(outcome.status)
    const losses = outcome.history.map(({ losses }) => losses.regression!)
    expect(losses).toEqual(losses.toSorted((a, b) => b - a))
    expect(outcome).toMatchObject({ bestEpoch: 3, stoppedEarly: false })
  })

  test('without an epoch gives back what it started from', async () => {
    const outcome = await runTask(createRegressionTask({ epochs: 0 }))
    if (outcome.status !== 'trained') throw new Error(outcome.status)
    expect([...outcome.results]).toEqual([
      ...initial.line.weights.data,
      ...initial.line.bias.data,
      ...initial.seen.steps.data,
    ])
  })

  test('parameters that are no numbers after the last step are a divergence as well', async () => {
    const program = regressionProgram({ optimiser: sgd({ rate: 1e38 }) })
    const plan = compileProgram(program, initial)
    const options = { seed: 1, epochs: 1, iterationsPerEpoch: 1 }
    const outcome = await runTask(createTask(program, plan, initial, data, options))
    expect(outcome).toEqual({ status: 'diverged', phase: 'regression', epoch: 1, history: [] })
  })

  test('tells of every iteration and epoch, and stops when told to', async () => {
    const fractions: number[] = []
    let epochs = 0
    const outcome = await runTask(createRegressionTask(), {
      onIteration: (fraction) => fractions.push(fraction),
      onEpoch: () => epochs++,
      isCancelled: () => epochs === 2,
    })
    expect(outcome).toEqual({ status: 'cancelled' })
    expect(fractions).toEqual([1, 2, 3, 4].map((i) => i / 6))
  })

  test('gradients accumulated over four batches are those of one large batch', async () => {
    // One pass over the same 64 rows: the order within the pass does not matter.
    const lineAfterOneStep = async (batchSize: number, accumulate: number): Promise<number[]> => {
      const program = regressionProgram({ batchSize, optimiser: sgd({ rate: 0.1 }) })
      const plan = compileProgram(program, initial, { accumulate })
      const options = { seed: 1, epochs: 1, iterationsPerEpoch: 1, accumulate }
      const outcome = await runTask(createTask(program, plan, initial, data, options))
      return outcome.status === 'trained' ? [...outcome.results.subarray(0, 4)] : []
    }
    const large = await lineAfterOneStep(64, 1)
    const small = await lineAfterOneStep(16, 4)
    expect(large).toHaveLength(4)
    large.forEach((x, i) => expect(small[i]).toBeCloseTo(x, 5))
  })

  test('averaged weights are the mean of a short run', async () => {
    const weightAfter = async (epochs: number, averageDecay?: number): Promise<number> => {
      const plan = compileProgram(program, initial, { averageDecay })
      const options = { seed: 1, epochs, iterationsPerEpoch: 1 }
      const outcome = await runTask(createTask(program, plan, initial, data, options))
      return outcome.status === 'trained' ? outcome.results[0]! : NaN
    }
    const trace = [await weightAfter(1), await weightAfter(2), await weightAfter(3)]
    const mean = trace.reduce((total, weight) => total + weight) / 3
    expect(await weightAfter(3, 0.999)).toBeCloseTo(mean, 5)
  })
})

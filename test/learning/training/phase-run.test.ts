import { expect, test } from 'vitest'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { createMemory } from '../../../src/learning/optim/webassembly.ts'
import { createBatchFeeds, createTrainingBatches } from '../../../src/learning/training/feeds.ts'
import { createPhaseRun } from '../../../src/learning/training/phase-run.ts'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { createTask } from '../../../src/learning/training/task.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionData, regressionProgram, trueBias, trueWeights } from './programs.ts'

test('a step moves parameters and state in place, unless the loss is no number', async () => {
  const program = regressionProgram({ batchSize: 4, optimiser: sgd({ rate: 0.1 }) })
  const initial = program.initialise(createRandom(1))
  const plan = compileProgram(program, initial)
  const rows = regressionData(4)
  const options = { seed: 1, epochs: 1, iterationsPerEpoch: 2 }
  const task = createTask(program, plan, initial, rows, options)
  const memory = createMemory(task.length * 4)
  const numbers = new Float32Array(memory.buffer)
  const batch = createBatchFeeds(new Map(Object.entries(task.inputs)), 4)
  const batches = createTrainingBatches(batch, task.training, 1, 4, 4)
  const session = await createSession(task.phases[0]!.model)
  const { step } = createPhaseRun(task, task.phases[0]!, session, memory, batch, batches)

  // From zeros, a step of descent is rate * 2 * mean of y times (x, 1).
  const [x, y] = [rows.x.values, rows.y.values]
  const gradient = [0, 1, 2, 3].map(
    (j) => -[0, 1, 2, 3].reduce((sum, i) => sum + y[i]! * (j < 3 ? x[i * 3 + j]! : 1), 0) / 2,
  )
  const report = await step(0, 0)
  expect(report![0]).toBeCloseTo(y.reduce((sum, value) => sum + value ** 2, 0) / 4, 4)
  const { offset } = plan.places.get('line/weights')!
  gradient.forEach((g, i) => expect(numbers[offset + i]).toBeCloseTo(-0.1 * g, 5))
  expect(numbers[plan.places.get('seen/steps')!.offset]).toBe(1)

  numbers.set([...trueWeights, trueBias], offset)
  numbers[offset] = Infinity
  expect(await step(1, 1)).toBeUndefined()
  expect([...numbers.subarray(offset + 1, offset + 4)]).toEqual([-2, 0.5, 0.25])
  await session.release()
})

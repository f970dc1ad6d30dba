import { expect, test } from 'vitest'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { createTask, type Task, type TaskOptions } from '../../../src/learning/training/task.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionData, regressionProgram } from './programs.ts'

const program = regressionProgram({ optimiser: sgd({ rate: (step) => step + 1 }) })
const initial = program.initialise(createRandom(1))
const data = regressionData(10)

function create(options: Partial<TaskOptions> = {}): Task {
  const plan = compileProgram(program, initial)
  return createTask(program, plan, initial, data, {
    seed: 1,
    epochs: 2,
    iterationsPerEpoch: 2,
    ...options,
  })
}

test('schedules are tabulated for every step', () => {
  expect([...create().phases[0]!.scalars]).toEqual([-1, -2, -3, -4])
})

test('a task can cross to another thread', () => {
  const task = create({ validation: data })
  expect(structuredClone(task)).toEqual(task)
})

test('rows are put where threads share them, once', () => {
  const { training } = create()
  expect(training.x!.values.buffer).toBeInstanceOf(SharedArrayBuffer)
  const plan = compileProgram(program, initial)
  const again = createTask(program, plan, initial, training, {
    seed: 1,
    epochs: 1,
    iterationsPerEpoch: 1,
  })
  expect(again.training.x!.values).toBe(training.x!.values)
})

test('the fingerprint changes with seed and data, not with the path', () => {
  const of = (options: Partial<TaskOptions>): string =>
    create({ checkpoint: { path: 'a' }, ...options }).checkpoint!.fingerprint
  expect(of({})).toBe(of({ checkpoint: { path: 'b' } }))
  expect(of({})).not.toBe(of({ seed: 2 }))
  expect(of({})).not.toBe(of({ validation: data }))
})

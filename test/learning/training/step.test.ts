import { describe, expect, test } from 'vitest'
import { add, square } from '../../../src/learning/graph/elementwise.ts'
import { sizeOf } from '../../../src/learning/graph/node.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { defineProgram } from '../../../src/learning/training/program.ts'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { leavesOf } from '../../../src/learning/training/step.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionProgram } from './programs.ts'

const program = regressionProgram({ batchSize: 2 })
const parameters = program.initialise(createRandom(1))

describe('compiled losses', () => {
  test('a phase is a model that gives the gradient of its groups and what it reports', async () => {
    const [phase] = compileProgram(program, parameters).phases
    const session = await createSession(phase!.model)
    const gradient = { shape: [4], data: new Float32Array(4) }
    const report = { shape: [2], data: new Float32Array(2) }
    const steps = { shape: [], data: new Float32Array(1) }
    await session.run(
      {
        'parameters/line/weights': { shape: [3, 1], data: Float32Array.of(1, 2, 3) },
        'parameters/line/bias': { shape: [1], data: Float32Array.of(0.5) },
        'parameters/seen/steps': { shape: [], data: Float32Array.of(7) },
        'batch/x': { shape: [2, 3], data: Float32Array.of(1, 0, 0, 0, 1, 0) },
        'batch/y': { shape: [2, 1], data: Float32Array.of(1, 2) },
      },
      { 'gradient/0': gradient, report, 'update/seen/steps': steps },
    )
    await session.release()
    // Both residuals are 0.5, so the gradient of their mean square is 0.5 (x1 + x2).
    expect([...gradient.data]).toEqual([0.5, 0.5, 0, 1])
    expect([...report.data]).toEqual([0.25, 0.5])
    expect([...steps.data]).toEqual([8])
    expect(phase!.report).toEqual(['regression', 'regression/bias'])
    expect([...phase!.updates.keys()]).toEqual(['update/seen/steps'])
  })

  test('noise and inputs that a phase does not use are not fed', () => {
    const { phases, evaluation } = compileProgram(program, parameters)
    expect(phases[0]!.feeds.noise.size).toBe(0)
    expect([...evaluation!.feeds.places.keys()]).toEqual(['line/weights', 'line/bias'])
    const noisy = compileProgram(regressionProgram({ jitter: 1 }), parameters)
    expect([...noisy.phases[0]!.feeds.noise.keys()]).toEqual(['jitter'])
  })

  test('parameters have paths', () => {
    expect([...leavesOf(parameters).keys()]).toEqual(['line/weights', 'line/bias', 'seen/steps'])
  })

  test('a loss must be one number, and an update of the shape of what it replaces', () => {
    const one = { shape: [2], data: new Float32Array(2) }
    const build = (loss: 'scalar' | 'vector', size: number): (() => unknown) => {
      const program = defineProgram({
        batchSize: 1,
        inputs: { x: [1] },
        noise: {},
        initialise: () => ({ a: { one }, b: { one } }),
        phases: [
          {
            name: 'odd',
            trains: ['a'],
            optimiser: sgd(),
            loss: ({ parameters }) => ({
              loss: loss === 'scalar' ? sum(parameters.a.one) : parameters.a.one,
              updates: { b: { one: size === 2 ? parameters.a.one : sum(parameters.a.one) } },
            }),
          },
        ],
      })
      return () => compileProgram(program, { a: { one }, b: { one } })
    }
    expect(build('scalar', 2)).not.toThrow()
    expect(build('vector', 2)).toThrow('not a scalar')
    expect(build('scalar', 0)).toThrow("update 'b/one': wrong shape, expected [2], got []")
  })

  test('an update of what is no parameter is refused', () => {
    const one = { shape: [], data: new Float32Array(1) }
    const program = defineProgram<{ a: { one: typeof one } }, 'x', never>({
      batchSize: 1,
      inputs: { x: [1] },
      noise: {},
      initialise: () => ({ a: { one } }),
      phases: [
        {
          name: 'odd',
          trains: ['a'],
          optimiser: sgd(),
          loss: ({ parameters }) => ({
            loss: parameters.a.one,
            // What a program without types could return.
            updates: { missing: { one: parameters.a.one } } as object,
          }),
        },
      ],
    })
    expect(() => compileProgram(program, { a: { one } })).toThrow(
      "update 'missing/one': no such parameter",
    )
  })
})

test('small gradients leave the model together, a large one on its own', () => {
  const filled = (...shape: number[]) => ({ shape, data: new Float32Array(sizeOf(shape)) })
  const weights = { a: filled(2), b: filled(3), large: filled(200, 100), c: filled(4) }
  const program = defineProgram<{ network: typeof weights }, 'x', never>({
    batchSize: 1,
    inputs: { x: [1] },
    noise: {},
    initialise: () => ({ network: weights }),
    phases: [
      {
        name: 'all',
        trains: ['network'],
        optimiser: sgd(),
        loss: ({ parameters: { network } }) => ({
          loss: Object.values(network)
            .map((x) => sum(square(x)))
            .reduce((total, x) => add(total, x)),
        }),
      },
    ],
  })
  const [phase] = compileProgram(program, { network: weights }).phases
  expect([...phase!.gradientParts.values()]).toEqual([
    { offset: 0, shape: [5] },
    { offset: 5, shape: [200, 100] },
    { offset: 20_005, shape: [4] },
  ])
})

import { describe, expect, test } from 'vitest'
import { multiply, square } from '../../../src/learning/graph/elementwise.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { adam } from '../../../src/learning/optim/adam.ts'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { defineProgram } from '../../../src/learning/training/program.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionProgram } from './programs.ts'

const program = regressionProgram({ batchSize: 2 })
const parameters = program.initialise(createRandom(1))

describe('training plan', () => {
  test('parameters, state and average lie apart, the gradient outside what is kept', () => {
    const plan = compileProgram(program, parameters, { averageDecay: 0.9, accumulate: 2 })
    const [phase] = plan.phases
    const offsets = phase!.update.vectors.map(({ offset }) => offset)
    expect(new Set(offsets).size).toBe(5)
    expect(phase!.gradient.offset).toBeGreaterThanOrEqual(plan.persistentLength)
    expect(plan.results.get('line/weights')).not.toEqual(plan.places.get('line/weights'))
    expect(plan.results.get('seen/steps')).toEqual(plan.places.get('seen/steps'))
  })

  test('two phases may not train the same group, nor one that does not exist', () => {
    const one = { shape: [1], data: new Float32Array(1) }
    const define = (first: string, second: string): (() => unknown) => {
      const phase = (group: string) => ({
        name: group,
        trains: [group] as never[],
        optimiser: adam(),
        loss: () => ({ loss: sum(square(multiply(2, 3))) }),
      })
      const program = defineProgram({
        batchSize: 1,
        inputs: { x: [1] },
        noise: {},
        initialise: () => ({ a: { one }, b: { one } }),
        phases: [phase(first), phase(second)],
      })
      return () => compileProgram(program, { a: { one }, b: { one } })
    }
    expect(define('a', 'a')).toThrow('two phases train the same group, got a')
    expect(define('a', 'c')).toThrow('expected one of a, b, got c')
    expect(define('a', 'b')).not.toThrow()
  })
})

import { describe, expect, test } from 'vitest'
import { adam } from '../../../src/learning/optim/adam.ts'
import { chain } from '../../../src/learning/optim/optimiser.ts'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { distance, gradients, parametersAfter, start } from './steps.ts'

describe('chain', () => {
  test('of one rule is that rule', () => {
    const rule = adam({ rate: 0.1 })
    expect(parametersAfter(chain(rule), start, gradients)).toEqual(
      parametersAfter(rule, start, gradients),
    )
  })

  test('hands the update of each rule to the next, each with its own state and scalars', () => {
    // Two momenta in a row, the first with rate -1 so that it only accumulates.
    const both = chain(sgd({ rate: -1, momentum: 0.5 }), sgd({ rate: 0.1, momentum: 0.5 }))
    expect(both.state).toEqual(['0/velocity', '1/velocity'])
    // Velocities of a unit impulse: 1, 0.5, 0.25 and then 1, 1, 0.75.
    expect(
      distance(parametersAfter(both, [0], [[1], [0], [0]]), [-0.1 * (1 + 1 + 0.75)]),
    ).toBeLessThan(1e-7)
  })
})

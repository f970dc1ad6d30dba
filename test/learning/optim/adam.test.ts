import { describe, expect, test } from 'vitest'
import { adam, adamW } from '../../../src/learning/optim/adam.ts'
import { distance, gradients, parametersAfter, start } from './steps.ts'

// Expected values: torch.optim.Adam and AdamW of PyTorch 2.15 in float64.
describe('adam', () => {
  test('follows the published update', () => {
    const actual = parametersAfter(adam({ rate: 0.1 }), start, gradients)
    expect(distance(actual, [0.707681679, -1.902286246, 2.707681676])).toBeLessThan(1e-7)
  })

  test('takes other decays and another epsilon', () => {
    const optimiser = adam({ rate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 })
    expect(
      distance(
        parametersAfter(optimiser, start, gradients),
        [0.687468971, -1.90455885, 2.687149022],
      ),
    ).toBeLessThan(1e-7)
  })

  test('with decoupled weight decay is AdamW', () => {
    const actual = parametersAfter(adamW({ rate: 0.1, weightDecay: 0.1 }), start, gradients)
    expect(distance(actual, [0.680935861, -1.844508142, 2.621533858])).toBeLessThan(1e-7)
  })

  test('the first step has the length of the rate whatever the gradient', () => {
    const [a, b] = parametersAfter(adam({ rate: 0.01, epsilon: 0 }), [0, 0], [[1e-4, -1e4]])
    expect(a).toBeCloseTo(-0.01, 10)
    expect(b).toBeCloseTo(0.01, 10)
  })

  test('a schedule gives the rate of each step', () => {
    const optimiser = adam({ rate: (step) => (step === 1 ? 0.1 : 0) })
    const one = parametersAfter(optimiser, start, gradients.slice(0, 1))
    const two = parametersAfter(optimiser, start, gradients.slice(0, 2))
    const three = parametersAfter(optimiser, start, gradients)
    expect(one).toEqual(start)
    expect(two).not.toEqual(start)
    expect(three).toEqual(two)
  })
})

import { describe, expect, test } from 'vitest'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { distance, gradients, parametersAfter, start } from './steps.ts'

// Expected values: torch.optim.SGD of PyTorch 2.15 in float64.
describe('sgd', () => {
  test('goes against the gradient', () => {
    expect(
      distance(parametersAfter(sgd({ rate: 0.1 }), start, gradients), [0.7, -1.8, 1.8]),
    ).toBeLessThan(1e-7)
  })

  test('momentum adds up past gradients', () => {
    const actual = parametersAfter(sgd({ rate: 0.1, momentum: 0.9 }), start, gradients)
    expect(distance(actual, [0.5245, -1.809, 1.098])).toBeLessThan(1e-7)
  })

  test("Nesterov's momentum looks ahead", () => {
    const optimiser = sgd({ rate: 0.1, momentum: 0.9, nesterov: true })
    expect(
      distance(parametersAfter(optimiser, start, gradients), [0.27205, -1.6281, 0.0882]),
    ).toBeLessThan(1e-7)
  })
})

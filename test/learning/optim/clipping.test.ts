import { describe, expect, test } from 'vitest'
import { clipByGlobalNorm } from '../../../src/learning/optim/clipping.ts'
import { chain } from '../../../src/learning/optim/optimiser.ts'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { distance, parametersAfter } from './steps.ts'

const clipped = chain(clipByGlobalNorm(1), sgd({ rate: 1 }))

describe('clip by global norm', () => {
  test('a longer gradient is scaled to the limit, its direction kept', () => {
    expect(distance(parametersAfter(clipped, [0, 0], [[3, -4]]), [-0.6, 0.8])).toBeLessThan(1e-7)
  })

  test('a shorter one passes, and so does none', () => {
    expect(distance(parametersAfter(clipped, [0, 0], [[0.3, -0.4]]), [-0.3, 0.4])).toBeLessThan(
      1e-7,
    )
    expect(distance(parametersAfter(clipped, [1, 2], [[0, 0]]), [1, 2])).toBeLessThan(1e-7)
  })
})

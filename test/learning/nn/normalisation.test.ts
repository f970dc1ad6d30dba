import { describe, expect, test } from 'vitest'
import { constant } from '../../../src/learning/graph/apply.ts'
import {
  batchNormalise,
  batchNormaliseFixed,
  initialiseRunningStatistics,
  initialiseScaling,
  layerNormalise,
} from '../../../src/learning/nn/normalisation.ts'
import { mapTree } from '../../../src/learning/graph/tree.ts'
import { distance, sine, valuesOf } from './sine.ts'

// Expected values: torch.nn.BatchNorm1d of PyTorch 2.15 in float64, training and then evaluating.
describe('batch normalisation', () => {
  const scaling = { scale: constant([1.5, 0.5], [2]), shift: constant([0.1, -0.2], [2]) }
  const running = mapTree(initialiseRunningStatistics(2), ({ data }) => constant(data, [2]))
  const x = sine([3, 2, 2], 500)
  const { output, statistics } = batchNormalise(scaling, running, x)

  test('in training uses the batch', () => {
    const expected = [
      -2.07819876, -1.20834376, -0.03251062, 0.39503931, 1.76384609, -0.29495889, -0.88700968,
      -0.80170808, 0.29803042, 2.1196249, 0.33262635, -0.20643728,
    ]
    expect(distance(valuesOf(output), expected)).toBeLessThan(1e-7)
  })

  test('moves the running statistics a tenth of the way', () => {
    expect(distance(valuesOf(statistics.mean), [-0.0013128231484, 0.0044549328943])).toBeLessThan(
      1e-10,
    )
    expect(distance(valuesOf(statistics.variance), [0.91339078475, 0.91661006584])).toBeLessThan(
      1e-10,
    )
  })

  test('outside training uses the running statistics', () => {
    const expected = [
      -0.67991934, -0.37586723, -0.11397249, 0.05217849, 0.66304224, -0.05659954, -0.44604097,
      -0.41289175, 0.15067598, 0.78740239, 0.02792407, -0.18156245,
    ]
    expect(distance(valuesOf(batchNormaliseFixed(scaling, statistics, x)), expected)).toBeLessThan(
      1e-7,
    )
  })
})

test('layer normalisation gives each row mean 0 and variance 1, then scales and shifts', () => {
  const plain = mapTree(initialiseScaling(4), ({ data }) => constant(data, [4]))
  const rows = valuesOf(layerNormalise(plain, constant([1, 2, 3, 4, 10, 20, 30, 40], [2, 4])))
  const unit = [-3, -1, 1, 3].map((x) => x / Math.sqrt(5))
  expect(distance(rows, [...unit, ...unit])).toBeLessThan(1e-4)
  const moved = { scale: constant([2, 2, 2, 2], [4]), shift: constant([1, 1, 1, 1], [4]) }
  const shifted = valuesOf(layerNormalise(moved, constant([1, 2, 3, 4], [1, 4])))
  expect(
    distance(
      shifted,
      unit.map((x) => 2 * x + 1),
    ),
  ).toBeLessThan(1e-4)
})

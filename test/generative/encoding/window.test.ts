import { expect, test } from 'vitest'
import { windowCodec, type WindowOptions } from '../../../src/generative/encoding/window.ts'
import { constant } from '../../../src/learning/graph/apply.ts'
import { reshape } from '../../../src/learning/graph/arrangement.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node } from '../../../src/learning/graph/node.ts'

const options: WindowOptions = {
  contextLength: 4,
  horizon: 2,
  normalisation: 'level',
  transform: 'asinh',
  typical: { location: 10, scale: 1, roughness: 0.1, unit: 1 },
}

function numbers(node: Node): number[] {
  return Array.from(evaluate([node], {})[0]!.data)
}

test('decoding leads back to the future that was encoded', () => {
  for (const normalisation of ['level', 'size', 'none'] as const) {
    for (const transform of ['identity', 'asinh'] as const) {
      const codec = windowCodec({ ...options, normalisation, transform })
      const window = constant([100, 104, 101, 103, 120, 95], [1, 6])
      const { record } = codec.example({ window })
      const history = constant([100, 104, 101, 103], [1, 4])
      const decoded = codec.decode(reshape(record, [1, 1, 2]), { history })
      expect(numbers(decoded)[0]).toBeCloseTo(120, 3)
      expect(numbers(decoded)[1]).toBeCloseTo(95, 3)
    }
  }
})

test('a sampler sees the condition that training saw, whatever the future was', () => {
  const codec = windowCodec({ ...options, calendarCount: 2, knownCount: 1, attributeCount: 1 })
  const side = {
    calendar: constant([0.5, -0.5], [1, 2]),
    known: constant([0, 0, 1, 0, 1, 1], [1, 6]),
    attributes: constant([7], [1, 1]),
  }
  const window = constant([100, Number.NaN, 101, 103, 120, 95], [1, 6])
  const history = constant([100, Number.NaN, 101, 103], [1, 4])
  const inTraining = numbers(codec.example({ window, ...side }).condition!)
  const inSampling = numbers(codec.condition({ history, ...side })!)
  expect(inSampling).toEqual(inTraining)
  expect(inSampling).toHaveLength(codec.conditionWidth)
  expect(inSampling.slice(-9)).toEqual([0.5, -0.5, 0, 0, 1, 0, 1, 1, 7])
})

test('an unknown future is marked and leaves no trace in the record', () => {
  const codec = windowCodec(options)
  const example = codec.example({ window: constant([1, 2, 3, 4, 5, Number.NaN], [1, 6]) })
  expect(numbers(example.observed!)).toEqual([1, 0])
  expect(numbers(example.record)[1]).toBeCloseTo(0, 12)
})

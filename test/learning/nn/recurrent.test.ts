import { describe, expect, test } from 'vitest'
import { zeros } from '../../../src/learning/graph/apply.ts'
import { slice, squeeze } from '../../../src/learning/graph/arrangement.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import {
  gru,
  gruCell,
  initialiseGru,
  initialiseLstm,
  lstm,
  lstmCell,
  type Recurrent,
} from '../../../src/learning/nn/recurrent.ts'
import { createRandom } from '../../../src/random.ts'
import { distance, sine, valuesOf } from './sine.ts'

const [inputs, width, batch, steps] = [2, 3, 2, 3]
const x = sine([batch, steps, inputs], 100)

function cell(gates: number): Recurrent<Node> {
  return {
    input: { weights: sine([inputs, gates * width]), bias: sine([gates * width], 20) },
    hidden: { weights: sine([width, gates * width], 40), bias: sine([gates * width], 80) },
  }
}

function stepOf(node: Node, index: number): Node {
  return squeeze(slice(node, 1, index, index + 1), 1)
}

// Expected values: torch.nn.GRU and LSTM of PyTorch 2.15 in float64, the last step.
describe('gru', () => {
  const expected = [0.19658479, 0.12424546, -0.05594387, 0.20543845, 0.14516807, -0.04243794]

  test('unrolled gives the published recurrence', () => {
    const states = gru(cell(3), x)
    expect(states.shape).toEqual([batch, steps, width])
    expect(distance(valuesOf(stepOf(states, steps - 1)), expected)).toBeLessThan(1e-7)
  })

  test('step by step gives the same', () => {
    let state = zeros([batch, width])
    for (let step = 0; step < steps; step++) state = gruCell(cell(3), stepOf(x, step), state)
    expect(distance(valuesOf(state), expected)).toBeLessThan(1e-7)
  })

  test('goes on from a state', () => {
    const first = gru(cell(3), slice(x, 1, 0, 2))
    const rest = gru(cell(3), slice(x, 1, 2, 3), stepOf(first, 1))
    expect(distance(valuesOf(rest), expected)).toBeLessThan(1e-7)
  })
})

describe('lstm', () => {
  const expected = [0.03158062, 0.01031542, -0.03444892, 0.03770262, 0.02204443, -0.03097168]

  test('unrolled gives the published recurrence', () => {
    const states = lstm(cell(4), x)
    expect(distance(valuesOf(stepOf(states, steps - 1)), expected)).toBeLessThan(1e-7)
  })

  test('step by step gives the same', () => {
    let state = { hidden: zeros([batch, width]), memory: zeros([batch, width]) }
    for (let step = 0; step < steps; step++) state = lstmCell(cell(4), stepOf(x, step), state)
    expect(distance(valuesOf(state.hidden), expected)).toBeLessThan(1e-7)
  })
})

test('cells start orthogonal, and an LSTM remembers', () => {
  const gates = initialiseGru(createRandom(1), 5, 4).hidden.weights
  const [a, b] = [0, 1].map((row) => Array.from(gates.data.slice(row * 12, row * 12 + 12)))
  expect(a!.reduce((total, value, i) => total + value * b![i]!, 0)).toBeCloseTo(0, 6)
  const { bias } = initialiseLstm(createRandom(1), 5, 4).hidden
  expect([...bias.data]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, ...new Array<number>(8).fill(0)])
})

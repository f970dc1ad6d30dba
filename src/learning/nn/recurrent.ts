// Recurrent cells: GRU (Cho et al. 2014, arXiv:1406.1078) and LSTM (Hochreiter & Schmidhuber 1997,
// doi:10.1162/neco.1997.9.8.1735), unrolled over the steps.

import type { Random } from '../../random.ts'
import { zeros } from '../graph/apply.ts'
import { slice, squeeze, stack } from '../graph/arrangement.ts'
import { add, multiply, sigmoid, subtract, tanh } from '../graph/elementwise.ts'
import type { Node, TensorValue } from '../graph/node.ts'
import { glorot, orthogonal, zeroValues } from './initialisers.ts'
import { dense, type Dense } from './dense.ts'

/** Weights of all gates side by side. */
export type Recurrent<T> = {
  /** `[inputs, gates * width]` and its bias. */
  readonly input: Dense<T>
  /** `[width, gates * width]` and its bias. */
  readonly hidden: Dense<T>
}

export function initialiseGru(
  random: Random,
  inputs: number,
  width: number,
): Recurrent<TensorValue> {
  return initialiseCell(random, inputs, width, 3)
}

/** Gates in the order reset, update, candidate; `[batch, inputs]`, `[batch, width]` to the next state. */
export function gruCell(cell: Recurrent<Node>, x: Node, state: Node): Node {
  return gruStep(cell, dense(cell.input, x), state)
}

/** The hidden state after every step of `[batch, steps, inputs]`: `[batch, steps, width]`. */
export function gru(cell: Recurrent<Node>, x: Node, initial?: Node): Node {
  // One product for the inputs of all steps, then one per step for the state.
  const projected = dense(cell.input, x)
  let state = initial ?? zeros([x.shape[0]!, widthOf(cell)])
  const states: Node[] = []
  for (let step = 0; step < x.shape[1]!; step++) {
    state = gruStep(cell, stepOf(projected, step), state)
    states.push(state)
  }
  return stack(states, 1)
}

function gruStep(cell: Recurrent<Node>, projected: Node, state: Node): Node {
  const width = widthOf(cell)
  const recurrent = dense(cell.hidden, state)
  const part = (x: Node, gate: number): Node => slice(x, 1, gate * width, (gate + 1) * width)
  const reset = sigmoid(add(part(projected, 0), part(recurrent, 0)))
  const update = sigmoid(add(part(projected, 1), part(recurrent, 1)))
  const candidate = tanh(add(part(projected, 2), multiply(reset, part(recurrent, 2))))
  return add(candidate, multiply(update, subtract(state, candidate)))
}

export function initialiseLstm(
  random: Random,
  inputs: number,
  width: number,
): Recurrent<TensorValue> {
  const cell = initialiseCell(random, inputs, width, 4)
  // Remember at first: the forget gate's bias starts at 1 (Jozefowicz, Zaremba & Sutskever 2015).
  return {
    ...cell,
    hidden: {
      ...cell.hidden,
      bias: {
        shape: [4 * width],
        data: Float32Array.from({ length: 4 * width }, (_, i) =>
          i >= width && i < 2 * width ? 1 : 0,
        ),
      },
    },
  }
}

export interface LstmState {
  /** `[batch, width]`, what the cell shows. */
  readonly hidden: Node
  /** `[batch, width]`, what it remembers. */
  readonly memory: Node
}

/** Gates in the order input, forget, candidate, output. */
export function lstmCell(cell: Recurrent<Node>, x: Node, state: LstmState): LstmState {
  return lstmStep(cell, dense(cell.input, x), state)
}

/** The hidden state after every step of `[batch, steps, inputs]`: `[batch, steps, width]`. */
export function lstm(cell: Recurrent<Node>, x: Node, initial?: LstmState): Node {
  const projected = dense(cell.input, x)
  const start = zeros([x.shape[0]!, widthOf(cell)])
  let state = initial ?? { hidden: start, memory: start }
  const states: Node[] = []
  for (let step = 0; step < x.shape[1]!; step++) {
    state = lstmStep(cell, stepOf(projected, step), state)
    states.push(state.hidden)
  }
  return stack(states, 1)
}

function lstmStep(
  cell: Recurrent<Node>,
  projected: Node,
  { hidden, memory }: LstmState,
): LstmState {
  const width = widthOf(cell)
  const gates = add(projected, dense(cell.hidden, hidden))
  const gate = (index: number): Node => slice(gates, 1, index * width, (index + 1) * width)
  const kept = multiply(sigmoid(gate(1)), memory)
  const next = add(kept, multiply(sigmoid(gate(0)), tanh(gate(2))))
  return { memory: next, hidden: multiply(sigmoid(gate(3)), tanh(next)) }
}

function initialiseCell(
  random: Random,
  inputs: number,
  width: number,
  gates: number,
): Recurrent<TensorValue> {
  const outputs = gates * width
  return {
    input: {
      weights: glorot(random.split('input'), [inputs, outputs], { inputs, outputs: width }),
      bias: zeroValues([outputs]),
    },
    hidden: {
      weights: orthogonal(random.split('hidden'), [width, outputs], { inputs: width, outputs }),
      bias: zeroValues([outputs]),
    },
  }
}

function widthOf(cell: Recurrent<Node>): number {
  return cell.hidden.weights.shape[0]!
}

/** Step `index` of `[batch, steps, features]`. */
function stepOf(x: Node, index: number): Node {
  return squeeze(slice(x, 1, index, index + 1), 1)
}

import { describe, expect, test } from 'vitest'
import { autoregressive } from '../../src/generative/autoregressive.ts'
import { constant } from '../../src/learning/graph/apply.ts'
import { evaluate } from '../../src/learning/graph/evaluate.ts'
import type { Node, TensorValue } from '../../src/learning/graph/node.ts'
import { mapTree } from '../../src/learning/graph/tree.ts'
import { adam } from '../../src/learning/optim/adam.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { matrixRows } from '../../src/learning/training/program.ts'
import { createRandom } from '../../src/random.ts'

// Of three fields of 2, 3 and 300 outcomes the second is the first or 2, and the third is 100 times it.
const counts = [2, 3, 300]
const random = createRandom(1)
const rows = Array.from({ length: 1500 }, () => {
  const first = random.integer(2)
  const second = random.uniform() < 0.25 ? 2 : first
  return [first, second, 100 * second]
})
const model = autoregressive({
  bins: counts,
  shares: counts.map((count) => new Array<number>(count).fill(1 / count)),
  ordered: [false, false, true],
  batchSize: 50,
  optimiser: adam({ rate: 3e-3 }),
  width: 24,
  headWidth: 16,
})
const outcome = await fit(
  model.program,
  {
    bins: matrixRows(Float32Array.from(rows.flat()), 3),
    shown: matrixRows(new Float32Array(rows.length).fill(-1), 1),
  },
  { seed: 1, epochs: 20, averageDecay: 0.98 },
)
if (outcome.status !== 'trained') throw new Error(outcome.status)
const parameters = mapTree(outcome.parameters, (leaf): Node => {
  const { data, shape } = leaf as TensorValue
  return constant(data, shape)
})
const weights = constant(new Float32Array(305).fill(1), [305])

function draw(given: readonly number[], flags: readonly number[], count = 400): number[][] {
  const levels = createRandom(2).fillUniform(new Float64Array(count * 3))
  const repeated = (values: readonly number[]): Node =>
    constant(Array.from({ length: count }, () => values).flat(), [count, 3])
  const node = model.draw(parameters, {
    bins: repeated(given),
    given: repeated(flags),
    level: constant(levels, [count, 3]),
    weights,
  })
  const { data } = evaluate([node], {})[0]!
  return Array.from({ length: count }, (_, i) => Array.from(data.slice(3 * i, 3 * i + 3)))
}

const share = (drawn: readonly number[][], holds: (row: readonly number[]) => boolean): number =>
  drawn.filter(holds).length / drawn.length

describe('an autoregressive model', () => {
  test('draws what hangs together as in the data', () => {
    const drawn = draw([0, 0, 0], [0, 0, 0])
    expect(share(drawn, ([first]) => first === 1)).toBeCloseTo(0.5, 1)
    expect(share(drawn, ([, second]) => second === 2)).toBeCloseTo(0.25, 1)
    expect(share(drawn, ([, second, third]) => third === 100 * second!)).toBeGreaterThan(0.97)
  })

  test('keeps what is given of any field, and draws the others from it', () => {
    const drawn = draw([0, 0, 100], [0, 0, 1])
    expect(share(drawn, ([, , third]) => third === 100)).toBe(1)
    expect(share(drawn, ([first, second]) => first === 1 && second === 1)).toBeGreaterThan(0.95)
  })

  test('gives log probabilities that sum to one and know what is shown', () => {
    const bins = constant([0, 2, 0], [1, 3])
    const logs = (shown: readonly number[]): Float64Array => {
      const node = model.logProbabilities(parameters, bins, constant(shown, [1, 3, 3]))
      return Float64Array.from(evaluate([node], {})[0]!.data, Math.exp)
    }
    const blind = logs([0, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(blind.slice(0, 2).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
    expect(blind.slice(5).reduce((a, b) => a + b)).toBeCloseTo(1, 5)
    expect(blind[4]).toBeCloseTo(0.25, 1)
    // The third field is shown the second.
    const seeing = logs([0, 0, 0, 0, 0, 0, 0, 1, 0])
    expect(seeing[5 + 200]).toBeGreaterThan(0.95)
    expect(seeing[4]).toBeCloseTo(blind[4]!, 5)
  })
})

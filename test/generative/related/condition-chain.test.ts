import { describe, expect, test } from 'vitest'
import {
  conditionSurprise,
  drawConditions,
  fitConditionChain,
} from '../../../src/generative/related/condition-chain.ts'
import { createRandom, type Random } from '../../../src/random.ts'

const parents = 60
const length = 150
const starts = Uint32Array.from({ length: parents + 1 }, (_, p) => p * length)

type Next = (before: readonly number[], random: Random) => number

/** Conditions of every parent, each by what came before in it. */
function sequences(nextOf: (random: Random) => Next): Int32Array {
  const random = createRandom(7)
  return Int32Array.from(
    Array.from({ length: parents }, () => {
      const own: number[] = []
      const next = nextOf(random)
      for (let i = 0; i < length; i++) own.push(next(own, random))
      return own
    }).flat(),
  )
}

function pick(shares: readonly number[], random: Random): number {
  let left = random.uniform()
  return Math.max(
    0,
    shares.findIndex((share) => (left -= share) < 0),
  )
}

/** Lengths of the runs that begin and end within a parent. */
function innerRuns(labels: Int32Array): number[] {
  return Array.from({ length: parents }, (_, p) => {
    const own = labels.subarray(starts[p], starts[p + 1])
    const changes = [...own.keys()].filter((i) => i > 0 && own[i] !== own[i - 1])
    return changes.slice(1).map((at, i) => at - changes[i]!)
  }).flat()
}

/** Per parent how often each condition comes, against what one share for all would give; 1 by chance. */
function dispersion(labels: Int32Array, count: number): number {
  const shares = Array.from(
    { length: count },
    (_, c) => labels.filter((label) => label === c).length / labels.length,
  )
  let sum = 0
  for (let p = 0; p < parents; p++) {
    const own = labels.subarray(starts[p], starts[p + 1])
    shares.forEach((share, c) => {
      const usual = share * length
      sum += (own.filter((label) => label === c).length - usual) ** 2 / usual
    })
  }
  return sum / ((count - 1) * (parents - 1))
}

const shares = [0.25, 0.15, 0.15, 0.15, 0.15, 0.15]
const transitions = [
  [0.8, 0.15, 0.05],
  [0.3, 0.4, 0.3],
  [0.5, 0, 0.5],
]
const independent = sequences(() => (_, random) => pick(shares, random))
const markov = sequences(() => (before, random) => pick(transitions[before.at(-1) ?? 0]!, random))
/** Seven of one, seven of the next. */
const fixedRuns = sequences((random) => {
  const first = random.integer(3)
  return (before) => (first + Math.floor(before.length / 7)) % 3
})

describe('the chain of operating conditions', () => {
  test('remembers nothing where conditions do not depend on each other, and draws each as often as it comes', () => {
    const chain = fitConditionChain(independent, starts, 6)
    expect(chain).toMatchObject({ memory: 'nothing', shared: undefined })
    const drawn = drawConditions(chain, starts, createRandom(1))
    shares.forEach((share, c) => {
      const found = drawn.filter((label) => label === c).length / drawn.length
      const error = Math.sqrt((2 * share * (1 - share)) / drawn.length)
      expect(Math.abs(found - share)).toBeLessThan(3 * error)
    })
    // 295 degrees of freedom: a deviation of .08.
    expect(Math.abs(dispersion(drawn, 6) - 1)).toBeLessThan(0.25)
  })

  test('remembers the last one, with the transitions that there are', () => {
    const chain = fitConditionChain(markov, starts, 3)
    expect(chain).toMatchObject({ memory: 'last', shared: undefined })
    const drawn = drawConditions(chain, starts, createRandom(1))
    transitions.forEach((row, from) => {
      const after = [...drawn.keys()].filter((at) => at % length > 0 && drawn[at - 1] === from)
      row.forEach((share, to) => {
        const found = after.filter((at) => drawn[at] === to).length / after.length
        expect(Math.abs(found - share)).toBeLessThan(0.035)
      })
    })
  })

  test('remembers two where the one before last tells', () => {
    // The same as two steps ago, most often.
    const labels = sequences(
      () => (before, random) =>
        before.length > 1 && random.uniform() < 0.8 ? before.at(-2)! : random.integer(3),
    )
    expect(fitConditionChain(labels, starts, 3).memory).toBe('last two')
  })

  test('remembers how long the last one has run, and draws runs of a fixed length', () => {
    const chain = fitConditionChain(fixedRuns, starts, 3)
    expect(chain.memory).toBe('run')
    const runs = innerRuns(drawConditions(chain, starts, createRandom(1)))
    expect(runs.length).toBeGreaterThan(1000)
    expect(runs.filter((run) => run === 7).length / runs.length).toBeGreaterThan(0.98)
  })

  test('remembers the condition before the run where recipes come in turn', () => {
    const turns = [0, 1, 0, 2]
    const labels = sequences((random) => {
      const first = random.integer(4)
      return (before) => turns[(first + Math.floor(before.length / 5)) % 4]!
    })
    const chain = fitConditionChain(labels, starts, 3)
    expect(chain.memory).toBe('run and the one before')
    const drawn = drawConditions(chain, starts, createRandom(1))
    const again = [...drawn.keys()].filter(
      (at) => at % length >= 10 && drawn[at] !== 0 && drawn[at] === drawn[at - 10],
    )
    expect(again.length / drawn.length).toBeLessThan(0.01)
  })

  test('has probabilities per parent only where parents differ by more than chance', () => {
    const labels = sequences((random) => {
      const main = random.integer(3)
      return () => (random.uniform() < 0.5 ? main : random.integer(3))
    })
    const chain = fitConditionChain(labels, starts, 3)
    expect(chain.memory).toBe('nothing')
    expect(chain.shared).toBeLessThanOrEqual(30)
    const [real, drawn] = [labels, drawConditions(chain, starts, createRandom(1))].map((own) =>
      dispersion(own, 3),
    )
    expect(real).toBeGreaterThan(10)
    expect(drawn! / real!).toBeGreaterThan(0.6)
    expect(drawn! / real!).toBeLessThan(1.6)
  })

  test('is found from one long parent too', () => {
    const one = Uint32Array.of(0, parents * length)
    expect(fitConditionChain(markov, one, 3).memory).toBe('last')
  })

  test('surprise is that of its probabilities', () => {
    const chain = fitConditionChain(markov, starts, 3)
    const prefix = Int32Array.of(0, 0, 1)
    const probabilities = [0, 1, 2].map((label) => {
      const labels = Int32Array.of(...prefix, label)
      const { surprise } = conditionSurprise(chain, labels, Uint32Array.of(0, 4))
      return Math.exp(-surprise[3]!)
    })
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1)
    probabilities.forEach((p, c) => expect(Math.abs(p - transitions[1]![c]!)).toBeLessThan(0.05))
    const { expected } = conditionSurprise(chain, Int32Array.of(0, 0, 1, 2), Uint32Array.of(0, 4))
    const entropy = -probabilities.reduce((sum, p) => sum + p * Math.log(p), 0)
    expect(expected[3]).toBeCloseTo(entropy)
  })
})

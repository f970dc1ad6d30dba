import { describe, expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import {
  abs,
  add,
  divide,
  exp,
  maximum,
  minimum,
  multiply,
  negate,
  sqrt,
  square,
  subtract,
} from '../../../src/learning/graph/elementwise.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node } from '../../../src/learning/graph/node.ts'
import { sum } from '../../../src/learning/graph/reduction.ts'
import { compileKernel } from '../../../src/learning/optim/kernel.ts'
import { createMemory, instantiate } from '../../../src/learning/optim/webassembly.ts'
import { createRandom } from '../../../src/random.ts'

const n = 37
const padded = 40

/** Runs a kernel on named vectors, in place, and returns what they then hold. */
function run(
  vectors: Record<string, Float32Array>,
  scalars: Record<string, number>,
  results: Record<string, Node>,
): Record<string, Float32Array> {
  const bytes = compileKernel({
    vectors: Object.keys(vectors),
    scalars: Object.keys(scalars),
    results: new Map(Object.entries(results)),
  })
  const memory = createMemory(1000)
  const names = Object.keys(vectors)
  const views = names.map((_, i) => new Float32Array(memory.buffer, i * padded * 4, n))
  names.forEach((name, i) => views[i]!.set(vectors[name]!))
  const pointers = names.map((_, i) => i * padded * 4)
  instantiate(bytes, memory)(padded * 4, ...pointers, ...Object.values(scalars))
  return Object.fromEntries(names.map((name, i) => [name, views[i]!]))
}

function vector(seed: string): Float32Array {
  return createRandom(seed).fillNormal(new Float32Array(n))
}

describe('kernel', () => {
  const a = input('a', [n])
  const b = input('b', [n])
  const c = input('c', [])

  test('computes what the interpreter computes, with every operator it knows', () => {
    const results = {
      a: add(divide(multiply(a, c), add(abs(b), 0.5)), negate(b)),
      b: subtract(minimum(a, sqrt(square(b))), maximum(b, multiply(c, 0.25))),
    }
    const vectors = { a: vector('a'), b: vector('b') }
    const actual = run(vectors, { c: 1.5 }, results)
    const [expectedA, expectedB] = evaluate([results.a, results.b], {
      a: { shape: [n], data: vectors.a },
      b: { shape: [n], data: vectors.b },
      c: { shape: [], data: Float32Array.of(1.5) },
    })
    for (let i = 0; i < n; i++) {
      expect(actual.a![i]).toBeCloseTo(expectedA!.data[i]!, 5)
      expect(actual.b![i]).toBeCloseTo(expectedB!.data[i]!, 5)
    }
  })

  test('a result may use a sum, and a sum of what used a sum', () => {
    const norm = sqrt(sum(square(a)))
    const scaled = divide(a, norm)
    const results = { a: scaled, b: add(b, sum(multiply(scaled, b))) }
    const vectors = { a: vector('x'), b: vector('y') }
    const actual = run(vectors, {}, results)
    const length = Math.hypot(...vectors.a)
    const dot = vectors.a.reduce((total, x, i) => total + (x / length) * vectors.b[i]!, 0)
    expect(Math.hypot(...actual.a!)).toBeCloseTo(1, 5)
    actual.b!.forEach((x, i) => expect(x).toBeCloseTo(vectors.b[i]! + dot, 5))
  })

  test('leaves the padding zero and every other vector alone', () => {
    const vectors = { a: vector('a'), b: vector('b') }
    const actual = run(vectors, {}, { a: multiply(a, 2) })
    expect(actual.b).toEqual(vectors.b)
    expect(actual.a).toEqual(vectors.a.map((x) => 2 * x))
  })

  test('an operator that is no part of an update is named', () => {
    expect(() =>
      compileKernel({ vectors: ['a'], scalars: [], results: new Map([['a', exp(a)]]) }),
    ).toThrow("operator 'exp'")
  })
})

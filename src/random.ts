// The only source of randomness: seeded, splittable, resumable; and, for differential privacy alone,
// secure.
// xoshiro128** (Blackman & Vigna 2021, doi:10.1145/3460772), seeded by splitmix32;
// normals by the ziggurat (Marsaglia & Tsang 2000, doi:10.18637/jss.v005.i08) with independent bits for
// layer and position, as Doornik 2005 advises.

import { randomFillSync } from 'node:crypto'

export interface RandomState {
  readonly words: readonly [number, number, number, number]
}

export interface Random {
  /** Uniform on [0, 1) with 32 random bits. */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Uniform integer on [0, bound). */
  integer(bound: number): number
  /** Fills in place and returns the array: standard normals. */
  fillNormal<A extends Float32Array | Float64Array>(array: A): A
  /** Fills in place and returns the array: uniforms on [0, 1). */
  fillUniform<A extends Float32Array | Float64Array>(array: A): A
  /** Shuffles in place (Fisher-Yates) and returns the array. */
  shuffle<A extends { readonly length: number; [index: number]: unknown }>(array: A): A
  /** A generator whose stream depends on the seed and the labels only, not on how much was drawn. */
  split(...labels: readonly (string | number)[]): Random
  /** What `randomFromState` needs to go on exactly from here. */
  state(): RandomState
}

/** A generator from a seed: the same seed gives the same stream on every machine. */
export function createRandom(seed: number | string): Random {
  const key = hash(0x9e3779b9, seed)
  return generator(key, seedWords(key))
}

/** Goes on from a saved state; `split` streams are those of `seed`. */
export function randomFromState(seed: number | string, state: RandomState): Random {
  return generator(hash(0x9e3779b9, seed), state.words)
}

/**
 * A generator that nobody can repeat, from the operating system's cryptographic source. What it hides
 * stays hidden from those who know every seed: differential privacy rests on it. It has no state, and
 * `split` gives another of its kind.
 */
export function createSecureRandom(): Random {
  const words = new Int32Array(4096)
  let used = words.length
  const next = (): number => {
    if (used === words.length) {
      randomFillSync(words)
      used = 0
    }
    const word = words[used]! >>> 0
    // What was drawn is not kept.
    words[used++] = 0
    return word
  }
  return {
    ...drawsFrom(next),
    split: () => createSecureRandom(),
    state() {
      throw new RangeError('secure randomness: has no state, so that nobody can repeat it')
    },
  }
}

type Words = RandomState['words']

function generator(key: number, words: Words): Random {
  // A typed array, because a number of 32 bits in a closure is a fresh object at every write.
  const state = Int32Array.from(words)

  function next(): number {
    const b = state[1]!
    let result = Math.imul(b, 5)
    result = Math.imul((result << 7) | (result >>> 25), 9)
    const c = state[2]! ^ state[0]!
    const d = state[3]! ^ b
    state[0]! ^= d
    state[1] = b ^ c
    state[2] = c ^ (b << 9)
    state[3] = (d << 11) | (d >>> 21)
    return result >>> 0
  }

  return {
    ...drawsFrom(next),
    split(...labels) {
      const child = labels.reduce<number>(hash, key)
      return generator(child, seedWords(child))
    },
    state: () => ({ words: [state[0]!, state[1]!, state[2]!, state[3]!] }),
  }
}

/** The distributions, from a source of 32 random bits. */
function drawsFrom(next: () => number): Omit<Random, 'split' | 'state'> {
  function normal(): number {
    const word = next()
    const layer = word & 127
    // The upper 24 bits, as a position from -1 to 1 within the layer.
    const position = ((word | 0) >> 8) * 2 ** -23
    if (Math.abs(position) < layerRatios[layer]!) return position * layerWidths[layer]!
    return unusualNormal(layer, position)
  }

  /** One draw in forty: the tail, or the edge of a layer, where the density decides. */
  function unusualNormal(layer: number, position: number): number {
    if (layer === 0) {
      for (;;) {
        const x = Math.log(1 - next() * 2 ** -32) / tailStart
        const y = Math.log(1 - next() * 2 ** -32)
        if (-2 * y >= x * x) return position < 0 ? x - tailStart : tailStart - x
      }
    }
    const x = position * layerWidths[layer]!
    const outer = Math.exp(0.5 * (x * x - layerWidths[layer]! ** 2))
    const inner = Math.exp(0.5 * (x * x - layerWidths[layer + 1]! ** 2))
    return inner + next() * 2 ** -32 * (outer - inner) < 1 ? x : normal()
  }

  // Lemire's rejection keeps every integer equally likely (doi:10.1145/3230636).
  function integer(bound: number): number {
    if (!(bound >= 1 && bound <= 2 ** 32 && Number.isInteger(bound))) {
      throw new RangeError(`random integer: expected a bound of 1 to 2^32, got ${bound}`)
    }
    const limit = 2 ** 32 - (2 ** 32 % bound)
    for (;;) {
      const value = next()
      if (value < limit) return value % bound
    }
  }

  return {
    uniform: () => next() * 2 ** -32,
    normal,
    integer,
    fillNormal(array) {
      for (let i = 0; i < array.length; i++) array[i] = normal()
      return array
    },
    fillUniform(array) {
      // 24 bits, so that a 32-bit float can never round up to 1.
      for (let i = 0; i < array.length; i++) array[i] = (next() >>> 8) * 2 ** -24
      return array
    },
    shuffle(array) {
      for (let i = array.length - 1; i > 0; i--) {
        const j = integer(i + 1)
        const held = array[i]
        array[i] = array[j]
        array[j] = held
      }
      return array
    },
  }
}

// The ziggurat: 128 layers of equal area under the density, the lowest with the tail beyond 3.44.
const tailStart = 3.442619855899
const layerArea = 9.91256303526217e-3
const layerWidths = new Float64Array(129)
layerWidths[0] = layerArea / Math.exp(-0.5 * tailStart ** 2)
layerWidths[1] = tailStart
for (let i = 2; i < 128; i++) {
  const below = layerWidths[i - 1]!
  layerWidths[i] = Math.sqrt(-2 * Math.log(layerArea / below + Math.exp(-0.5 * below ** 2)))
}
const layerRatios = Float64Array.from(
  { length: 128 },
  (_, i) => layerWidths[i + 1]! / layerWidths[i]!,
)

// FNV-1a over the characters, then the murmur3 finaliser; a number is hashed as its text.
function hash(start: number, label: string | number): number {
  const text = `${typeof label}:${label}`
  let value = start ^ 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

function seedWords(key: number): Words {
  let counter = key
  const word = (): number => {
    counter = (counter + 0x9e3779b9) | 0
    let z = counter
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return z ^ (z >>> 15)
  }
  return [word(), word(), word(), word()]
}

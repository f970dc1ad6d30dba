// The only source of randomness: seeded, splittable, resumable.
// xoshiro128** (Blackman & Vigna 2021, doi:10.1145/3460772), seeded by splitmix32;
// normals by the polar method (Marsaglia & Bray 1964, doi:10.1137/1006063).

export interface RandomState {
  readonly words: readonly [number, number, number, number]
  readonly spareNormal: number | null
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
  return generator(key, seedWords(key), null)
}

/** Goes on from a saved state; `split` streams are those of `seed`. */
export function randomFromState(seed: number | string, state: RandomState): Random {
  return generator(hash(0x9e3779b9, seed), [...state.words], state.spareNormal)
}

type Words = [number, number, number, number]

function generator(key: number, words: Words, initialSpare: number | null): Random {
  let [a, b, c, d] = words
  let spare = initialSpare

  function next(): number {
    let result = Math.imul(b, 5)
    result = Math.imul((result << 7) | (result >>> 25), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result >>> 0
  }

  function normal(): number {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    for (;;) {
      const u = next() * 2 ** -31 - 1
      const v = next() * 2 ** -31 - 1
      const square = u * u + v * v
      if (square > 0 && square < 1) {
        const scale = Math.sqrt((-2 * Math.log(square)) / square)
        spare = v * scale
        return u * scale
      }
    }
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
    split(...labels) {
      const child = labels.reduce<number>(hash, key)
      return generator(child, seedWords(child), null)
    },
    state: () => ({ words: [a, b, c, d], spareNormal: spare }),
  }
}

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

// Powers of convolutions by the fast Fourier transform (Cooley & Tukey 1965, doi:10.2307/2003354).

export interface Power {
  /** As many for all, a power of two. */
  readonly masses: Float64Array
  /** How often the distribution is added to itself. */
  readonly power: number
}

/** The distribution of a sum of independent draws, `power` of each, on a circle of grid points. */
export function convolutionPowers(parts: readonly Power[]): Float64Array {
  const length = parts[0]?.masses.length ?? 1
  const logSize = new Float64Array(length)
  const angle = new Float64Array(length)
  for (const { masses, power } of parts) {
    const real = Float64Array.from(masses)
    const imaginary = new Float64Array(length)
    transform(real, imaginary)
    for (let i = 0; i < length; i++) {
      logSize[i]! += power * Math.log(Math.hypot(real[i]!, imaginary[i]!))
      angle[i]! += power * Math.atan2(imaginary[i]!, real[i]!)
    }
  }
  // The inverse transform is the forward one of the conjugate.
  const real = new Float64Array(length)
  const imaginary = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const size = Math.exp(logSize[i]!) / length
    real[i] = size * Math.cos(angle[i]!)
    imaginary[i] = -size * Math.sin(angle[i]!)
  }
  transform(real, imaginary)
  return real
}

/** In place; the length must be a power of two. */
export function transform(real: Float64Array, imaginary: Float64Array): void {
  const length = real.length
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      swap(real, i, j)
      swap(imaginary, i, j)
    }
  }
  // One table of the roots of unity: repeated products would lose digits.
  const cosines = Float64Array.from({ length: length / 2 }, (_, i) =>
    Math.cos((2 * Math.PI * i) / length),
  )
  const sines = Float64Array.from({ length: length / 2 }, (_, i) =>
    Math.sin((-2 * Math.PI * i) / length),
  )
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2
    const stride = length / size
    for (let start = 0; start < length; start += size) {
      for (let i = 0; i < half; i++) {
        const low = start + i
        const high = low + half
        const cosine = cosines[i * stride]!
        const sine = sines[i * stride]!
        const a = real[high]! * cosine - imaginary[high]! * sine
        const b = real[high]! * sine + imaginary[high]! * cosine
        real[high] = real[low]! - a
        imaginary[high] = imaginary[low]! - b
        real[low]! += a
        imaginary[low]! += b
      }
    }
  }
}

function swap(array: Float64Array, i: number, j: number): void {
  const held = array[i]!
  array[i] = array[j]!
  array[j] = held
}

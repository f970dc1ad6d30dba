// Latin hypercube samples of standard normals (McKay, Beckman & Conover 1979, doi:10.2307/1268522):
// each column has one value in each of its equally likely strata, so that few samples carry a
// distribution well.

import type { Random } from '../random.ts'
import { normalQuantile } from '../statistics/normal.ts'

/** Fills `[samples, width]`, row-major. */
export function fillStratifiedNormals(
  values: Float32Array,
  width: number,
  random: Random,
): Float32Array {
  const samples = values.length / width
  const order = Uint32Array.from({ length: samples }, (_, i) => i)
  for (let column = 0; column < width; column++) {
    random.shuffle(order)
    for (let i = 0; i < samples; i++) {
      // Half a step of the generator, so that the level is never 0.
      const within = random.uniform() + 2 ** -33
      values[i * width + column] = normalQuantile((order[i]! + within) / samples)
    }
  }
  return values
}

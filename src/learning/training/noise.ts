// Noise that a step is fed with, drawn from the seed.

import type { Random } from '../../random.ts'
import type { NoiseKind } from './program.ts'

/** Fills the array in place. */
export function fillNoise(array: Float32Array, kind: NoiseKind, random: Random): void {
  switch (kind) {
    case 'normal':
      random.fillNormal(array)
      return
    case 'uniform':
      random.fillUniform(array)
      return
    case 'gumbel':
      random.fillUniform(array)
      // Half a step of the uniform's grid keeps the logarithm finite.
      for (let i = 0; i < array.length; i++) array[i] = -Math.log(-Math.log(array[i]! + 2 ** -25))
      return
    default:
      kind satisfies never
  }
}

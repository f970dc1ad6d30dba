// Draws that waste no samples: every column of a set of paths has one draw in each of `count` equal
// parts of [0, 1), so that its quantiles are exact to 1/count and only their order is random.

import type { Random } from '../../../random.ts'

/** One uniform draw in each of `count` equal parts of [0, 1), in random order. */
export function stratifiedUniforms(random: Random, count: number): Float64Array {
  const draws = new Float64Array(count)
  for (let i = 0; i < count; i++) draws[i] = (i + random.uniform()) / count
  return random.shuffle(draws)
}

/**
 * Joint uniforms, stratified in each column, any two columns of which have that correlation: in each
 * step, most paths keep their own part of [0, 1) and the others swap theirs.
 * @returns shape [count, steps], row-major
 */
export function correlatedUniforms(
  random: Random,
  count: number,
  steps: number,
  correlation: number,
): Float64Array {
  const uniforms = new Float64Array(count * steps)
  const own = random.shuffle(Int32Array.from({ length: count }, (_, i) => i))
  // Two columns agree on a path where both kept it, so keeping with the root gives the correlation.
  const keep = Math.sqrt(Math.min(1, Math.max(0, correlation)))
  const movers = new Int32Array(count)
  for (let step = 0; step < steps; step++) {
    let moving = 0
    for (let i = 0; i < count; i++) if (random.uniform() >= keep) movers[moving++] = i
    const parts = random.shuffle(movers.slice(0, moving))
    let next = 0
    for (let i = 0; i < count; i++) {
      const isMover = movers[next] === i && next < moving
      const part = isMover ? own[parts[next++]!]! : own[i]!
      uniforms[i * steps + step] = (part + random.uniform()) / count
    }
  }
  return uniforms
}

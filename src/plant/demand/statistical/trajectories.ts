// Trajectories: the errors that a method made over a whole horizon, from origins in a history. Drawn whole
// and added to a forecast they make joint paths whose spread grows with the horizon as it did in the past.

import type { Random } from '../../../random.ts'
import { stratifiedUniforms } from './draws.ts'

/** Errors in units of the scale at their origin, shape [count, horizon]. */
export interface Trajectories {
  readonly count: number
  readonly horizon: number
  readonly errors: Float64Array
}

/** Trajectories that a history needs before they count as much as those of all. */
const poolWeight = 8
const poolSize = 2000
/** Memory of a running scale, in steps. */
const scaleMemory = 60

/** A bank for histories with few trajectories of their own: some of each, the latest. */
export function poolTrajectories(parts: readonly Trajectories[], horizon: number): Trajectories {
  const perPart = Math.max(1, Math.ceil(poolSize / Math.max(1, parts.length)))
  const kept = parts.map((part) => lastTrajectories(part, perPart))
  const count = kept.reduce((sum, part) => sum + part.count, 0)
  const errors = new Float64Array(count * horizon)
  let offset = 0
  for (const part of kept) {
    errors.set(part.errors, offset)
    offset += part.errors.length
  }
  return { count, horizon, errors }
}

export function lastTrajectories(
  { count, horizon, errors }: Trajectories,
  limit: number,
): Trajectories {
  const kept = Math.min(count, limit)
  return { count: kept, horizon, errors: errors.subarray((count - kept) * horizon) }
}

/**
 * Fills `paths`, shape [sampleCount, horizon], with the forecast plus a drawn trajectory times the scale:
 * one of its own, or one of the pool in a share that falls with the number of its own.
 */
export function addTrajectories(
  own: Trajectories,
  pool: Trajectories,
  forecast: Float64Array,
  scale: number,
  random: Random,
  paths: Float64Array,
): void {
  const horizon = forecast.length
  const sampleCount = paths.length / horizon
  const ownShare = pool.count === 0 ? 1 : own.count / (own.count + poolWeight)
  for (const [sample, draw] of stratifiedUniforms(random, sampleCount).entries()) {
    const isOwn = draw < ownShare
    const source = isOwn ? own : pool
    const place = isOwn ? draw / ownShare : (draw - ownShare) / (1 - ownShare)
    const start = Math.floor(place * source.count) * source.horizon
    for (let step = 0; step < horizon; step++) {
      // Trajectories of a shorter horizon go on with their last error.
      const error = source.errors[start + Math.min(step, source.horizon - 1)] ?? 0
      paths[sample * horizon + step] = forecast[step]! + scale * error
    }
  }
}

/** At each origin, the exponentially weighted mean absolute change before it; never zero. Shape [values + 1]. */
export function runningScales(values: Float64Array): Float64Array {
  const scales = new Float64Array(values.length + 1)
  let total = 0
  for (let i = 1; i < values.length; i++) total += Math.abs(values[i]! - values[i - 1]!)
  const overall = total / Math.max(1, values.length - 1)
  const floor = overall > 0 ? 0.1 * overall : Math.max(1e-9, 1e-3 * Math.abs(values[0] ?? 0))
  let scale = Math.max(floor, overall)
  scales[0] = scale
  for (let i = 0; i < values.length; i++) {
    const change = i === 0 ? scale : Math.abs(values[i]! - values[i - 1]!)
    scale += (change - scale) / scaleMemory
    scales[i + 1] = Math.max(floor, scale)
  }
  return scales
}

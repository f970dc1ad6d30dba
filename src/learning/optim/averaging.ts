// Exponential moving average of the weights (Polyak & Juditsky 1992, doi:10.1137/0330046, with
// exponential instead of equal weights): often better than the last weights, always smoother.

import { add, multiply, subtract } from '../graph/elementwise.ts'
import type { Node } from '../graph/node.ts'
import type { Schedule } from './schedules.ts'

/** average + weight (parameters - average). */
export function movingAverage(average: Node, parameters: Node, weight: Node): Node {
  return add(average, multiply(subtract(parameters, average), weight))
}

/**
 * Weight of the newest parameters: 1 - decay, but never below 1 / (step + 1), so that the average of
 * a short run is a plain mean instead of being stuck at the start.
 */
export function averageWeight(decay: number): Schedule {
  return (step) => Math.max(1 - decay, 1 / (step + 1))
}

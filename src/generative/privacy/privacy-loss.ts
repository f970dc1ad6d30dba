// The distribution of the privacy loss, composed numerically: tighter than Renyi bounds by a tenth or
// more (Koskela, Jalko & Honkela 2020, arXiv:1906.03049; Gopi, Lee & Wutschitz 2021, arXiv:2106.02848).

import { convolutionPowers } from './fourier.ts'
import { expectDelta, expectSteps, renyiEpsilon, type GaussianSteps } from './renyi.ts'

export interface LossOptions {
  /** What the numerical composition may add to epsilon; it is added to the result. Default 0.01. */
  readonly epsilonError?: number
}

/** Largest number of grid points; beyond it the error in epsilon grows instead. */
const pointLimit = 2 ** 20

/**
 * Epsilon at `delta` of steps that follow one another, for both directions of adding or leaving out a
 * row: an upper bound, by no more than the errors allowed. Never above `renyiEpsilon`.
 * @throws MillraceError `bad-input` for what is no mechanism.
 */
export function lossEpsilon(
  parts: readonly GaussianSteps[],
  delta: number,
  { epsilonError = 0.01 }: LossOptions = {},
): number {
  expectDelta(delta)
  for (const part of parts) expectSteps(part)
  const active = parts.filter(({ steps, rate }) => steps > 0 && rate > 0)
  const bound = renyiEpsilon(active, delta)
  if (bound <= epsilonError) return bound
  const deltaError = delta / 1000
  const steps = active.reduce((total, part) => total + part.steps, 0)
  // Theorem 5.5 of Gopi, Lee & Wutschitz: the errors of rounding are independent and have mean zero.
  const wanted = epsilonError / Math.sqrt((steps / 2) * Math.log(12 / deltaError))
  const reach = renyiEpsilon(active, deltaError) + 1
  const points = Math.min(pointLimit, 2 ** Math.ceil(Math.log2((2 * reach) / wanted)))
  const mesh = (2 * reach) / points
  const error = Math.max(epsilonError, (epsilonError * mesh) / wanted)
  const epsilons = (['left-out', 'added'] as const).map((direction) => {
    const losses = active.map((part) => ({
      ...discretise(part, direction, mesh, points),
      steps: part.steps,
    }))
    const shift = losses.reduce((total, loss) => total + loss.steps * loss.shift, 0)
    const composed = convolutionPowers(
      losses.map(({ masses, steps: power }) => ({ masses, power })),
    )
    return epsilonOf(composed, mesh, shift, delta - deltaError) + error
  })
  return Math.min(bound, Math.max(...epsilons))
}

/** Which of two neighbouring tables the loss is measured under: the row there, or not. */
type Direction = 'left-out' | 'added'

interface Discretised {
  /** At k mesh for k = 0, 1, ..., n/2 - 1, -n/2, ..., -1: the order of a discrete Fourier transform. */
  readonly masses: Float64Array
  /** What rounding to the grid took from the mean. */
  readonly shift: number
}

/**
 * With the row, an output is drawn from the mixture M = (1 - q) N(0, s^2) + q N(1, s^2), without it
 * from N(0, s^2). The loss log(M / N) is (monotone) log((1 - q) + q exp((2 x - 1) / (2 s^2))).
 */
function discretise(
  { noise, rate }: GaussianSteps,
  direction: Direction,
  mesh: number,
  points: number,
): Discretised {
  const sign = direction === 'left-out' ? 1 : -1
  const variance = noise ** 2
  /** The output at which the loss is `loss`. */
  const outputAt = (loss: number): number => {
    const odds = (Math.expm1(loss) + rate) / rate
    return odds > 0 ? variance * Math.log(odds) + 0.5 : -Infinity
  }
  const massBetween = (from: number, to: number): number => {
    const plain = intervalMass(from / noise, to / noise)
    if (direction === 'added') return plain
    return (1 - rate) * plain + rate * intervalMass((from - 1) / noise, (to - 1) / noise)
  }
  const masses = new Float64Array(points)
  let gridMean = 0
  let edge = outputAt(sign * (-points / 2 - 0.5) * mesh)
  for (let k = -points / 2; k < points / 2; k++) {
    const next = outputAt(sign * (k + 0.5) * mesh)
    const mass = sign > 0 ? massBetween(edge, next) : massBetween(next, edge)
    masses[k < 0 ? k + points : k] = mass
    gridMean += mass * k * mesh
    edge = next
  }
  return { masses, shift: sign * meanLoss(noise, rate, direction) - gridMean }
}

/** Mean of log(M / N) under M or N, by the trapezoidal rule. */
function meanLoss(noise: number, rate: number, direction: Direction): number {
  const width = Math.min(noise / 8, noise ** 2 / 4)
  const count = Math.ceil((1 + 24 * noise) / width)
  let total = 0
  for (let i = 0; i <= count; i++) {
    const x = -12 * noise + i * width
    const ratio = 1 - rate + rate * Math.exp((2 * x - 1) / (2 * noise ** 2))
    const plain = Math.exp(-(x ** 2) / (2 * noise ** 2))
    // Where a ratio is too small or too large for a float its density is nothing beside the rest.
    const density = direction === 'left-out' ? plain * ratio : plain
    if (density > 0 && Number.isFinite(ratio) && ratio > 0) total += density * Math.log(ratio)
  }
  return (total * width) / (noise * Math.sqrt(2 * Math.PI))
}

/** The epsilon at which E[(1 - exp(epsilon - loss))+] is delta; between grid points it is exact. */
function epsilonOf(masses: Float64Array, mesh: number, shift: number, delta: number): number {
  const half = masses.length / 2
  let above = 0
  let weighted = 0
  for (let k = half - 1; k >= -half; k--) {
    const loss = k * mesh + shift
    const mass = Math.max(0, masses[k < 0 ? k + masses.length : k]!)
    // The tail beyond this point, seen from here.
    if (above - weighted * Math.exp(loss) > delta) return Math.log((above - delta) / weighted)
    if (loss <= 0) break
    above += mass
    weighted += mass * Math.exp(-loss)
  }
  return 0
}

/** Probability of a standard normal between two points, exact in either tail. */
function intervalMass(from: number, to: number): number {
  if (from >= to) return 0
  return from > 0 ? upperTail(from) - upperTail(to) : upperTail(-to) - upperTail(-from)
}

/** Abramowitz & Stegun 26.2.11 near zero, the continued fraction 26.2.14 further out. */
function upperTail(x: number): number {
  if (x === Infinity) return 0
  if (x === -Infinity) return 1
  if (x < 0) return 1 - upperTail(-x)
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  if (x > 3) {
    let fraction = x
    for (let k = 40; k > 0; k--) fraction = x + k / fraction
    return density / fraction
  }
  let term = x
  let total = x
  for (let k = 3; term > total * 1e-17; k += 2) {
    term *= (x * x) / k
    total += term
  }
  return 0.5 - density * total
}

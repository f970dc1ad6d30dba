// Puts the distributions of single fields right after training: what hangs together is left to the
// network, and the share of every outcome and the spread of every quantity is set to that of the data.
// A monotone map per scalar and a bias per outcome change no order within a field.

import type { FieldPlaces } from '../encoding/mixed.ts'
import { type MixedField, risingKnots, type ScoreKnots } from '../encoding/mixed-fields.ts'
import { createPause } from '../../progress.ts'

export interface Calibration {
  /** Added to the logits of the outcomes of each field. */
  readonly biases: readonly (readonly number[])[]
  /** With knots from steps to the scores that the network gives for them. */
  readonly fields: readonly MixedField[]
}

/** No change. */
export function uncalibrated(fields: readonly MixedField[]): Calibration {
  return { biases: fields.map(({ outcomes }) => outcomes.map(() => 0)), fields }
}

/** @param records drawn with nothing given, choices as logits, `[rows, recordWidth]` */
export async function calibrate(
  fields: readonly MixedField[],
  places: readonly FieldPlaces[],
  records: Float32Array,
  recordWidth: number,
): Promise<Calibration> {
  const rowCount = records.length / recordWidth
  const biases: number[][] = []
  const calibrated: MixedField[] = []
  const pause = createPause({})
  for (const [i, field] of fields.entries()) {
    await pause('calibrate', i / fields.length)
    const { scalar, choices } = places[i]!
    const used = Math.max(1, Math.min(rowCount, Math.floor(mostNumbers / field.outcomes.length)))
    const logits = new Float64Array(used * field.outcomes.length)
    for (let row = 0; row < used && choices.length > 0; row++) {
      const start = row * recordWidth
      for (let outcome = 0; outcome < field.outcomes.length; outcome++) {
        const rank = field.ranks?.[outcome] ?? outcome
        const digits =
          field.base === undefined ? [rank] : [Math.floor(rank / field.base), rank % field.base]
        let logit = 0
        digits.forEach((digit, part) => (logit += records[start + choices[part]!.start + digit]!))
        logits[row * field.outcomes.length + outcome] = logit
      }
    }
    const own = await biasesFor(logits, field.shares, () => pause('calibrate', i / fields.length))
    biases.push(own)
    if (scalar === undefined || !field.knots) {
      calibrated.push(field)
      continue
    }
    // How likely "any value" is in each record.
    const chances = firstChances(logits, own)
    const scores = Float64Array.from(
      { length: used },
      (_, row) => records[row * recordWidth + scalar]!,
    )
    calibrated.push({ ...field, knots: matched(field.knots, scores, chances) })
  }
  return { biases, fields: calibrated }
}

/** Bounds the work for categories of many levels. */
const mostNumbers = 1_000_000
const rounds = 8
/** Records that a share counts for before it has been seen. */
const prior = 5

/**
 * Biases under which the mean probabilities of the outcomes are their shares.
 * @param pause awaited between rounds.
 */
export async function biasesFor(
  logits: Float64Array,
  shares: readonly number[],
  pause: () => Promise<void>,
): Promise<number[]> {
  const count = shares.length
  const rows = logits.length / count
  const biases = new Array<number>(count).fill(0)
  for (let round = 0; round < rounds; round++) {
    await pause()
    const sums = new Array<number>(count).fill(0)
    for (let row = 0; row < rows; row++) {
      const chances = softmaxOf(logits, row * count, biases)
      for (let i = 0; i < count; i++) sums[i]! += chances[i]!
    }
    for (let i = 0; i < count; i++) {
      biases[i]! += Math.log(
        (shares[i]! * rows + prior * shares[i]! + 1e-3) / (sums[i]! + prior * shares[i]! + 1e-3),
      )
    }
  }
  return biases
}

function firstChances(logits: Float64Array, biases: readonly number[]): Float64Array {
  const rows = logits.length / biases.length
  return Float64Array.from(
    { length: rows },
    (_, row) => softmaxOf(logits, row * biases.length, biases)[0]!,
  )
}

function softmaxOf(logits: Float64Array, start: number, biases: readonly number[]): Float64Array {
  const values = new Float64Array(biases.length)
  let most = -Infinity
  for (let i = 0; i < values.length; i++) {
    values[i] = logits[start + i]! + biases[i]!
    if (values[i]! > most) most = values[i]!
  }
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.exp(values[i]! - most)
    sum += values[i]!
  }
  for (let i = 0; i < values.length; i++) values[i]! /= sum
  return values
}

/** The same steps, at the scores that have the same ranks among weighted scores. */
function matched(knots: ScoreKnots, scores: Float64Array, weights: Float64Array): ScoreKnots {
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  const total = weights.reduce((a, b) => a + b, 0)
  const [low, high] = [scores[order[0]!]!, scores[order.at(-1)!]!]
  if (!(total > 0) || !(high > low)) return knots
  let reached = 0
  let next = 0
  const to = knots.levels.map((level) => {
    while (next < order.length - 1 && reached + weights[order[next]!]! / 2 < level * total) {
      reached += weights[order[next]!]!
      next++
    }
    return scores[order[next]!]!
  })
  const result = risingKnots({ ...knots, to })
  return result.from.length > 1 ? result : knots
}

// Fields as scalars and choices. A category is a choice of its levels, of two digits of a level's rank
// where there are many. A quantity is a choice between "any value", values common enough to stand alone
// (zero, a full shift) and "missing", beside a scalar: the rank of the value among the others, so that
// scalars are spread evenly whatever the shape of the data.

import { constant } from '../../learning/graph/apply.ts'
import { gather, reshape, unsqueeze } from '../../learning/graph/arrangement.ts'
import {
  add,
  cast,
  clamp,
  equal,
  floor,
  greater,
  multiply,
  not,
  subtract,
  where,
} from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'
import { softmax, sum } from '../../learning/graph/reduction.ts'
import { drawIndex } from './categorical-draw.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { type BinnedField, type FieldSteps, stepsOf, stepsOfValue } from './bins.ts'
import { interpolated, type Knots, risingPlaces } from './interpolation.ts'

export interface MixedField extends FieldSteps {
  readonly name: string
  /** Largest number of steps. */
  readonly most: number
  readonly hasMissing: boolean
  /** Steps that the outcomes stand for: levels or common values; NaN is any value, and missing. */
  readonly outcomes: readonly number[]
  readonly shares: readonly number[]
  /** Of many outcomes: the rank of each by share, and how many ranks a second digit tells apart. */
  readonly ranks?: readonly number[]
  readonly base?: number
  /** From steps to scores, for the values that the first outcome stands for; absent: it is a value. */
  readonly knots?: ScoreKnots
}

/** Steps and scores at levels of the rank, on [0, 1]. */
export interface ScoreKnots extends Knots {
  readonly levels: readonly number[]
}

/** `uniform`: on (-1, 1); `normal`: standard. */
export type Scores = 'uniform' | 'normal'

/** Outcomes beyond which a choice is made in two digits. */
const mostOutcomes = 128
/** Share from which a value of a quantity is an outcome of its own. */
const commonShare = 0.04
/** Distinct values up to which each of them is an outcome. */
const fewValues = 20

export function fitMixedField(
  field: BinnedField,
  values: Float64Array,
  scores: Scores,
): MixedField {
  const present = values.filter((value) => !Number.isNaN(value))
  const missing = values.length - present.length
  const scale = field.levels === undefined ? stepsOf(field) : { origin: 0, unit: 1, isWhole: true }
  const steps = present.map((value) => stepsOfValue(scale, value)).sort()
  const tallies = new Map<number, number>()
  for (const step of steps) tallies.set(step, (tallies.get(step) ?? 0) + 1)
  const isLevels = field.levels !== undefined
  const isFew = tallies.size <= fewValues
  const common = isLevels
    ? Array.from({ length: field.levels }, (_, i) => i)
    : [...tallies.keys()].filter(
        (step) => isFew || tallies.get(step)! / values.length >= commonShare,
      )
  const alone = new Set(common)
  const others = isLevels ? steps.subarray(0, 0) : steps.filter((step) => !alone.has(step))
  const knots = others.length > 0 ? scoreKnots(others, scale.isWhole, scores) : undefined
  const counts = [
    ...(knots ? [others.length] : []),
    ...common.map((step) => tallies.get(step) ?? 0),
    ...(missing > 0 ? [missing] : []),
  ]
  const result = {
    ...scale,
    name: field.name,
    most: stepsOfValue(scale, field.maximum),
    hasMissing: missing > 0,
    outcomes: [...(knots ? [NaN] : []), ...common, ...(missing > 0 ? [NaN] : [])],
    shares: counts.map((count) => count / Math.max(1, values.length)),
    ...(knots && { knots }),
  }
  if (counts.length <= mostOutcomes) return result
  const order = counts.map((_, i) => i).sort((a, b) => counts[b]! - counts[a]! || a - b)
  const ranks = new Array<number>(counts.length)
  order.forEach((outcome, rank) => (ranks[outcome] = rank))
  return { ...result, ranks, base: Math.ceil(Math.sqrt(counts.length)) }
}

/** Levels of the ranks at which knots lie: even, and closer at the ends. */
const knotLevels: readonly number[] = (() => {
  const even = Array.from({ length: 63 }, (_, i) => (i + 1) / 64)
  const tail = [0.0002, 0.001, 0.003, 0.006, 0.01]
  return [0, ...tail, ...even, ...tail.map((level) => 1 - level).reverse(), 1]
})()

function scoreKnots(sorted: Float64Array, isWhole: boolean, scores: Scores): ScoreKnots {
  const spread = isWhole ? evenlySpread(sorted) : sorted
  const from = knotLevels.map((level) => {
    const place = level * (spread.length - 1)
    const below = Math.floor(place)
    const rest = place - below
    return rest === 0 ? spread[below]! : spread[below]! * (1 - rest) + spread[below + 1]! * rest
  })
  const to = knotLevels.map((level) => {
    if (scores === 'uniform') return 2 * level - 1
    return normalQuantile(Math.min(Math.max(level, 0.0001), 0.9999))
  })
  const knots = risingKnots({ from, to, levels: knotLevels })
  if (knots.from.length > 1) return knots
  // A single value that is no whole number of steps.
  return { from: [from[0]! - 0.5, from[0]! + 0.5], to: [-0.5, 0.5], levels: [0, 1] }
}

/** Those of the knots at which both sides have risen. */
export function risingKnots(knots: ScoreKnots): ScoreKnots {
  const places = risingPlaces(knots)
  const at = (values: readonly number[]): number[] => places.map((i) => values[i]!)
  return { from: at(knots.from), to: at(knots.to), levels: at(knots.levels) }
}

/** Whole numbers, each spread over the unit around it. */
function evenlySpread(sorted: Float64Array): Float64Array {
  const spread = new Float64Array(sorted.length)
  for (let first = 0; first < sorted.length;) {
    let end = first
    while (end < sorted.length && sorted[end] === sorted[first]) end++
    for (let i = first; i < end; i++) {
      spread[i] = sorted[i]! + (i - first + 0.5) / (end - first) - 0.5
    }
    first = end
  }
  return spread
}

/** Numbers of outcomes of the choices that a field is made of: none, one, or two digits. */
export function choiceWidths({ outcomes, base }: MixedField): number[] {
  if (outcomes.length < 2) return []
  return base === undefined ? [outcomes.length] : [Math.ceil(outcomes.length / base), base]
}

/** Steps `[batch, 1]`, NaN where missing, as the numbers of outcomes of the field's choices. */
export function choicesInGraph(field: MixedField, steps: Node): Node[] {
  const { outcomes, hasMissing, knots, isWhole, ranks, base } = field
  if (outcomes.length < 2) return []
  const isMissing = not(equal(steps, steps))
  const first = knots ? 1 : 0
  const values = outcomes.slice(first, hasMissing ? -1 : undefined)
  const known = where(isMissing, 0, steps)
  const own = ((): Node => {
    if (values.length === 0) return multiply(known, 0)
    const list = constant(values, [1, values.length])
    if (knots) {
      const whole = isWhole ? floor(add(known, 0.5)) : known
      const places = constant(
        values.map((_, i) => i + 1),
        [values.length, 1],
      )
      const isEqual = cast(equal(whole, list), 'float32')
      return sum(multiply(isEqual, reshape(places, [1, -1])), { axes: 1, keepAxes: true })
    }
    const middles = values.slice(1).map((value, i) => (value + values[i]!) / 2)
    if (middles.length === 0) return multiply(known, 0)
    const isAbove = greater(known, constant(middles, [1, middles.length]))
    return sum(cast(isAbove, 'float32'), { axes: 1, keepAxes: true })
  })()
  const outcome = hasMissing ? where(isMissing, outcomes.length - 1, own) : own
  if (!ranks || base === undefined) return [outcome]
  const table = constant(ranks, [ranks.length])
  const rank = gather(table, cast(outcome, 'int32'))
  const digit = floor(multiply(add(rank, 0.5), 1 / base))
  return [digit, subtract(rank, multiply(digit, base))]
}

/** The score of steps `[batch, 1]`, 0 where the field has none or they are missing. */
export function scoreInGraph({ knots }: MixedField, steps: Node): Node | undefined {
  return knots && interpolated(knots, where(not(equal(steps, steps)), knots.from[0]!, steps))
}

/** Logits of all outcomes `[batch, outcomes]`, from those of the field's choices. */
export function outcomeLogits(
  { outcomes, ranks, base }: MixedField,
  choices: readonly Node[],
): Node {
  if (!ranks || base === undefined) return choices[0]!
  const [high, low] = choices
  const pairs = add(unsqueeze(high!, 2), unsqueeze(low!, 1))
  const byRank = reshape(pairs, [-1, high!.shape[1]! * base])
  return gather(byRank, constant(Int32Array.from(ranks), [outcomes.length], 'int32'), 1)
}

export interface FieldDraw {
  /** Of all outcomes, `[batch, outcomes]`; absent where there is one outcome. */
  readonly logits?: Node | undefined
  /** `[outcomes]`, 0 excludes one. */
  readonly weights: Node
  /** `[batch, 1]`, on [0, 1) */
  readonly level: Node
  /** `[batch, 1]`, where the field has knots. */
  readonly score?: Node | undefined
}

/** Steps `[batch, 1]`, NaN for missing, drawn from logits and a score. */
export function stepsOfDraw(field: MixedField, { logits, weights, level, score }: FieldDraw): Node {
  const { outcomes, knots, isWhole, most } = field
  const none = multiply(level, 0)
  const outcome = logits ? drawIndex(multiply(softmax(logits), weights), level) : none
  const table = constant(outcomes, [outcomes.length])
  const alone = outcomes.length === 0 ? add(none, NaN) : gather(table, cast(outcome, 'int32'))
  if (!knots || !score) return alone
  const inverse = interpolated({ from: knots.to, to: knots.from }, score)
  const any = isWhole ? clamp(floor(add(inverse, 0.5)), 0, most) : clamp(inverse, 0, most)
  return where(equal(outcome, 0), any, alone)
}

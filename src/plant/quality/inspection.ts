// What to inspect: the lots or units for which finding a failure is worth more than looking, as far as
// the capacity goes; and what that would have cost on held-out records.
//
// A record that is inspected costs the inspection, and scrap if it fails; one that is not costs the
// escape if it fails. So inspecting gains p (escape - scrap) - inspection, and under no capacity every
// record with p above inspection / (escape - scrap) is inspected.

import { MillraceError } from '../../errors.ts'
import type { Random } from '../../random.ts'
import type { QualitySpecification } from './quality-records.ts'
import type { InspectionEvidence, InspectionPolicyCost, Interval } from './result.ts'

export type QualityCosts = NonNullable<QualitySpecification['costs']>

/** The costs. @throws MillraceError `bad-input` where there are none. */
export function requireCosts({ operation, costs }: QualitySpecification): QualityCosts {
  if (costs) return costs
  throw new MillraceError(
    'bad-input',
    `operation ${operation}: no costs, expected those of scrap, inspection and an escape, got none`,
    {
      hint: 'fit with --scrap-cost, --inspection-cost and --escape-cost, or write costs into plant.yaml',
    },
  )
}

/** Expected cost that inspecting a record saves, by how probable it is to fail; negative where it costs. */
export function inspectionGain(
  probability: number,
  { scrap, inspection, escape }: QualityCosts,
): number {
  return probability * (escape - scrap) - inspection
}

export interface InspectionChoice {
  /** 1 for a record that is inspected. */
  readonly isInspected: Uint8Array
  readonly inspected: number
  /** Of all records under this choice. */
  readonly expectedCost: number
}

/**
 * The choice of least expected cost. Lots are inspected whole; a record without one is its own.
 * Exact: a knapsack over lots of different sizes by dynamic programming, the best ones where they are
 * of one size.
 * @param capacity records that can be inspected.
 */
export function chooseInspection(
  probabilities: Float64Array,
  costs: QualityCosts,
  capacity: number,
  lots: readonly string[] | null = null,
): InspectionChoice {
  const groups = groupsOf(probabilities, costs, lots).filter(({ gain }) => gain > 0)
  const size = groups[0]?.rows.length ?? 0
  const isEven = groups.every(({ rows }) => rows.length === size)
  const chosen = isEven
    ? bestFew(groups, Math.floor(capacity / Math.max(1, size)))
    : knapsack(groups, capacity)
  const isInspected = new Uint8Array(probabilities.length)
  for (const { rows } of chosen) for (const row of rows) isInspected[row] = 1
  const all = probabilities.reduce((sum, p) => sum + p * costs.escape, 0)
  const gained = chosen.reduce((sum, { gain }) => sum + gain, 0)
  const inspected = isInspected.reduce((sum, flag) => sum + flag, 0)
  return { isInspected, inspected, expectedCost: all - gained }
}

interface Group {
  readonly rows: readonly number[]
  readonly gain: number
}

function groupsOf(
  probabilities: Float64Array,
  costs: QualityCosts,
  lots: readonly string[] | null,
): Group[] {
  const gainOf = (row: number): number => inspectionGain(probabilities[row]!, costs)
  if (!lots) return Array.from(probabilities, (_, row) => ({ rows: [row], gain: gainOf(row) }))
  const byLot = new Map<string, number[]>()
  const alone: number[][] = []
  lots.forEach((lot, row) => {
    const rows = byLot.get(lot)
    if (lot === '') alone.push([row])
    else if (rows) rows.push(row)
    else byLot.set(lot, [row])
  })
  return [...byLot.values(), ...alone].map((rows) => ({
    rows,
    gain: rows.reduce((sum, row) => sum + gainOf(row), 0),
  }))
}

function bestFew(groups: readonly Group[], count: number): Group[] {
  return groups.toSorted((a, b) => b.gain - a.gain).slice(0, count)
}

/** Largest gain within the capacity; ties go to fewer records. */
function knapsack(groups: readonly Group[], capacity: number): Group[] {
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  if (total <= capacity) return [...groups]
  const best = new Float64Array(capacity + 1)
  const taken = groups.map(() => new Uint8Array(capacity + 1))
  groups.forEach(({ rows, gain }, i) => {
    for (let room = capacity; room >= rows.length; room--) {
      const value = best[room - rows.length]! + gain
      if (value > best[room]! + 1e-12) {
        best[room] = value
        taken[i]![room] = 1
      }
    }
  })
  const chosen: Group[] = []
  let room = capacity
  for (let i = groups.length - 1; i >= 0; i--) {
    if (taken[i]![room] === 0) continue
    chosen.push(groups[i]!)
    room -= groups[i]!.rows.length
  }
  return chosen
}

/** One decision of the past: what was predicted of its records, and what they were. */
export interface PastDecision {
  readonly probabilities: Float64Array
  readonly failed: Float64Array
  readonly lots: readonly string[] | null
}

/**
 * Realised cost of the proposal and of looking at all, at none, and at as many at random (its mean, in
 * closed form).
 */
export function inspectionEvidence(
  decisions: readonly PastDecision[],
  costs: QualityCosts,
  capacity: number | undefined,
  random: Random,
): InspectionEvidence {
  const rows = decisions.flatMap(({ probabilities, failed, lots }) => {
    const room = capacity ?? probabilities.length
    const { isInspected, inspected } = chooseInspection(probabilities, costs, room, lots)
    const share = inspected / Math.max(1, probabilities.length)
    return Array.from(failed, (y, row) => ({ failed: y, proposed: isInspected[row]!, share }))
  })
  const policies = {
    proposed: (row: (typeof rows)[number]) => row.proposed,
    all: () => 1,
    none: () => 0,
    random: (row: (typeof rows)[number]) => row.share,
  } as const
  const costOf = (failed: number, inspected: number): number =>
    inspected * (costs.inspection + failed * costs.scrap) + (1 - inspected) * failed * costs.escape
  const names = ['proposed', 'all', 'none', 'random'] as const
  return {
    records: rows.length,
    decisions: decisions.length,
    capacity: capacity ?? Math.max(0, ...decisions.map(({ failed }) => failed.length)),
    policies: names.map((policy): InspectionPolicyCost => {
      const shares = rows.map(policies[policy])
      const sum = (of: (i: number) => number): number =>
        rows.reduce((total, _, i) => total + of(i), 0)
      const differences = Float64Array.from(
        rows,
        ({ failed, proposed }, i) => costOf(failed, shares[i]!) - costOf(failed, proposed),
      )
      return {
        policy,
        isPossible:
          policy !== 'all' ||
          decisions.every(({ failed }) => failed.length <= (capacity ?? Infinity)),
        inspected: sum((i) => shares[i]!),
        found: sum((i) => shares[i]! * rows[i]!.failed),
        escaped: sum((i) => (1 - shares[i]!) * rows[i]!.failed),
        cost: sum((i) => costOf(rows[i]!.failed, shares[i]!)),
        above: sumWithInterval(differences, random.split(policy)),
      }
    }),
  }
}

/** The sum of values and its 90% interval, by drawing the records again (bootstrap). */
function sumWithInterval(values: Float64Array, random: Random, repeats = 500): Interval {
  const estimate = values.reduce((sum, value) => sum + value, 0)
  const sums = Float64Array.from({ length: repeats }, () => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[random.integer(values.length)]!
    return sum
  }).sort()
  const at = (share: number): number => sums[Math.floor(share * (repeats - 1))]!
  return { estimate, lower: at(0.05), upper: at(0.95) }
}

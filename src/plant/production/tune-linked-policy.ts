// The levels and lots of linked items that earn most when they are operated on the scenarios: coordinate
// search in the space of policies, every trial against the same futures (common random numbers; Fu 2015,
// Handbook of Simulation Optimization). What is found knows that later releases will answer demand; a plan of
// fixed lots does not, and so buys and makes too early.

import { createPause, type WorkOptions } from '../../progress.ts'
import { createEffortMeter, type EffortLimits } from '../../solvers/mip/effort.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { worthOf } from './evaluate.ts'
import { outlookOf, type LinkedOutlook, type LinkedPolicy } from './linked-policy.ts'
import type { ProductionRecords } from './records.ts'
import { economicLot } from './replenishment.ts'
import { simulateLinked } from './simulate-linked.ts'

export interface TunedPolicy {
  readonly policy: LinkedPolicy
  readonly outlook: LinkedOutlook
  /** What the plant wants most of, on the scenarios; of the linked items alone. */
  readonly worth: number
  /** Whether the clock ended the search before its effort was spent. */
  readonly isCut: boolean
}

export interface TuneOptions extends EffortLimits, WorkOptions {
  readonly effort: number
  /** What was found one period ago, to start from. */
  readonly previous?: LinkedPolicy | undefined
  /** The clock, in milliseconds; an argument so that a test can hold it. */
  readonly now?: () => number
}

/** Multiples of the safety stock of each item's service level, and of its economic lot, to start from. */
const startingSafety = [0.5, 1, 1.5]
const startingLots = [0, 0.7, 1]
/** Steps of the search per pass, in standard deviations and as a factor of the lot. */
const safetySteps = [0.8, 0.4, 0.4]
const lotFactor = 1.5
/** Of one trial, per item, period and scenario. */
const trialEffort = 1.5e-7
/** Beyond these a level fits the chance of the scenarios. */
const lowestSafety = -2
const highestSafety = 4

/**
 * The same records give the same policy unless the clock cuts in.
 * @throws MillraceError `cancelled`.
 */
export async function tuneLinkedPolicy(
  records: ProductionRecords,
  { previous, signal, now, ...limits }: TuneOptions,
): Promise<TunedPolicy> {
  const outlook = outlookOf(records)
  const meter = createEffortMeter(limits, now)
  const trial = trialEffort * records.items.length * records.periodCount * records.scenarioCount
  const [first, ...others] = startsOf(records, outlook, previous)
  let best = first!
  let worth = worthOf(records, simulateLinked(records, outlook, best))
  const pause = createPause({ signal })
  const improves = async (policy: LinkedPolicy): Promise<boolean> => {
    await pause('tune')
    if (meter.left() <= 0) return false
    meter.spend(trial)
    const found = worthOf(records, simulateLinked(records, outlook, policy))
    if (found <= worth) return false
    best = policy
    worth = found
    return true
  }
  for (const start of others) await improves(start)
  for (const step of safetySteps) {
    const before = worth
    for (const urgency of [0, 0.5, 1]) await improves({ ...best, urgency })
    for (const index of outlook.order) {
      for (const change of [step, -step]) {
        const level = Math.min(highestSafety, Math.max(lowestSafety, best.safety[index]! + change))
        if (await improves({ ...best, safety: best.safety.with(index, level) })) break
      }
      for (const factor of [lotFactor, 1 / lotFactor]) {
        const cover = (best.cover[index]! || 1) * factor
        if (await improves({ ...best, cover: best.cover.with(index, cover) })) break
      }
    }
    if (worth === before) break
  }
  return { policy: best, outlook, worth, isCut: meter.isCut }
}

function startsOf(
  { items }: ProductionRecords,
  { rate }: LinkedOutlook,
  previous: LinkedPolicy | undefined,
): LinkedPolicy[] {
  const starts = startingSafety.flatMap((share) =>
    startingLots.map((lots) => ({
      safety: Float64Array.from(items, ({ item }) => share * normalQuantile(item.serviceLevel)),
      cover: Float64Array.from(items, ({ item }, index) =>
        rate[index]! > 0 ? (lots * economicLot(item, rate[index]!)) / rate[index]! : 0,
      ),
      urgency: 0.5,
    })),
  )
  return previous ? [previous, ...starts] : starts
}

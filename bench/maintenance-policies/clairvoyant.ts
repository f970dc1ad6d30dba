// What knowing more would be worth: the plan told the true remaining lives, and the least that a fleet can cost
// whatever is known.

import type { OutcomeInput, Trajectory } from '../../src/plant/maintenance/outcome.ts'
import { remainingLife } from '../../src/plant/maintenance/remaining-life.ts'
import { failureCost, serviceCost } from '../../src/plant/maintenance/service-costs.ts'

/** The same lives, of which the true end is expected from the first day. */
export function knownLives(lives: readonly Trajectory[], cyclesPerPeriod: number): Trajectory[] {
  return lives.map(({ lifeCycles, expected }) => ({
    lifeCycles,
    expected: expected.map(({ machine }, period) => {
      const cycle = period * cyclesPerPeriod
      return remainingLife({
        machine,
        cycle,
        draws: Float64Array.of(lifeCycles - cycle),
        fullLife: lifeCycles,
      })
    }),
  }))
}

const rounds = 100
/** First step of the prices, in money per crew too many. */
const firstStep = 300

/**
 * A lower bound of what the fleet costs per machine and period under any policy, also one that knows from the first
 * day how long every machine and all that follow it will live, and when the run ends. Crews are priced per period
 * in place of being limited (Lagrangian relaxation, Fisher 1981, doi:10.1287/mnsc.27.1.1), parts and visits are free to
 * have and repairs do not wait;
 * under the prices each machine's best services follow by dynamic programming, and the prices by subgradients.
 */
export function leastCost(input: OutcomeInput): number {
  const { terms, decks, periodCount } = input
  const prices = new Float64Array(periodCount)
  let best = -Infinity
  for (let round = 0; round < rounds; round++) {
    const used = new Float64Array(periodCount)
    let total = 0
    for (const machine of decks.keys()) {
      const { cost, repairs } = bestServices(input, machine, prices)
      total += cost
      for (const period of repairs) used[period]!++
    }
    for (const price of prices) total -= price * terms.crews
    best = Math.max(best, total)
    const step = firstStep / (1 + round / 20)
    prices.forEach((price, t) => {
      prices[t] = Math.max(0, price + step * (used[t]! - terms.crews))
    })
  }
  return best / (periodCount * decks.length)
}

interface Renewals {
  readonly cost: number
  /** Periods in which a service or a repair takes a crew. */
  readonly repairs: readonly number[]
}

function bestServices(
  { terms, decks, startAges, periodCount, loadOf }: OutcomeInput,
  machine: number,
  prices: Float64Array,
): Renewals {
  const deck = decks[machine]!
  const known = new Map<number, { cost: number; renewed: number }>()
  const oldest = startAges[machine]!
  /** Least cost from the period on in which the machine begins a life of its deck. */
  function from(life: number, begun: number): { cost: number; renewed: number } {
    const key = life * (oldest + periodCount) + begun + oldest
    const before = known.get(key)
    if (before) return before
    const failing =
      begun + Math.ceil(deck[life % deck.length]!.lifeCycles / terms.cycles_per_period) - 1
    const after = (period: number): number =>
      period < periodCount ? prices[period]! + from(life + 1, period).cost : 0
    let best = { cost: 0, renewed: periodCount }
    if (failing < periodCount) {
      best = {
        cost: failureCost(terms, loadOf(failing)) + after(failing + 1),
        renewed: failing + 1,
      }
    }
    for (let t = Math.max(0, begun + 1); t <= Math.min(failing, periodCount - 1); t++) {
      const cost = serviceCost(terms, loadOf(t)) + after(t)
      if (cost < best.cost) best = { cost, renewed: t }
    }
    known.set(key, best)
    return best
  }
  const first = from(0, -oldest)
  const repairs: number[] = []
  let next = first.renewed
  for (let life = 1; next < periodCount; life++) {
    repairs.push(next)
    next = from(life, next).renewed
  }
  return { cost: first.cost, repairs }
}

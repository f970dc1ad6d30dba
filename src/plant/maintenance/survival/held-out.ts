// What ages alone would have said of lives that ended in a failure: each told by the Weibull distribution of
// all others.

import { createRandom } from '../../../random.ts'
import type { Trajectory } from '../outcome.ts'
import { remainingLife } from '../remaining-life.ts'
import type { Lifetime } from './lifetimes.ts'
import { weibullOf, weibullDrawer } from './weibull-draws.ts'

const drawCount = 100
/** One life is left out at a time; of more lives than this, as many at a time as give so many fits. */
const mostFits = 60

export function heldOutByAges(
  lifetimes: readonly Lifetime[],
  cyclesPerPeriod: number,
  fullLife: number,
): Trajectory[] {
  const failed = lifetimes.flatMap(({ failed }, i) => (failed ? [i] : []))
  if (failed.length < 2) return []
  const group = Math.ceil(failed.length / mostFits)
  const random = createRandom(1).split('held out')
  const found: Trajectory[] = []
  for (let from = 0; from < failed.length; from += group) {
    const own = failed.slice(from, from + group)
    const draw = weibullDrawer(weibullOf(lifetimes.filter((_, i) => !own.includes(i))), drawCount)
    for (const life of own) {
      const { age: lifeCycles } = lifetimes[life]!
      found.push({
        lifeCycles,
        expected: Array.from({ length: Math.ceil(lifeCycles / cyclesPerPeriod) }, (_, period) => {
          const age = period * cyclesPerPeriod
          const draws = draw(age, random.split('life', life, period))
          return remainingLife({ machine: '', cycle: age, draws, fullLife })
        }),
      })
    }
  }
  return found
}

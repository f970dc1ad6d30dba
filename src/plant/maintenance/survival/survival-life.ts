// Remaining life from age alone, for machines without sensors and for fleets with few failures: the same
// interface as the models that read sensors.

import { throwIfCancelled } from '../../../errors.ts'
import { createRandom } from '../../../random.ts'
import type { MachineHistory } from '../histories.ts'
import type { LifeModel } from '../life-model.ts'
import { remainingLife } from '../remaining-life.ts'
import { aliveAt, kaplanMeier, type KaplanMeier } from './kaplan-meier.ts'
import { heldOutByAges } from './held-out.ts'
import { lifetimesOf, requireFailures } from './lifetimes.ts'
import { shuffledLevels, weibullDrawer, weibullOf, type Drawer } from './weibull-draws.ts'
import { weibullAlive, weibullRemaining, type Weibull } from './weibull.ts'

export type SurvivalMethod = 'weibull' | 'kaplan-meier'

export interface SurvivalOptions {
  /** Weibull by default: it says something of ages that few machines have reached. */
  readonly method?: SurvivalMethod
  /** Draws per machine. Default 200. */
  readonly draws?: number
  readonly seed?: number
}

/**
 * Learns from the ages at which lives ended.
 * @throws MillraceError `bad-input` for a fleet without a failure.
 */
export function survivalLife(
  fleet: string,
  histories: readonly MachineHistory[],
  { method = 'weibull', draws = 200, seed = 1 }: SurvivalOptions = {},
): LifeModel {
  const lifetimes = lifetimesOf(histories)
  requireFailures(fleet, lifetimes)
  const parametric = weibullOf(lifetimes)
  const curve = kaplanMeier(lifetimes)
  const draw =
    method === 'weibull'
      ? weibullDrawer(parametric, draws)
      : productDrawer(curve, parametric, draws)
  const random = createRandom(seed).split('survival')
  const atStart = draw(0, random.split('new')).sort()
  const fullLife = atStart[atStart.length >>> 1]!
  return {
    seesWear: false,
    async predict(machines, { signal } = {}) {
      throwIfCancelled(signal)
      return machines.map(({ machine, startCycle, endCycle }) => {
        const age = Math.max(0, endCycle - startCycle)
        const isFamiliar = age <= curve.lastAge
        return remainingLife({
          machine,
          cycle: endCycle,
          draws: draw(age, random.split(machine, endCycle)),
          fullLife,
          isFamiliar,
          reasons: isFamiliar
            ? []
            : [{ code: 'older-than-seen', machine, age, oldest: curve.lastAge }],
        })
      })
    },
    drivers: async () => [],
    heldOutLives: (cyclesPerPeriod) => heldOutByAges(lifetimes, cyclesPerPeriod, fullLife),
    release: async () => undefined,
  }
}

/** The steps of the curve; beyond the last one, where some are still alive, the Weibull distribution. */
function productDrawer(curve: KaplanMeier, fit: Weibull, count: number): Drawer {
  const { ages, alive } = curve
  const lastStep = alive.at(-1) ?? 1
  const lastAge = Math.max(curve.lastAge, ages.at(-1) ?? 0)
  return (age, random) => {
    const now = aliveAt(curve, age)
    const levels = shuffledLevels(count, random)
    if (now <= 0 || age >= lastAge) return levels.map((level) => weibullRemaining(fit, age, level))
    return levels.map((level) => {
      const target = now * level
      if (target < lastStep) {
        return lastAge - age + weibullRemaining(fit, lastAge, target / lastStep)
      }
      const step = alive.findIndex((share, i) => ages[i]! > age && share <= target)
      return step < 0 ? lastAge - age : ages[step]! - age
    })
  }
}

/** The curve at the given ages, beside its steps. */
export function weibullCurve(fit: Weibull, ages: ArrayLike<number>): number[] {
  return Array.from(ages, (age) => weibullAlive(fit, age))
}

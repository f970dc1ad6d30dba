// Remaining life from age alone, for machines without sensors and for fleets with few failures: the same
// interface as the models that read sensors.

import { throwIfCancelled } from '../../../errors.ts'
import { createRandom, type Random } from '../../../random.ts'
import type { MachineHistory } from '../histories.ts'
import type { LifeModel } from '../life-model.ts'
import { remainingLife } from '../remaining-life.ts'
import { aliveAt, kaplanMeier, type KaplanMeier } from './kaplan-meier.ts'
import { exposureOf, lifetimesOf, requireFailures, type Lifetime } from './lifetimes.ts'
import { drawWeibull, fitWeibull, weibullAlive, weibullRemaining } from './weibull.ts'
import type { Weibull, WeibullFit } from './weibull.ts'

export type SurvivalMethod = 'weibull' | 'kaplan-meier'

export interface SurvivalOptions {
  /** Weibull by default: it says something of ages that few machines have reached. */
  readonly method?: SurvivalMethod
  /** Draws per machine. Default 200. */
  readonly draws?: number
  readonly seed?: number
}

/** The remaining lives that a machine of this age may have, equally likely. */
type Drawer = (age: number, random: Random) => Float64Array

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
    release: async () => undefined,
  }
}

/** Of failures at one age only, no shape can be told: the chance of failing is then the same at every age. */
export function weibullOf(lifetimes: readonly Lifetime[]): WeibullFit {
  const failed = lifetimes.filter(({ failed }) => failed)
  if (new Set(failed.map(({ age }) => age)).size >= 2) return fitWeibull(lifetimes)
  return {
    shape: 1,
    scale: exposureOf(lifetimes) / failed.length,
    logLikelihood: NaN,
    covariance: { scale: 1 / failed.length, shape: 0, both: 0 },
  }
}

/** Each draw from a distribution of its own, so that few failures give wide intervals. */
function weibullDrawer(fit: WeibullFit, count: number): Drawer {
  return (age, random) => {
    const alive = shuffledLevels(count, random)
    return alive.map((level) => weibullRemaining(drawWeibull(fit, random), age, level))
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

/** (i + 1/2) / count in any order: the draws of a sample without its noise. */
function shuffledLevels(count: number, random: Random): Float64Array {
  return random.shuffle(Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count))
}

/** The curve at the given ages, beside its steps. */
export function weibullCurve(fit: Weibull, ages: ArrayLike<number>): number[] {
  return Array.from(ages, (age) => weibullAlive(fit, age))
}

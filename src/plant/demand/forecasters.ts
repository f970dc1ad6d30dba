// The forecasters by name, as `--model` knows them.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { likeItems } from './cold-start/like-items.ts'
import type { Forecaster } from './forecaster.ts'
import { gan, histogram, vae, wassersteinGan } from './generative/families.ts'
import { generativeForecaster } from './generative/forecaster.ts'
import { autoregression } from './statistical/autoregression.ts'
import { discounted } from './statistical/discounted.ts'
import { empirical } from './statistical/empirical.ts'
import { ets, ses } from './statistical/exponential-smoothing.ts'
import { harmonic } from './statistical/harmonic.ts'
import { croston, sba, tsb } from './statistical/intermittent.ts'
import { seasonalNaive } from './statistical/naive.ts'
import { negativeBinomial } from './statistical/negative-binomial.ts'
import { theta } from './statistical/theta.ts'

/** What a planner would use without this program: always fitted, always shown, the bar for all others. */
export const baselines: readonly Forecaster[] = [
  seasonalNaive,
  ses,
  ets,
  theta,
  croston,
  sba,
  tsb,
  empirical,
]

/** Those among which `auto` chooses: quick enough, and good enough to have a chance. */
export const contenders: readonly Forecaster[] = [
  ...baselines,
  harmonic,
  autoregression,
  negativeBinomial,
  ...[histogram, vae].map(generativeForecaster),
]

/** All, with the adversarial networks, which are there to be compared. */
export const forecasters: readonly Forecaster[] = [
  ...contenders,
  ...[gan, wassersteinGan].map(generativeForecaster),
]

/**
 * With those that are made for demand over a long lead time, which `auto`, judging steps, does not try, and for
 * items in their first steps, of which alone `auto` lets it forecast.
 */
const named: readonly Forecaster[] = [...forecasters, discounted, likeItems]

/** @throws MillraceError `not-found` for a name that no forecaster has. */
export function forecasterNamed(name: string): Forecaster {
  const found = named.find((forecaster) => forecaster.name === name)
  if (found) return found
  const names = named.map((forecaster) => forecaster.name)
  const nearest = nearestName(name, names)
  throw new MillraceError(
    'not-found',
    `model: unknown, expected auto or one of ${names.join(', ')}, got "${name}"`,
    nearest === undefined ? {} : { hint: `did you mean ${nearest}?` },
  )
}

// The families of table models by name: how each is fitted on rows of numbers, and opened.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { autoFamily, type Candidate } from './auto-family.ts'
import { autoregressiveFamily } from './autoregressive-family.ts'
import { bootstrapFamily } from './bootstrap-family.ts'
import { forestFamily } from './forest-family.ts'
import { copulaFamily, independentFamily } from './copula-family.ts'
import { ganFamily, vaeFamily, wassersteinGanFamily } from './network-families.ts'
import type { TableFamily } from './row-model.ts'

/** Fields beyond which graphs that are unrolled over the fields cost more than they bring (docs/records.md). */
const mostUnrolled = 150

/** The family that learns where none is named. */
export function usualFamily(fieldCount: number): string {
  return (fieldCount > mostUnrolled ? copulaFamily : autoregressiveFamily).name
}

/** For `auto`: what gives exact probabilities first, and half of the time. */
const candidates: readonly Candidate[] = [
  { family: forestFamily, share: 0 },
  { family: autoregressiveFamily, share: 0.5, mostFields: mostUnrolled },
  { family: copulaFamily, share: 0 },
  { family: vaeFamily, share: 0.5 },
  { family: wassersteinGanFamily, share: 1 },
]

const families: readonly TableFamily[] = [
  autoregressiveFamily,
  forestFamily,
  autoFamily(candidates),
  vaeFamily,
  wassersteinGanFamily,
  ganFamily,
  copulaFamily,
  independentFamily,
  bootstrapFamily,
]

export const familyNames: readonly string[] = families.map(({ name }) => name)

/** What is said where a model without probabilities is asked for one. */
export function withoutProbabilities(family: string): MillraceError {
  const able = families.filter(({ givesProbabilities }) => givesProbabilities)
  return new MillraceError(
    'unsupported',
    `family ${family}: gives no probabilities, expected one of ${able.map(({ name }) => name).join(', ')}`,
  )
}

/** @throws MillraceError `not-found`, with the nearest name. */
export function familyNamed(name: string): TableFamily {
  const family = families.find((other) => other.name === name)
  if (family) return family
  const near = nearestName(name, familyNames)
  throw new MillraceError(
    'not-found',
    `family ${name}: unknown, expected one of ${familyNames.join(', ')}, got ${name}`,
    near === undefined ? {} : { hint: `Did you mean ${near}?` },
  )
}

// The families of table models by name: how each is fitted on rows of numbers, and opened.

import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { autoregressiveFamily } from './autoregressive-family.ts'
import type { TableFamily } from './row-model.ts'

const families: readonly TableFamily[] = [autoregressiveFamily]

export const familyNames: readonly string[] = families.map(({ name }) => name)

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

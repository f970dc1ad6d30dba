// Re-balancing: the levels of a field are drawn with other shares than those of the data, and the rest of
// a record is drawn given them.

import { MillraceError } from '../../errors.ts'
import { fieldOf, modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import type { Random } from '../../random.ts'
import { givenRow, type GivenValue } from './row-matrix.ts'
import type { GivenRows, RowModel } from './row-model.ts'

export interface TargetShares {
  readonly field: number
  /** Of each level, by its index; they sum to one. */
  readonly shares: readonly number[]
}

/**
 * Shares of all levels of the fields that are re-balanced: what is not named keeps its proportions in
 * what is left.
 * @throws MillraceError `bad-input` for shares that cannot be, a field that is given or has no levels.
 */
export async function targetShares(
  { density }: RowModel,
  schema: RecordSchema,
  rebalance: Readonly<Record<string, Readonly<Record<string, number>>>>,
  given: Readonly<Record<string, GivenValue>>,
): Promise<readonly TargetShares[]> {
  const row = { rowCount: 1, ...givenRow(schema, given) }
  const targets: TargetShares[] = []
  for (const [name, wanted] of Object.entries(rebalance)) {
    const asked = fieldOf(schema, name)
    if (asked.kind !== 'category' && asked.kind !== 'boolean') {
      throw refused(name, 'cannot be re-balanced', 'a category or a truth value', asked.kind)
    }
    if (Object.hasOwn(given, name)) {
      throw refused(name, 'is given as well', 'either a value or shares', 'both')
    }
    const field = modelledFields(schema).findIndex(([other]) => other === name)
    const count = asked.kind === 'boolean' ? 2 : asked.levels.length
    const named = new Map<number, number>()
    for (const [level, share] of Object.entries(wanted)) {
      if (!(share >= 0 && share <= 1)) throw refused(name, 'share out of range', '0 to 1', share)
      named.set(givenRow(schema, { [name]: level }).values[field]!, share)
    }
    const left = 1 - [...named.values()].reduce((total, share) => total + share, 0)
    const isWhole = named.size === count
    if (left < -1e-9 || (isWhole && left > 1e-9)) {
      throw refused(name, 'shares do not add up', isWhole ? '1' : 'at most 1', 1 - left)
    }
    const logs = await density?.logProbabilities(row, field)
    const natural = Array.from({ length: count }, (_, level) =>
      named.has(level) ? 0 : Math.exp(logs?.[level] ?? 0),
    )
    const rest = natural.reduce((total, chance) => total + chance, 0)
    const shares = natural.map((chance, level) => named.get(level) ?? (left * chance) / rest)
    targets.push({ field, shares })
  }
  return targets
}

/** Gives every row a level of the field, drawn with the shares. */
export function drawLevels(
  { rowCount, values, flags }: GivenRows,
  width: number,
  { field, shares }: TargetShares,
  random: Random,
): void {
  for (let row = 0; row < rowCount; row++) {
    let left = random.uniform()
    let level = 0
    while (level < shares.length - 1 && (left -= shares[level]!) >= 0) level++
    values[row * width + field] = level
    flags[row * width + field] = 1
  }
}

function refused(
  name: string,
  problem: string,
  expected: string,
  got: string | number,
): MillraceError {
  return new MillraceError(
    'bad-input',
    `field ${name}: ${problem}, expected ${expected}, got ${got}`,
  )
}

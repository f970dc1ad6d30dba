// Attribute disclosure: correct attribution probability (CAP), as in SDMetrics' DisclosureProtection;
// Taub et al. 2018 (doi:10.1007/978-3-319-99771-1_9).

import { type AlignedColumn, type CategoryValues } from '../../../data/table/aligned-columns.ts'
import { cramersV } from '../fidelity/contingency-similarity.ts'
import { discretise } from '../fidelity/discretise.ts'

export interface Disclosure {
  readonly sensitive: string
  readonly known: readonly string[]
  /** 1 - mean CAP over the training rows whose known values occur among the synthetic rows. */
  readonly capProtection: number
  /** 1 - 1 / number of sensitive levels: an attacker who guesses. */
  readonly baselineProtection: number
  /** min(capProtection / baselineProtection, 1). */
  readonly score: number
  /**
   * Mean CAP of training rows minus that of holdout rows: what the attack gains from a record having
   * been learnt from. Knowledge that holds for everybody is in both.
   */
  readonly gainFromMembership: number
}

export interface DisclosureOptions {
  readonly sensitive: string
  /** Of these, the three that are associated most with the sensitive one are known; by default of all. */
  readonly known?: readonly string[]
}

/** Numbers are in ten bins of the training rows. Null where the sensitive field is constant. */
export function disclosure(
  train: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  holdout: readonly AlignedColumn[],
  { sensitive, known }: DisclosureOptions,
): Disclosure | null {
  const trainRows = train.map((column) => discretise(column, column)[0])
  const syntheticRows = synthetic.map((column, i) => discretise(train[i]!, column)[1])
  const holdoutRows = holdout.map((column, i) => discretise(train[i]!, column)[1])
  const index = train.findIndex(({ name }) => name === sensitive)
  const target = trainRows[index]
  const levels = new Set(target?.codes).size
  if (!target || levels < 2) return null
  const candidates = trainRows.filter(({ name }) => !known || known.includes(name))
  const chosen = mostAssociated(candidates, target, 3)
  const keys = chosen.map((name) => train.findIndex((column) => column.name === name))
  const attack = attackWith(syntheticRows, keys, index)
  const learnt = attack(trainRows)
  const baselineProtection = 1 - 1 / levels
  return {
    sensitive,
    known: chosen,
    capProtection: 1 - learnt,
    baselineProtection,
    score: Math.min((1 - learnt) / baselineProtection, 1),
    gainFromMembership: learnt - attack(holdoutRows),
  }
}

/** Mean over rows of the share of synthetic rows with the same key that have the same sensitive value. */
function attackWith(
  synthetic: readonly CategoryValues[],
  keys: readonly number[],
  sensitive: number,
): (rows: readonly CategoryValues[]) => number {
  const keyOf = (rows: readonly CategoryValues[], row: number): string =>
    keys.map((key) => rows[key]!.codes[row]).join()
  const groups = new Map<string, Map<number, number>>()
  const sizes = new Map<string, number>()
  synthetic[sensitive]!.codes.forEach((code, row) => {
    const key = keyOf(synthetic, row)
    const group = groups.get(key) ?? new Map<number, number>()
    group.set(code, (group.get(code) ?? 0) + 1)
    groups.set(key, group)
    sizes.set(key, (sizes.get(key) ?? 0) + 1)
  })
  return (rows) => {
    let sum = 0
    let matched = 0
    rows[sensitive]!.codes.forEach((code, row) => {
      const key = keyOf(rows, row)
      const size = sizes.get(key)
      if (size === undefined) return
      matched++
      sum += (groups.get(key)!.get(code) ?? 0) / size
    })
    return matched === 0 ? 0 : sum / matched
  }
}

function mostAssociated(
  columns: readonly CategoryValues[],
  target: CategoryValues,
  count: number,
): string[] {
  return columns
    .filter(({ name }) => name !== target.name)
    .map((column) => ({ name: column.name, association: cramersV([column, target]) }))
    .filter(({ association }) => !Number.isNaN(association))
    .sort((a, b) => b.association - a.association)
    .slice(0, count)
    .map(({ name }) => name)
}

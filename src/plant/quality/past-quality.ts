// What came of earlier decisions on quality: stated risks of waiting records against their verdicts, the cost
// of the inspections that were proposed, and whether settings were changed as advised and what that gave. A
// decision is judged by what was seen until the next one replaced it, so that no record counts twice.

import { createHash } from 'node:crypto'
import type { Table } from '../../data/table/table.ts'
import { orderOf, textAt } from './control-charts/chart-table.ts'
import { reliability } from './failure-scores.ts'
import { inspectionOf } from './waiting.ts'
import type { QualityModel } from './quality-model.ts'
import { failsOf, type QualityRecords, type QualitySpecification } from './quality-records.ts'
import type { Advice, ReliabilityBin, SettingChange } from './result.ts'

/** What a decision said, as the ledger keeps it. */
export interface QualityExpectation {
  readonly costs: QualitySpecification['costs'] | null
  /** By the values of these columns a record is known again. */
  readonly columns: readonly string[]
  /** Records in the file, with and without a verdict; the last time among them, where there is one. */
  readonly records: number
  readonly until: number | null
  readonly waiting: readonly WaitingExpectation[]
  readonly advice: Pick<Advice, 'changes' | 'costNow' | 'costAfter'> | null
}

export interface WaitingExpectation {
  readonly key: string
  readonly probability: number
  readonly isInspected: boolean
}

/** Of one decision. */
export interface QualityOutcome {
  /** Of waiting records that have a verdict by now. */
  readonly judged: readonly {
    readonly probability: number
    readonly isInspected: boolean
    readonly failed: 0 | 1
  }[]
  /** Expected and realised cost of these, inspected as proposed; null without costs. */
  readonly cost: { readonly expected: number; readonly realised: number } | null
  /** Null where no change was advised, or nothing was made since. */
  readonly settings: SettingsOutcome | null
}

export interface SettingsOutcome {
  readonly changes: readonly SettingChange[]
  readonly followed: SettingsGroup
  readonly others: SettingsGroup
}

/** Records made after the advice, all changed settings nearer to what was advised than to what was; or not. */
export interface SettingsGroup {
  readonly records: number
  /** With a verdict, and of these the scrap cost expected of them and the one that came. */
  readonly judged: number
  readonly expectedCost: number
  readonly realisedCost: number
}

/** Outcomes of all decisions that were judged so far. */
export interface PastQuality {
  readonly decisions: number
  readonly judged: number
  readonly expectedFailures: number
  readonly failures: number
  /** Where the failures of risks that are right lie 9 times in 10. */
  readonly likelyFailures: readonly [number, number]
  readonly reliability: readonly ReliabilityBin[]
  /** Of inspections; null without costs. */
  readonly cost: { readonly expected: number; readonly realised: number } | null
  /** Null where no change was advised. */
  readonly settings: Pick<SettingsOutcome, 'followed' | 'others'> | null
}

/** Records that a decision remembers, the first in time: the ledger is no second file of records. */
const mostRemembered = 5000

export async function qualityExpectation(
  model: QualityModel,
  { specification, features, table, waiting }: QualityRecords,
  advice: Advice | null,
): Promise<QualityExpectation> {
  const { columns: named, costs } = specification
  const names = [...features.map(({ name }) => name), named.time, named.lot]
  const columns = [...new Set(names.filter((name) => name !== undefined))]
  const prediction = waiting.rowCount > 0 ? await model.predict(waiting) : null
  const choice = prediction && inspectionOf(model, waiting, prediction)
  const keys = recordKeys(waiting, columns).slice(0, mostRemembered)
  const times = [table, waiting].flatMap((part) => timesOf(part, named.time))
  return {
    costs: costs ?? null,
    columns,
    records: table.rowCount + waiting.rowCount,
    until: times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null,
    waiting: keys.map((key, row) => ({
      key,
      probability: prediction!.failureProbability[row]!,
      isInspected: choice?.isInspected[row] === 1,
    })),
    advice: advice && advice.changes.length > 0 ? advice : null,
  }
}

/** @returns null where nothing was seen of it. */
export function qualityOutcome(
  { costs, columns, records, until, waiting, advice }: QualityExpectation,
  table: Table,
  specification: QualitySpecification,
): QualityOutcome | null {
  if (columns.some((name) => !table.columns.has(name))) return null
  const { time } = specification.columns
  const order = orderOf(table, time)
  const verdicts = failsOf(table, specification)
  const judged = verdictsOf(waiting, recordKeys(table, columns), verdicts)
  const times = timesOf(table, time)
  const later = order.filter((row, place) =>
    until === null || times.length === 0 ? place >= records : times[row]! > until,
  )
  const settings = advice && costs ? settingsOutcome(table, later, verdicts, advice, costs) : null
  if (judged.length === 0 && !settings) return null
  const sum = (of: (one: (typeof judged)[number]) => number): number =>
    judged.reduce((total, one) => total + of(one), 0)
  return {
    judged,
    cost: costs
      ? {
          expected: sum((one) => costOf(one.probability, one.isInspected, costs)),
          realised: sum((one) => costOf(one.failed, one.isInspected, costs)),
        }
      : null,
    settings,
  }
}

/** @returns null where nothing was judged yet. */
export function pastQuality(outcomes: readonly QualityOutcome[]): PastQuality | null {
  if (outcomes.length === 0) return null
  const judged = outcomes.flatMap((outcome) => outcome.judged)
  const probabilities = Float64Array.from(judged, ({ probability }) => probability)
  const failed = Float64Array.from(judged, (one) => one.failed)
  const expectedFailures = probabilities.reduce((sum, p) => sum + p, 0)
  // A sum of independent verdicts is nearly normal.
  const spread = 1.645 * Math.sqrt(probabilities.reduce((sum, p) => sum + p * (1 - p), 0))
  const costs = outcomes.flatMap(({ cost }) => cost ?? [])
  const settings = outcomes.flatMap((outcome) => outcome.settings ?? [])
  return {
    decisions: outcomes.length,
    judged: judged.length,
    expectedFailures,
    failures: failed.reduce((sum, y) => sum + y, 0),
    likelyFailures: [
      Math.max(0, Math.floor(expectedFailures - spread)),
      Math.min(judged.length, Math.ceil(expectedFailures + spread)),
    ],
    reliability: judged.length > 0 ? reliability(probabilities, failed) : [],
    cost:
      costs.length > 0
        ? {
            expected: costs.reduce((sum, { expected }) => sum + expected, 0),
            realised: costs.reduce((sum, { realised }) => sum + realised, 0),
          }
        : null,
    settings:
      settings.length > 0
        ? {
            followed: together(settings.map(({ followed }) => followed)),
            others: together(settings.map(({ others }) => others)),
          }
        : null,
  }
}

/** Of records that are known again; those that are alike in every column in their order. */
function verdictsOf(
  waiting: readonly WaitingExpectation[],
  keys: readonly string[],
  verdicts: readonly (boolean | null)[],
): QualityOutcome['judged'][number][] {
  const rows = new Map<string, number[]>()
  keys.forEach((key, row) => {
    const known = rows.get(key)
    if (known) known.push(row)
    else rows.set(key, [row])
  })
  return waiting.flatMap(({ key, probability, isInspected }) => {
    const row = rows.get(key)?.shift()
    const verdict = row === undefined ? null : verdicts[row]!
    return verdict === null ? [] : [{ probability, isInspected, failed: verdict ? 1 : 0 }]
  })
}

function settingsOutcome(
  table: Table,
  later: readonly number[],
  verdicts: readonly (boolean | null)[],
  { changes, costNow, costAfter }: NonNullable<QualityExpectation['advice']>,
  { scrap }: NonNullable<QualitySpecification['costs']>,
): SettingsOutcome | null {
  if (later.length === 0) return null
  const isFollowed = (row: number): boolean =>
    changes.every(({ column, from, to }) => {
      const own = table.columns.get(column)
      if (own?.kind !== 'number') return false
      return Math.abs(own.values[row]! - to) < Math.abs(own.values[row]! - from)
    })
  const groupOf = (rows: readonly number[], expected: number): SettingsGroup => {
    const known = rows.flatMap((row) => verdicts[row] ?? [])
    return {
      records: rows.length,
      judged: known.length,
      expectedCost: known.length * expected,
      realisedCost: known.filter(Boolean).length * scrap,
    }
  }
  return {
    changes,
    followed: groupOf(later.filter(isFollowed), costAfter.estimate),
    others: groupOf(
      later.filter((row) => !isFollowed(row)),
      costNow.estimate,
    ),
  }
}

function together(groups: readonly SettingsGroup[]): SettingsGroup {
  const sum = (name: keyof SettingsGroup): number =>
    groups.reduce((total, group) => total + group[name], 0)
  return {
    records: sum('records'),
    judged: sum('judged'),
    expectedCost: sum('expectedCost'),
    realisedCost: sum('realisedCost'),
  }
}

/** Of a record that fails with that probability. */
function costOf(
  failed: number,
  isInspected: boolean,
  { scrap, inspection, escape }: NonNullable<QualitySpecification['costs']>,
): number {
  return isInspected ? inspection + failed * scrap : failed * escape
}

function recordKeys(table: Table, columns: readonly string[]): string[] {
  return Array.from({ length: table.rowCount }, (_, row) => {
    const values = columns.map((name) => textAt(table, name, row))
    return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16)
  })
}

/** Empty without such a column. */
function timesOf(table: Table, time: string | undefined): number[] {
  const column = time === undefined ? undefined : table.columns.get(time)
  return column?.kind === 'time' || column?.kind === 'number' ? [...column.values] : []
}

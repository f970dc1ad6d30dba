// Which settings to change, how far, and what that is expected to save. Changes are searched one setting
// after another within the allowed ranges and where records were seen; half of the model's members
// choose, the other half confirm each change and say what is gained, so that the choice does not flatter
// itself. Of values that do nearly as much, the one nearest to what is usual now is proposed.

import { MillraceError } from '../../errors.ts'
import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import { takeRows } from '../../data/table/aligned-columns.ts'
import { listed } from '../../data/table/schema.ts'
import { createPause, type WorkOptions } from '../../progress.ts'
import { createRandom, type Random } from '../../random.ts'
import type { QualityModel } from './quality-model.ts'
import type { QualitySpecification } from './quality-records.ts'
import type { Advice, Interval, SettingChange } from './result.ts'
import { requireCosts } from './inspection.ts'

export interface AdviceOptions extends WorkOptions {
  readonly seed: number | string
}

/** Records over which is averaged at most: the last ones. */
const mostRecords = 200
/** Values of a setting that are tried. */
const gridSize = 13
const mostChanges = 3
/** What a change must save, as a share of the expected cost before all changes. */
const worthwhile = 0.03
/** Least share of the records that must stay within the trust region. */
const leastFamiliar = 0.9

/**
 * Advice for records that are aligned with the features of the model, such as the last ones made.
 * @throws MillraceError `bad-input` where the model has no settings or no costs.
 */
export async function adviseSettings(
  model: QualityModel,
  columns: readonly AlignedColumn[],
  { seed, ...work }: AdviceOptions,
): Promise<Advice> {
  const pause = createPause(work)
  const { specification } = model.state
  const { scrap } = requireCosts(specification)
  requireSettings(specification)
  let records = 0
  const settings = settingsOf(model)
  if (settings.length === 0) {
    return nothing(
      `no change can be judged: within the allowed ranges the records hold no two values of ${listed(Object.keys(specification.settings))} that are usual`,
    )
  }
  const familiar = await familiarRows(model, columns)
  const base = columns.map((column) => takeRows(column, familiar))
  const random = createRandom(seed).split('advice')
  records = familiar.length
  if (records === 0) {
    return nothing('every record lies outside of what was learnt, so no change can be judged')
  }
  const [choosers, judges] = halves(model.failureByMember(base).length)
  const now = model.failureByMember(base)
  let current: readonly AlignedColumn[] = base
  let cost = meanOver(now, choosers)
  const changes: SettingChange[] = []
  const looked = new Set<string>()
  const least = { choosers: worthwhile * cost, judges: worthwhile * meanOver(now, judges) }
  while (changes.length < mostChanges && looked.size < settings.length) {
    const open = settings
      .filter(({ column }) => !looked.has(column))
      .flatMap((setting) => setting.grid.map((to) => ({ ...setting, to })))
    const tried: ((typeof open)[number] & Tried & { readonly cost: number })[] = []
    for (const candidate of open) {
      await pause('search settings', looked.size / settings.length)
      const changed = withValue(current, candidate.place, candidate.to)
      const failure = model.failureByMember(changed)
      const [own, after] = [meanOver(failure, choosers), meanOver(failure, judges)]
      tried.push({ ...candidate, changed, cost: own, after })
    }
    const better = tried
      .filter((candidate) => candidate.cost < cost - least.choosers)
      .toSorted((a, b) => a.cost - b.cost)
    const best = await firstFamiliar(model, better)
    if (!best) break
    const { column, place, lowest, highest } = best
    looked.add(column)
    const before = meanOver(model.failureByMember(current), judges)
    const isConfirmed = ({ after }: Tried): boolean => after <= before - least.judges
    if (!isConfirmed(best)) continue
    const from = medianOf(current[place]!)
    const asGood = await valuesAsGood(
      model,
      tried.filter((one) => one.column === column),
      best,
      { cost: best.cost + least.choosers, after: best.after + least.judges },
    )
    const chosen = asGood
      .filter((value) => value.cost < cost - least.choosers && isConfirmed(value))
      .reduce((a, b) => (Math.abs(b.to - from) < Math.abs(a.to - from) ? b : a))
    const nearly = { lowest: asGood[0]!.to, highest: asGood.at(-1)!.to }
    const failures = { failureBefore: before, failureAfter: chosen.after }
    changes.push({ column, from, to: chosen.to, lowest, highest, ...failures, nearly })
    current = chosen.changed
    cost = chosen.cost
  }
  if (changes.length === 0) {
    return nothing(
      'no change within the allowed ranges and the region with data is expected to help',
    )
  }
  const isInside = await model.isFamiliar(current)
  const after = model.failureByMember(current)
  // A record that the change would carry out of the region keeps its settings.
  const kept = after.map((own, member) =>
    own.map((p, row) => (isInside[row] ? p : now[member]![row]!)),
  )
  const gains = now.map((own, member) => own.map((p, row) => scrap * (p - kept[member]![row]!)))
  const of = (values: readonly Float64Array[], label: string): Interval =>
    overMembersAndRecords(values, judges, random.split(label))
  const scaled = (values: readonly Float64Array[]): Float64Array[] =>
    values.map((own) => own.map((p) => scrap * p))
  const gain = of(gains, 'gain')
  const costNow = of(scaled(now), 'now')
  if (gain.lower <= 0) {
    return nothing(
      `the best change found may as well save nothing (${gain.lower.toFixed(3)} to ${gain.upper.toFixed(3)} per record)`,
      costNow,
    )
  }
  return {
    changes,
    costNow,
    costAfter: of(scaled(kept), 'after'),
    gain,
    records,
    familiarShare: isInside.filter(Boolean).length / records,
    reason: `fewer failures expected with ${changes.map(({ column, to }) => `${column} ${to}`).join(', ')}, other columns as they are`,
  }

  function nothing(reason: string, costNow?: Interval): Advice {
    const none = { estimate: 0, lower: 0, upper: 0 }
    const now = costNow ?? none
    return {
      changes: [],
      costNow: now,
      costAfter: now,
      gain: none,
      records,
      familiarShare: 1,
      reason,
    }
  }
}

interface Setting {
  readonly column: string
  readonly place: number
  readonly lowest: number
  readonly highest: number
  readonly grid: readonly number[]
}

function settingsOf({ state }: QualityModel): Setting[] {
  const { features, specification } = state
  const settings = features.flatMap((feature, place): Setting[] => {
    if (!feature.isSetting || feature.kind !== 'number') return []
    const allowed = specification.settings[feature.name]!
    // A value that was seen once or twice is no ground for a change of all records.
    const [least, most] = [
      Math.max(allowed.lowest, feature.usual[0]),
      Math.min(allowed.highest, feature.usual[1]),
    ]
    if (!(least < most)) return []
    // Steps that a person can set, none of them outside.
    const digits = Math.max(0, 2 - Math.floor(Math.log10(most - least)))
    const unit = 10 ** -digits
    const [lowest, highest] = [Math.ceil(least / unit) * unit, Math.floor(most / unit) * unit]
    const grid = Array.from({ length: gridSize }, (_, i) => {
      const value = lowest + ((highest - lowest) * i) / (gridSize - 1)
      return Number(value.toFixed(Math.min(digits, 20)))
    })
    const inside = grid.filter((value) => value >= least && value <= most)
    return [{ column: feature.name, place, ...allowed, grid: inside }]
  })
  return settings
}

function requireSettings({ operation, settings }: QualitySpecification): void {
  if (Object.keys(settings).length > 0) return
  throw new MillraceError(
    'bad-input',
    `operation ${operation}: no setting that may be changed, expected columns with a lowest and a highest value, got none`,
    { hint: 'fit with --setting NAME=LOWEST:HIGHEST, or write settings into plant.yaml' },
  )
}

/** The last records that lie within the region. */
async function familiarRows(
  model: QualityModel,
  columns: readonly AlignedColumn[],
): Promise<Int32Array> {
  const first = columns[0]!
  const rowCount = first.kind === 'number' ? first.values.length : first.codes.length
  const last = Int32Array.from(
    { length: Math.min(rowCount, mostRecords) },
    (_, i) => rowCount - Math.min(rowCount, mostRecords) + i,
  )
  const isFamiliar = await model.isFamiliar(columns.map((column) => takeRows(column, last)))
  return last.filter((_, i) => isFamiliar[i]!)
}

interface Tried {
  readonly to: number
  /** The records with that value. */
  readonly changed: readonly AlignedColumn[]
  /** Mean failure probability by the members that choose. */
  readonly cost: number
  /** Mean failure probability by the members that confirm. */
  readonly after: number
}

/** The first of the candidates, best first, after which enough records lie within the region. */
async function firstFamiliar<C extends Tried>(
  model: QualityModel,
  candidates: readonly C[],
): Promise<C | undefined> {
  for (const candidate of candidates) {
    if (await staysFamiliar(model, candidate)) return candidate
  }
  return undefined
}

async function staysFamiliar(model: QualityModel, { changed }: Tried): Promise<boolean> {
  const isInside = await model.isFamiliar(changed)
  return isInside.filter(Boolean).length >= leastFamiliar * isInside.length
}

/** The best, and the values of the grid next to it that are familiar and cost no more; ascending. */
async function valuesAsGood<C extends Tried>(
  model: QualityModel,
  grid: readonly C[],
  best: C,
  most: { readonly cost: number; readonly after: number },
): Promise<readonly C[]> {
  const runOf = async (values: readonly C[]): Promise<C[]> => {
    const run: C[] = []
    for (const value of values) {
      const isAsGood = value.cost <= most.cost && value.after <= most.after
      if (!isAsGood || !(await staysFamiliar(model, value))) break
      run.push(value)
    }
    return run
  }
  const below = await runOf(grid.filter(({ to }) => to < best.to).toReversed())
  const above = await runOf(grid.filter(({ to }) => to > best.to))
  return [...below.toReversed(), best, ...above]
}

function withValue(
  columns: readonly AlignedColumn[],
  place: number,
  value: number,
): AlignedColumn[] {
  return columns.map((column, i) =>
    i === place && column.kind === 'number'
      ? { ...column, values: new Float64Array(column.values.length).fill(value) }
      : column,
  )
}

function medianOf(column: AlignedColumn): number {
  if (column.kind !== 'number') return NaN
  const sorted = column.values.slice().sort()
  return sorted[Math.floor(sorted.length / 2)]!
}

function halves(count: number): readonly [number[], number[]] {
  const members = Array.from({ length: count }, (_, i) => i)
  return [members.filter((i) => i % 2 === 0), members.filter((i) => i % 2 === 1)]
}

function meanOver(values: readonly Float64Array[], members: readonly number[]): number {
  const own = members.flatMap((member) => [...values[member]!])
  return own.reduce((sum, value) => sum + value, 0) / own.length
}

/** The mean and its 90% interval, members and records both drawn again. */
function overMembersAndRecords(
  values: readonly Float64Array[],
  members: readonly number[],
  random: Random,
  repeats = 400,
): Interval {
  const count = values[0]!.length
  const means = Float64Array.from({ length: repeats }, () => {
    const own = values[members[random.integer(members.length)]!]!
    let sum = 0
    for (let i = 0; i < count; i++) sum += own[random.integer(count)]!
    return sum / count
  }).sort()
  return {
    estimate: meanOver(values, members),
    lower: means[Math.floor(0.05 * repeats)]!,
    upper: means[Math.floor(0.95 * repeats)]!,
  }
}

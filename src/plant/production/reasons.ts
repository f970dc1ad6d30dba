// Reasons: why a shortage or overtime is expected. For linked items the solver says it from the duals and
// slacks of its model; for the others a change is tried on the scenarios and its gain is the evidence.

import { createPause } from '../../progress.ts'
import type {
  Cause as SolverCause,
  OvertimeCause,
  ShortageCause,
} from '../../solvers/lot-sizing/problem.ts'
import { mean } from '../../statistics/moments.ts'
import type { Item } from '../model/items.ts'
import type { ProductionDecision } from './decision.ts'
import { profitOf, traceItem, type ItemTrace } from './evaluate.ts'
import type { Execution } from './execution.ts'
import type { Cause, Change, Reason } from './plan.ts'
import { reasonSentence } from './reason-sentence.ts'
import type { ProductionRecords } from './records.ts'
import { bestShortageChance, choosePolicy, periodsBetween } from './replenishment.ts'

/** What is said of one item or resource in one period, before those of near periods are merged. */
interface Statement {
  readonly about: Reason['about']
  readonly subject: string
  readonly period: number
  readonly quantity: number
  readonly cause: Cause
  readonly because?: string
  readonly root?: Reason['root']
  /** Expected money that it costs. */
  readonly stake: number
  readonly evidence: Reason['evidence']
}

/** Expected shortages below this share of an item's demand per period are noise of the scenarios. */
const noticeableShare = 0.005

/**
 * @param traces of each item under the decision.
 * @param solver what the solver says of the linked items, in the numbering of the records.
 * @throws MillraceError `cancelled`.
 */
export async function reasonsOf(
  records: ProductionRecords,
  decision: ProductionDecision,
  execution: Execution,
  trace: (item: number) => ItemTrace,
  solver: {
    readonly shortages: readonly ShortageCause[]
    readonly overtime: readonly OvertimeCause[]
  },
  signal?: AbortSignal,
): Promise<readonly Reason[]> {
  const statements = solver.overtime.map((cause) => overtimeStatement(records, cause))
  const pause = createPause({ signal })
  for (const index of records.items.keys()) {
    await pause('explain')
    const found = trace(index)
    const short = noticeableShortages(records, found)
    if (short.length === 0) continue
    const own = decision.policies[index]
      ? policyStatements(records, decision, execution, index, found, short)
      : solver.shortages
          .filter(({ item, period }) => item === index && short.some((s) => s.period === period))
          .map((cause) => shortageStatement(records, cause))
    statements.push(...own)
  }
  return merge(records, statements)
}

interface Shortfall {
  readonly period: number
  readonly units: number
}

function noticeableShortages(
  { scenarioCount, periodCount }: ProductionRecords,
  { shortage, demand }: ItemTrace,
): Shortfall[] {
  const threshold =
    (noticeableShare * demand.reduce((sum, units) => sum + units, 0)) / demand.length
  const found: Shortfall[] = []
  for (let period = 0; period < periodCount; period++) {
    let sum = 0
    for (let s = 0; s < scenarioCount; s++) sum += shortage[s * periodCount + period]!
    const units = sum / scenarioCount
    if (units > threshold && units > 0) found.push({ period, units })
  }
  return found
}

/** Causes of the shortages of an item with a policy, each verified by trying the change that it names. */
function policyStatements(
  records: ProductionRecords,
  decision: ProductionDecision,
  execution: Execution,
  index: number,
  trace: ItemTrace,
  short: readonly Shortfall[],
): Statement[] {
  const { plant, periodCount, scenarioCount, steps } = records
  const record = records.items[index]!
  const { item } = record
  const fence = plant.file.planning.frozen_periods
  const current = mean(profitOf(trace.money))
  const gainOf = (changed: ProductionRecords, policy = decision.policies[index]): number => {
    const policies = decision.policies.slice()
    policies[index] = policy
    const other = traceItem(changed, { ...decision, policies }, execution, index)
    return mean(profitOf(other.money)) - current
  }
  const withItem = (figures: Partial<typeof item>): ProductionRecords => ({
    ...records,
    items: records.items.with(index, { ...record, item: { ...item, ...figures } }),
  })
  const policyOf = (changed: ProductionRecords, chance?: number) =>
    choosePolicy(changed.items[index]!, scenarioCount, steps.length, periodCount, chance)

  const statement = (
    { period, units }: Shortfall,
    cause: Cause,
    kind: Extract<Change['kind'], 'no-lead-time' | 'no-frozen-periods' | 'rarer-shortage'>,
    gain: number,
  ): Statement => ({
    about: 'shortage',
    subject: item.id,
    period,
    quantity: units,
    stake: units * costOfUnitShort(item),
    cause,
    evidence: { change: { kind }, gain },
  })
  const cached = new Map<string, number>()
  const once = (name: string, compute: () => number): number => {
    const known = cached.get(name) ?? compute()
    cached.set(name, known)
    return known
  }
  return short.map((shortfall) => {
    if (shortfall.period < item.leadTimePeriods) {
      const free = withItem({ leadTimePeriods: 0 })
      const gain = once('lead-time', () => gainOf(free, policyOf(free)))
      return statement(shortfall, 'lead-time', 'no-lead-time', gain)
    }
    if (shortfall.period < item.leadTimePeriods + fence) {
      const file = { ...plant.file, planning: { ...plant.file.planning, frozen_periods: 0 } }
      const gain = once('frozen', () => gainOf({ ...records, plant: { ...plant, file } }))
      return statement(shortfall, 'frozen', 'no-frozen-periods', gain)
    }
    const safer = once('safer', () => {
      const rate = trace.demand.reduce((sum, units) => sum + units, 0) / trace.demand.length
      const chance = bestShortageChance(item, periodsBetween(item, rate))
      return gainOf(records, policyOf(records, chance / 2))
    })
    return statement(shortfall, 'not-worth-it', 'rarer-shortage', safer)
  })
}

function shortageStatement(
  records: ProductionRecords,
  { item, period, units, cause }: ShortageCause,
): Statement {
  const { item: figures } = records.items[item]!
  return {
    about: 'shortage',
    subject: figures.id,
    period,
    quantity: units,
    stake: units * costOfUnitShort(figures),
    ...causeOf(records, cause),
  }
}

/** For a period where demand waits, once where it is lost. */
function costOfUnitShort({ shortage, price, unitCost }: Item): number {
  return shortage.kind === 'backorder'
    ? shortage.costPerPeriod
    : shortage.cost + Math.max(0, price - unitCost)
}

function causeOf(
  records: ProductionRecords,
  cause: SolverCause,
): Pick<Statement, 'cause' | 'because' | 'root' | 'evidence'> {
  const { items, resources, steps } = records
  switch (cause.kind) {
    case 'lead-time':
    case 'frozen': {
      const before = steps[cause.firstPeriod] ?? null
      return {
        cause: cause.kind,
        evidence: { change: { kind: 'earlier-arrival', before }, gain: null },
      }
    }
    case 'capacity': {
      const because = resources[cause.resource]!.resource.id
      const change = {
        kind: 'hour-more',
        resource: because,
        period: steps[cause.period]!,
      } as const
      return { cause: 'capacity', because, evidence: { change, gain: cause.valuePerHour } }
    }
    case 'component': {
      const because = items[cause.item]!.item.id
      const { evidence, ...root } = causeOf(records, cause.root.cause)
      const item = items[cause.root.item]!.item.id
      return { cause: 'material', because, root: { item, ...root }, evidence }
    }
    case 'lot-size':
      return {
        cause: 'lot-size',
        evidence: { change: { kind: 'free-lot', limit: cause.limit }, gain: null },
      }
    case 'not-worth-it':
    case 'not-found':
      return {
        cause: cause.kind,
        evidence: { change: { kind: 'unit-more' }, gain: cause.unitValue - cause.unitCost },
      }
    default:
      return cause satisfies never
  }
}

function overtimeStatement(
  { resources, items, steps }: ProductionRecords,
  { resource, period, hours, valuePerHour, items: users }: OvertimeCause,
): Statement {
  const { id, overtimeCost } = resources[resource]!.resource
  const main = users[0] && items[users[0].item]!.item.id
  const gain = overtimeCost - valuePerHour
  return {
    about: 'overtime',
    subject: id,
    period,
    quantity: hours,
    stake: hours * overtimeCost,
    cause: gain > 0 ? 'not-found' : 'cheaper-than-shortage',
    ...(main !== undefined && { because: main }),
    evidence: {
      change: { kind: 'hour-less', resource: id, period: steps[period]! },
      gain,
    },
  }
}

/** Periods without a cause that do not part those around them. */
const nearbyPeriods = 2

/**
 * One reason for all periods near each other with the same cause, the most money at stake first. The period that
 * costs most gives the evidence.
 */
function merge(records: ProductionRecords, statements: readonly Statement[]): Reason[] {
  const groups = new Map<string, Statement[][]>()
  for (const statement of statements.toSorted((a, b) => a.period - b.period)) {
    const { about, subject, cause, because, root } = statement
    // Who works most of the overtime may change from period to period: it is one reason all the same.
    const key = JSON.stringify(
      about === 'overtime' ? [about, subject] : [about, subject, cause, because, root],
    )
    const runs = groups.get(key) ?? []
    groups.set(key, runs)
    const run = runs.at(-1)
    if (run && statement.period - run.at(-1)!.period <= nearbyPeriods + 1) run.push(statement)
    else runs.push([statement])
  }
  const stakeOf = (run: readonly Statement[]): number =>
    run.reduce((sum, { stake }) => sum + stake, 0)
  const runs = [...groups.values()].flat().sort((a, b) => stakeOf(b) - stakeOf(a))
  return runs.map((run) => {
    const { about, subject, cause, root, evidence } = dearest(run)
    const because = mainOf(run)
    const reason = {
      about,
      subject,
      from: run[0]!.period,
      to: run.at(-1)!.period,
      quantity: Math.max(...run.map(({ quantity }) => quantity)),
      stake: stakeOf(run),
      cause,
      ...(because !== undefined && { because }),
      ...(root && { root }),
      evidence,
    }
    return { ...reason, sentence: reasonSentence(reason, records.steps) }
  })
}

function dearest(run: readonly Statement[]): Statement {
  return run.reduce((most, statement) => (statement.stake > most.stake ? statement : most))
}

/** What most of the money of a run is put down to. */
function mainOf(run: readonly Statement[]): string | undefined {
  const stakes = new Map<string | undefined, number>()
  for (const { because, stake } of run) stakes.set(because, (stakes.get(because) ?? 0) + stake)
  return [...stakes].reduce((most, entry) => (entry[1] > most[1] ? entry : most))[0]
}

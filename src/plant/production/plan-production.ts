// From records to a plan: decide, evaluate on every scenario, explain, and compare with the usual rules.

import { setImmediate } from 'node:timers/promises'
import { throwIfCancelled } from '../../errors.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import type {
  ConstraintGroup,
  Conflict as SolverConflict,
  LotSizingOutcome,
  LotSizingProblem,
  OvertimeCause,
  PlannedLots,
  ShortageCause,
} from '../../solvers/lot-sizing/problem.ts'
import type { ScenarioSet } from '../demand/scenarios.ts'
import type { Plant } from '../model.ts'
import { emptyDecision, type ProductionDecision } from './decision.ts'
import {
  evaluateDecision,
  perPeriod,
  traceItem,
  type Evaluation,
  type ItemTrace,
} from './evaluate.ts'
import {
  distributionOf,
  planFormat,
  planVersion,
  type Conflict,
  type FeasiblePlan,
  type ItemPlan,
  type Plan,
} from './plan.ts'
import { decisionFrom, lotSizingProblem } from './problem.ts'
import { proposalsOf, resourcePlansOf } from './proposals.ts'
import { reasonsOf } from './reasons.ts'
import { operateRule } from './operate-rule.ts'
import { buildRecords, type PlantState, type ProductionRecords } from './records.ts'
import { choosePolicy } from './replenishment.ts'
import { allocateService } from './service-allocation.ts'
import { startsOf } from './starts.ts'

/** The lot-sizing solver, as an argument so that a plan can be made with another one. */
export type SolveLotSizing = (
  problem: LotSizingProblem,
  options: WorkOptions & {
    readonly timeLimitSeconds: number
    readonly risk?: { readonly tail: number; readonly weight: number }
    readonly seed: number
    readonly starts?: readonly PlannedLots[]
  },
) => Promise<LotSizingOutcome>

/** A rule to compare with: its decision on the same records. */
export interface Rule {
  readonly name: string
  /** @param elapsed periods that have passed since the forecast of the rule. Default 0. */
  decide(records: ProductionRecords, elapsed?: number): ProductionDecision
}

export interface PlanOptions extends WorkOptions {
  readonly solve: SolveLotSizing
  /** Stock and open orders now; default those of the plant's files. */
  readonly state?: PlantState
  /** Usual rules, evaluated on the same scenarios. */
  readonly rules?: readonly Rule[]
}

export type Decided =
  | {
      readonly status: 'decided'
      readonly decision: ProductionDecision
      readonly gap: number | null
      readonly shortages: readonly ShortageCause[]
      readonly overtime: readonly OvertimeCause[]
      readonly notes: readonly string[]
    }
  | { readonly status: 'infeasible'; readonly conflicts: readonly SolverConflict[] }

/**
 * The plan that is best over the scenarios.
 * @throws MillraceError `bad-input` where plant and scenarios do not fit together, `cancelled`.
 */
export async function planProduction(
  plant: Plant,
  scenarios: ScenarioSet,
  { solve, state, rules = [], onProgress, signal }: PlanOptions,
): Promise<Plan> {
  const records = buildRecords(plant, scenarios, state ? { state } : {})
  const decided = await decideProduction(records, solve, scenarios.seed, {
    signal,
    onProgress: progressWithin(onProgress, 0, 0.8),
  })
  const { name, currency, language, planning } = plant.file
  const head = {
    format: planFormat,
    version: planVersion,
    plant: { name, currency, language },
    periods: records.steps.slice(0, records.periodCount),
    frozenPeriods: planning.frozen_periods,
    scenarioCount: records.scenarioCount,
    seed: scenarios.seed,
    risk: planning.risk,
  } as const
  if (decided.status === 'infeasible') {
    const conflicts = decided.conflicts.map((conflict) => describeConflict(conflict, records.steps))
    return { ...head, status: 'infeasible', conflicts, notes: records.notes }
  }
  onProgress?.({ stage: 'plan', fraction: 0.8, detail: 'evaluate and explain' })
  await pause(signal)
  const candidates: EvaluatedRule[] = []
  for (const rule of rules) {
    candidates.push(...evaluateRules(records, [rule]))
    await pause(signal)
  }
  const best = bestOf(records, decided, candidates)
  await pause(signal)
  const isLinked = records.items.some((record) => record.isLinked)
  const baselines = []
  for (const [index, { name, evaluation }] of candidates.entries()) {
    // Policies react to every scenario by themselves; lots of linked items have to be decided again.
    const outcome = isLinked
      ? await operateRule(records, rules[index]!, signal)
      : evaluation.outcome
    baselines.push({ name, outcome })
  }
  return {
    ...head,
    ...(await describe(records, best, signal)),
    baselines,
    notes: [...records.notes, ...best.notes],
  }
}

interface EvaluatedRule {
  readonly name: string
  readonly decision: ProductionDecision
  readonly evaluation: Evaluation
}

export function evaluateRules(
  records: ProductionRecords,
  rules: readonly Rule[],
): readonly EvaluatedRule[] {
  return rules.map((rule) => {
    const decision = rule.decide(records)
    return { name: rule.name, decision, evaluation: evaluateDecision(records, decision) }
  })
}

/** The promise: no plan is worse on its scenarios than a usual rule. */
export function bestOf(
  records: ProductionRecords,
  decided: Extract<Decided, { status: 'decided' }>,
  rules: readonly EvaluatedRule[],
): Extract<Decided, { status: 'decided' }> {
  const [best] = rules.toSorted((a, b) => b.evaluation.worth - a.evaluation.worth)
  if (!best || best.evaluation.worth <= evaluateDecision(records, decided.decision).worth) {
    return decided
  }
  const note = `the rule ${best.name} is proposed: the search found nothing better in its time`
  return {
    status: 'decided',
    decision: best.decision,
    gap: null,
    shortages: [],
    overtime: [],
    notes: [...decided.notes, note],
  }
}

export interface DecideOptions extends WorkOptions {
  /** Periods for which policies are made. Default all that are planned. */
  readonly policyPeriods?: number
  /** What was decided one period ago, to start from. */
  readonly previous?: ProductionDecision | undefined
}

/** Lots for the linked items, policies for the others. */
export async function decideProduction(
  records: ProductionRecords,
  solve: SolveLotSizing,
  seed: number,
  { onProgress, signal, policyPeriods = records.periodCount, previous }: DecideOptions = {},
): Promise<Decided> {
  const { items, scenarioCount, steps, plant } = records
  const { risk, time_limit_seconds: timeLimitSeconds } = plant.file.planning
  const linked = lotSizingProblem(
    records,
    items.flatMap(({ isLinked }, index) => (isLinked ? [index] : [])),
  )
  let answer: Extract<Decided, { status: 'decided' }> = {
    status: 'decided',
    decision: emptyDecision(records),
    gap: null,
    shortages: [],
    overtime: [],
    notes: [],
  }
  if (linked.problem.items.length > 0) {
    const outcome = await solve(linked.problem, {
      timeLimitSeconds,
      seed,
      starts: startsOf(records, linked, previous),
      onProgress,
      signal,
      ...(risk.measure === 'cvar' && { risk: { tail: 1 - risk.alpha, weight: risk.weight } }),
    })
    if (outcome.status === 'infeasible') return outcome
    if (outcome.status === 'unsolved') {
      const note = `no plan of the items that share resources or materials was found within ${timeLimitSeconds} seconds: allow more time`
      answer = { ...answer, notes: [note] }
    } else {
      const recordOf = (item: number): number => linked.records[item]!
      answer = {
        ...answer,
        decision: decisionFrom(records, linked.records, outcome.plan),
        gap: Number.isFinite(outcome.gap) ? outcome.gap : null,
        shortages: outcome.shortages.map((shortage) => ({
          ...shortage,
          item: recordOf(shortage.item),
          cause:
            shortage.cause.kind === 'component'
              ? {
                  ...shortage.cause,
                  item: recordOf(shortage.cause.item),
                  root: { ...shortage.cause.root, item: recordOf(shortage.cause.root.item) },
                }
              : shortage.cause,
        })),
        overtime: outcome.overtime.map((overtime) => ({
          ...overtime,
          items: overtime.items.map((use) => ({ ...use, item: recordOf(use.item) })),
        })),
      }
    }
  }
  const { service } = plant.file.planning
  const chances = service && allocateService(records, service)
  const policies = items.map((record, index) =>
    record.isLinked
      ? undefined
      : choosePolicy(record, scenarioCount, steps.length, policyPeriods, chances?.[index]),
  )
  return { ...answer, decision: { ...answer.decision, policies } }
}

/** Lets an interrupt be heard between long steps: thousands of items take seconds in each. */
async function pause(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate()
  throwIfCancelled(signal)
}

async function describe(
  records: ProductionRecords,
  decided: Extract<Decided, { status: 'decided' }>,
  signal: AbortSignal | undefined,
): Promise<Omit<FeasiblePlan, keyof Plan | 'status' | 'baselines'> & Pick<FeasiblePlan, 'status'>> {
  const { decision, gap, shortages, overtime } = decided
  const items: ItemPlan[] = []
  const { outcome, profit, execution } = evaluateDecision(records, decision, (trace, index) => {
    items.push(itemPlan(records, trace, index))
  })
  const trace = (index: number): ItemTrace => traceItem(records, decision, execution, index)
  await pause(signal)
  const proposals = proposalsOf(records, decision)
  await pause(signal)
  return {
    status: 'planned',
    method: records.items.some(({ isLinked }) => isLinked) ? 'lot-sizing' : 'per-item',
    gap,
    outcome,
    profits: [...profit],
    proposals,
    items,
    resources: resourcePlansOf(records, decision),
    reasons: reasonsOf(records, decision, execution, trace, { shortages, overtime }),
  }
}

function itemPlan(
  { items, periodCount, scenarioCount }: ProductionRecords,
  { demand, supply, stock, shortage, money }: ItemTrace,
  index: number,
): ItemPlan {
  const { item, model } = items[index]!
  const fill = money.served.map((served, s) => {
    const demanded = money.demanded[s]!
    return demanded > 0 ? served / demanded : 1
  })
  const meanSupply = Array.from({ length: periodCount }, (_, period) => {
    let sum = 0
    for (let s = 0; s < scenarioCount; s++) sum += supply[s * periodCount + period]!
    return sum / scenarioCount
  })
  return {
    item: item.id,
    description: item.description,
    model,
    serviceLevel: item.serviceLevel,
    fillRate: distributionOf(fill),
    demand: perPeriod(demand, periodCount),
    supply: meanSupply,
    stock: perPeriod(stock, periodCount),
    shortage: perPeriod(shortage, periodCount),
  }
}

function describeConflict(
  { group, name, period, amount }: SolverConflict,
  steps: readonly string[],
): Conflict {
  const unit = group === 'capacity' ? 'hours' : 'units'
  const rounded = Number(amount.toPrecision(4))
  return {
    constraint: group,
    subject: name,
    period,
    excess: amount,
    unit,
    sentence: `${name}: ${constraintWords[group]} in ${steps[period]} would have to give by ${rounded} ${unit}.`,
  }
}

const constraintWords = {
  capacity: 'the hours',
  material: 'the stock of the component',
  demand: 'the demand to be met without shortage',
  service: 'the service level',
  'lot-size': 'the lot size',
  'shelf-life': 'the shelf life',
} as const satisfies Record<ConstraintGroup, string>

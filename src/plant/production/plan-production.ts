// From records to a plan: decide, evaluate on every scenario, explain, and compare with the usual rules.

import { createPause, progressWithin } from '../../progress.ts'
import type {
  ConstraintGroup,
  Conflict as SolverConflict,
} from '../../solvers/lot-sizing/problem.ts'
import { mean } from '../../statistics/moments.ts'
import type { ScenarioSet } from '../demand/scenarios.ts'
import type { Plant } from '../model.ts'
import type { ChooseOptions, Chosen } from './choice.ts'
import { chooseAlone } from './choose-alone.ts'
import { chooseLinked } from './choose-linked.ts'
import { evaluateDecision, perPeriod, traceItem, type ItemTrace } from './evaluate.ts'
import { noteSentence, type PlanNote } from './notes.ts'
import {
  distributionOf,
  planFormat,
  planVersion,
  type Conflict,
  type FeasiblePlan,
  type ItemPlan,
  type Plan,
} from './plan.ts'
import { proposalsOf, resourcePlansOf } from './proposals.ts'
import { reasonsOf } from './reasons.ts'
import { buildRecords, type PlantState, type ProductionRecords } from './records.ts'

export interface PlanOptions extends ChooseOptions {
  /** Stock and open orders now; default those of the plant's files. */
  readonly state?: PlantState
}

/**
 * The plan that is best over the scenarios.
 * @throws MillraceError `bad-input` where plant and scenarios do not fit together, `cancelled`.
 */
export async function planProduction(
  plant: Plant,
  scenarios: ScenarioSet,
  options: PlanOptions,
): Promise<Plan> {
  const { state, onProgress, signal } = options
  const records = buildRecords(plant, scenarios, state ? { state } : {})
  const isLinked = records.items.some((record) => record.isLinked)
  const choose = isLinked ? chooseLinked : chooseAlone
  const chosen = await choose(records, scenarios.seed, {
    ...options,
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
  if (chosen.status === 'infeasible') {
    const conflicts = chosen.conflicts.map((conflict) => describeConflict(conflict, records.steps))
    return { ...head, status: 'infeasible', conflicts, ...notesOf(records.notes) }
  }
  onProgress?.({ stage: 'plan', fraction: 0.8, detail: 'evaluate and explain' })
  await createPause({ signal })('compare')
  return {
    ...head,
    ...(await describe(records, chosen, signal)),
    baselines: chosen.baselines.map(({ name, outcome, profit }) => ({
      name,
      outcome,
      beatenIn: mean(chosen.operated.profit.map((own, s) => (own > profit[s]! ? 1 : 0))),
    })),
    ...notesOf([...records.notes, ...chosen.notes]),
  }
}

function notesOf(notes: readonly PlanNote[]): Pick<Plan, 'notes' | 'codedNotes'> {
  return { notes: notes.map(noteSentence), codedNotes: notes }
}

async function describe(
  records: ProductionRecords,
  { decision, operated, gap, shortages, overtime }: Extract<Chosen, { status: 'chosen' }>,
  signal: AbortSignal | undefined,
): Promise<Omit<FeasiblePlan, keyof Plan | 'status' | 'baselines'> & Pick<FeasiblePlan, 'status'>> {
  const items: ItemPlan[] = []
  const { execution } = evaluateDecision(records, decision, (trace, index) => {
    items.push(itemPlan(records, trace, index))
  })
  const pause = createPause({ signal })
  const trace = (index: number): ItemTrace => traceItem(records, decision, execution, index)
  await pause('describe')
  const proposals = proposalsOf(records, decision)
  await pause('describe')
  return {
    status: 'planned',
    method: records.items.some(({ isLinked }) => isLinked) ? 'lot-sizing' : 'per-item',
    gap,
    outcome: operated.outcome,
    profits: [...operated.profit],
    proposals,
    items,
    resources: resourcePlansOf(records, decision),
    reasons: await reasonsOf(records, decision, execution, trace, { shortages, overtime }, signal),
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

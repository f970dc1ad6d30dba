// Which releases a plant with shared hours or materials should start with: those of its own levels and lots, of
// the solver's plan, or of a usual rule, whichever earns most when the plant is decided anew each period after
// them (a rollout; Bertsekas 2019, Reinforcement Learning and Optimal Control). The solver then fills in the
// later periods, and says why something is short.

import { progressWithin } from '../../progress.ts'
import type { EffortLimits } from '../../solvers/mip/effort.ts'
import type { LotSizingOutcome } from '../../solvers/lot-sizing/problem.ts'
import {
  bestOf,
  proposedNote,
  unsearched,
  type ChooseOptions,
  type Chosen,
  type Operated,
  type Rule,
} from './choice.ts'
import { policiesOf } from './choose-alone.ts'
import { emptyDecision, hoursOf, type ProductionDecision } from './decision.ts'
import { evaluateDecision } from './evaluate.ts'
import { linkedRule } from './linked-policy.ts'
import { cutNote, type PlanNote } from './notes.ts'
import { expectedReleases, operateRule } from './operate-rule.ts'
import { decisionFrom, lotSizingProblem, type NumberedProblem } from './problem.ts'
import type { ProductionRecords } from './records.ts'
import { startsOf } from './starts.ts'
import { tuneLinkedPolicy } from './tune-linked-policy.ts'

/** Shares of the effort: for levels and lots, and for each of two searches of the solver. */
const tuningShare = 0.3
const searchShare = 0.35

/** @throws MillraceError `cancelled`. */
export async function chooseLinked(
  records: ProductionRecords,
  seed: number,
  { solve, rules = [], onProgress, signal }: ChooseOptions,
): Promise<Chosen> {
  const { risk, effort, time_limit_seconds: seconds } = records.plant.file.planning
  const limits = (share: number): EffortLimits & { readonly effort: number } => ({
    effort: share * effort,
    timeLimitSeconds: seconds && share * seconds,
  })
  const numbers = records.items.flatMap(({ isLinked }, index) => (isLinked ? [index] : []))
  const policies = policiesOf(records)
  const tuned = await tuneLinkedPolicy(records, { ...limits(tuningShare), signal })
  const search = (numbered: NumberedProblem, from: number, starts = startsOf(records, numbered)) =>
    solve(numbered.problem, {
      ...limits(searchShare),
      seed,
      starts,
      signal,
      onProgress: progressWithin(onProgress, from, from + searchShare),
      ...(risk.measure === 'cvar' && { risk: { tail: 1 - risk.alpha, weight: risk.weight } }),
    })
  const free = lotSizingProblem(records, numbers)
  const outcome = await search(free, tuningShare)
  if (outcome.status === 'infeasible') return outcome

  const own = (name: string, first?: Float64Array): Rule =>
    withPolicies(linkedRule(name, tuned.outlook, tuned.policy, first), policies)
  const operate = async (rule: Rule) => ({
    name: rule.name,
    rule,
    ...(await operateRule(records, rule, signal)),
  })
  const baselines = []
  for (const rule of rules) baselines.push(await operate(rule))
  const candidates: (Operated & { readonly name: string; readonly rule?: Rule })[] = [
    await operate(own(ownName)),
    ...baselines,
  ]
  let planned: ProductionDecision | undefined
  if (outcome.status === 'solved') {
    planned = { ...decisionFrom(records, numbers, outcome.plan), policies }
    const { rule: _, ...rolled } = await operate(own(ownName, firstOf(records, planned.lots)))
    const written = { name: ownName, ...evaluateDecision(records, planned) }
    candidates.push(rolled, written)
  }
  const best = bestOf(records, candidates)
  const notes = baselines.some(({ name }) => name === best.name) ? [proposedNote(best.name)] : []
  const cut = (isCut: boolean): readonly PlanNote[] => (isCut ? [cutNote] : [])
  const isCut = tuned.isCut || outcome.isCut
  // Without a rule of its own it is the solver's plan that was best.
  if (!best.rule) {
    const told = [...notes, ...cut(isCut)]
    return { ...found(outcome, planned!, free), operated: best, baselines, notes: told }
  }
  const lots = expectedReleases(records, best.rule)
  const given = lotSizingProblem(records, numbers, firstOf(records, lots))
  const starts = [
    {
      lots: rowsOf(lots, given, records.periodCount),
      allocations: new Float64Array(numbers.length * records.periodCount),
    },
  ]
  const later = await search(given, tuningShare + searchShare, starts)
  const told = [...notes, ...cut(isCut || (later.status !== 'infeasible' && later.isCut))]
  if (later.status === 'solved') {
    const decision = { ...decisionFrom(records, numbers, later.plan), policies }
    return { ...found(later, decision, given), operated: best, baselines, notes: told }
  }
  const note = { code: 'no-search', effort } as const
  const decision = {
    ...emptyDecision(records),
    policies,
    lots,
    overtime: overtimeOf(records, lots),
  }
  return { ...unsearched, decision, operated: best, baselines, notes: [...told, note] }
}

const ownName = 'levels and lots'

function found(
  outcome: LotSizingOutcome,
  decision: ProductionDecision,
  { records: numbers }: NumberedProblem,
): Pick<
  Extract<Chosen, { status: 'chosen' }>,
  'status' | 'decision' | 'gap' | 'shortages' | 'overtime'
> {
  if (outcome.status !== 'solved') return { ...unsearched, decision }
  const recordOf = (item: number): number => numbers[item]!
  return {
    status: 'chosen',
    decision,
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

/** A rule for linked items, with the policies of the others as they stand in each period. */
function withPolicies(rule: Rule, policies: ProductionDecision['policies']): Rule {
  return {
    name: rule.name,
    decide: (records, elapsed = 0) => ({
      ...rule.decide(records, elapsed),
      policies: policies.map(
        (policy) => policy && { ...policy, reorderPoint: policy.reorderPoint.subarray(elapsed) },
      ),
    }),
  }
}

function firstOf({ items, periodCount }: ProductionRecords, lots: Float64Array): Float64Array {
  return Float64Array.from(items, (_, index) => lots[index * periodCount]!)
}

function rowsOf(values: Float64Array, { records }: NumberedProblem, width: number): Float64Array {
  const rows = new Float64Array(records.length * width)
  for (const [row, record] of records.entries()) {
    rows.set(values.subarray(record * width, (record + 1) * width), row * width)
  }
  return rows
}

function overtimeOf(records: ProductionRecords, lots: Float64Array): Float64Array {
  const { resources, periodCount } = records
  const hours = hoursOf(records, lots)
  return hours.map((used, at) =>
    Math.max(0, used - resources[Math.floor(at / periodCount)]!.hours[at % periodCount]!),
  )
}

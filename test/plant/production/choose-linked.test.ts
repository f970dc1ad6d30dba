import { describe, expect, test } from 'vitest'
import { chooseLinked } from '../../../src/plant/production/choose-linked.ts'
import {
  proposedNote,
  type Rule,
  type SolveLotSizing,
} from '../../../src/plant/production/choice.ts'
import { emptyDecision, violationsOf } from '../../../src/plant/production/decision.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import type { LotSizingProblem } from '../../../src/solvers/lot-sizing/problem.ts'
import { chainPlant, chainScenarios } from './chain-plant.ts'
import { scenariosOf } from './small-plant.ts'

const records = buildRecords(chainPlant({ effort: 30 }), chainScenarios(30))
const idle: Rule = { name: 'idle', decide: (now) => emptyDecision(now) }

/** Notes the problems that it is given, and has no answer. */
function listening(problems: LotSizingProblem[]): SolveLotSizing {
  return (problem) => {
    problems.push(problem)
    return Promise.resolve({ status: 'unsolved', bound: 0, isCut: false })
  }
}

describe('chooseLinked', () => {
  test('the solver plans the later periods around the first releases of the best rule', async () => {
    const problems: LotSizingProblem[] = []
    const chosen = await chooseLinked(records, 1, { solve: listening(problems), rules: [idle] })
    if (chosen.status !== 'chosen') throw new Error('expected a choice')
    const [free, given] = problems
    expect(free!.items.map(({ frozen }) => frozen)).toEqual([[], [], []])
    const first = [0, 1, 2].map((index) => chosen.decision.lots[index * records.periodCount]!)
    expect(given!.items.map(({ frozen }) => frozen)).toEqual(first.map((lot) => [lot]))
    expect(given!.items.map(({ fence }) => fence)).toEqual([0, 0, 0])
  })

  test('without an answer the lots are those of levels and lots, which can be carried out', async () => {
    const chosen = await chooseLinked(records, 1, { solve: listening([]), rules: [idle] })
    if (chosen.status !== 'chosen') throw new Error('expected a choice')
    expect(violationsOf(records, chosen.decision)).toEqual([])
    expect(chosen.decision.lots.some((lot) => lot > 0)).toBe(true)
    expect(chosen.notes).toContainEqual({ code: 'no-search', effort: 30 })
    const [baseline] = chosen.baselines
    expect(chosen.operated.outcome.profit.mean).toBeGreaterThan(baseline!.outcome.profit.mean)
  })

  test('a usual rule that earns more is proposed, and this is said', async () => {
    // No rule that looks at its level sees the demand of the last period come: the path is the same in all futures.
    const late = scenariosOf({ pump: [[0, 0, 0, 0, 0, 0, 0, 60, 0]] })
    const certain = buildRecords(chainPlant({ effort: 2 }), late, {
      state: { stock: [0, 0, 60], receipts: [[], [], []] },
    })
    const ahead: Rule = {
      name: 'ahead',
      decide(now) {
        const decision = emptyDecision(now)
        const [pumps, casings] = now.items.map(({ initialStock }) => initialStock)
        decision.lots[0] = Math.min(7, casings!)
        decision.lots[now.periodCount] = pumps! + casings! < 60 ? 7 : 0
        return decision
      },
    }
    const chosen = await chooseLinked(certain, 1, { solve: listening([]), rules: [ahead] })
    expect(chosen).toMatchObject({ status: 'chosen' })
    expect(chosen).toHaveProperty('notes.0', proposedNote('ahead'))
  })

  test('what cannot be planned stays an answer', async () => {
    const conflicts = [{ group: 'capacity', name: 'bench', period: 1, amount: 2 }] as const
    const solve: SolveLotSizing = () => Promise.resolve({ status: 'infeasible', conflicts })
    expect(await chooseLinked(records, 1, { solve })).toEqual({ status: 'infeasible', conflicts })
  })
})

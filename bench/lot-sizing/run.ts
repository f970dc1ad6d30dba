// Lot sizing measured: npx tsx bench/lot-sizing/run.ts trigeiro|scenarios [--limit SECONDS] [--only REGEX] [--peer] [--out FILE]
// One row per instance: cost, proved bound, gap, seconds; with --peer, HiGHS on the whole model beside it, same limit.

import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openHighs } from '../../src/solvers/mip/highs.ts'
import { brokenRules } from '../../src/solvers/lot-sizing/evaluate.ts'
import { formulate } from '../../src/solvers/lot-sizing/formulation.ts'
import { gapOf } from '../../src/solvers/lot-sizing/incumbent.ts'
import type { LotSizingProblem } from '../../src/solvers/lot-sizing/problem.ts'
import { searchCosts } from '../../src/solvers/lot-sizing/scenario-cost.ts'
import { search } from '../../src/solvers/lot-sizing/search.ts'
import { sliceSupply } from '../../src/solvers/lot-sizing/slices.ts'
import { scenarioProblem } from './scenarios.ts'
import { parseTrigeiro } from './trigeiro.ts'

interface Result {
  readonly cost: number
  readonly bound: number
  readonly seconds: number
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string', default: '60' },
    only: { type: 'string', default: '' },
    peer: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})
const limit = Number(values.limit)

function instances(): { name: string; read: () => LotSizingProblem }[] {
  if (positionals[0] === 'scenarios') {
    return ['backorder', 'lost'].flatMap((shortage) =>
      [0.9, 1].map((load) => ({
        name: `24x30x200 ${shortage} load ${load}`,
        read: () =>
          scenarioProblem(24, 30, 200, { shortage: shortage as 'backorder' | 'lost', load }),
      })),
    )
  }
  const folder = join(process.env['MILLRACE_DATA'] ?? '', 'lot-sizing/trigeiro_X')
  // All first instances of a class before all second ones, so that a part of a run is a fair sample.
  const names = readdirSync(folder).sort(
    (a, b) => a.slice(-1).localeCompare(b.slice(-1)) || a.localeCompare(b),
  )
  return names.map((name) => ({
    name,
    read: () => parseTrigeiro(readFileSync(join(folder, name), 'utf8')),
  }))
}

async function ours(problem: LotSizingProblem): Promise<Result> {
  const session = await openHighs()
  const started = performance.now()
  const outcome = await search(session, problem, { timeLimitSeconds: limit })
  const seconds = (performance.now() - started) / 1000
  if (outcome.status !== 'solved') return { cost: NaN, bound: NaN, seconds }
  const broken = brokenRules(problem, outcome.incumbent.plan)
  if (broken.length > 0) throw new Error(`a plan that breaks rules: ${JSON.stringify(broken[0])}`)
  return { cost: outcome.incumbent.objective, bound: outcome.bound, seconds }
}

/** The whole model in HiGHS, exact slices as far as memory allows. */
async function monolith(problem: LotSizingProblem): Promise<Result> {
  const session = await openHighs()
  const started = performance.now()
  const costs = problem.items.map((item) => searchCosts(item, problem))
  const slices = problem.items.map((item, i) => sliceSupply(costs[i]!, item.initialStock))
  const formulation = formulate(problem, { costs, slices })
  const outcome = session.solve(formulation.model, { gap: 0.01, timeLimitSeconds: limit })
  const seconds = (performance.now() - started) / 1000
  if (outcome.status !== 'optimal' && outcome.status !== 'feasible') {
    return { cost: NaN, bound: NaN, seconds }
  }
  return { cost: outcome.objective, bound: outcome.bound - formulation.error, seconds }
}

function columns({ cost, bound, seconds }: Result): string[] {
  return [
    cost.toFixed(1),
    bound.toFixed(1),
    (100 * gapOf(cost, bound)).toFixed(2),
    seconds.toFixed(1),
  ]
}

const head = ['instance', 'cost', 'bound', 'gap %', 'seconds']
if (values.peer) head.push('peer cost', 'peer bound', 'peer gap %', 'peer seconds')
if (values.out) writeFileSync(values.out, `${head.join(',')}\n`)
console.log(head.join('\t'))
const gaps: number[] = []
const pattern = new RegExp(values.only)
for (const { name, read } of instances()) {
  if (!pattern.test(name)) continue
  const problem = read()
  const result = await ours(problem)
  const row = [name, ...columns(result)]
  if (values.peer) row.push(...columns(await monolith(problem)))
  gaps.push(gapOf(result.cost, result.bound))
  console.log(row.join('\t'))
  if (values.out) appendFileSync(values.out, `${row.join(',')}\n`)
}
gaps.sort((a, b) => a - b)
const share = gaps.filter((gap) => gap <= 0.01).length
console.log(
  `${gaps.length} instances, ${share} within 1% of their proved bound, ` +
    `median gap ${(100 * (gaps[gaps.length >> 1] ?? NaN)).toFixed(2)}%, worst ${(100 * (gaps.at(-1) ?? NaN)).toFixed(2)}%`,
)

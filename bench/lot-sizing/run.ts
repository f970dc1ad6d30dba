// Lot sizing measured: npx tsx bench/lot-sizing/run.ts trigeiro|scenarios
//   [--limit EFFORT] [--only REGEX] [--jobs N] [--out FILE [--resume]] [--peer]
// One row per instance: cost, proved bound, gap, seconds; it stops at a proved gap of 1%. With --peer, HiGHS on the whole
// model beside it, as many seconds. Rows go to --out as they are finished; --resume keeps those that are there already.

import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { brokenRules } from '../../src/solvers/lot-sizing/evaluate.ts'
import { formulate } from '../../src/solvers/lot-sizing/formulation.ts'
import { gapOf } from '../../src/solvers/lot-sizing/incumbent.ts'
import type { LotSizingProblem } from '../../src/solvers/lot-sizing/problem.ts'
import { searchCosts } from '../../src/solvers/lot-sizing/scenario-cost.ts'
import { sliceSupply } from '../../src/solvers/lot-sizing/slices.ts'
import { solveLotSizing } from '../../src/solvers/lot-sizing/solve.ts'
import { solveMip } from '../../src/solvers/mip/solve.ts'
import { scenarioProblem } from './scenarios.ts'
import { parseTrigeiro } from './trigeiro.ts'

interface Result {
  readonly cost: number
  readonly bound: number
  readonly seconds: number
}

interface Instance {
  readonly name: string
  read(): LotSizingProblem
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: 'string', default: '60' },
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '1' },
    out: { type: 'string' },
    resume: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
  },
})
const limit = Number(values.limit)

function instances(): Instance[] {
  if (positionals[0] === 'scenarios') {
    return (['backorder', 'lost'] as const).flatMap((shortage) =>
      [0.9, 1].map((load) => ({
        name: `24x30x200 ${shortage} load ${load}`,
        read: () => scenarioProblem(24, 30, 200, { shortage, load }),
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

/** As a user calls it: in a worker thread, reasons and all. */
async function ours(problem: LotSizingProblem): Promise<Result> {
  const started = performance.now()
  const outcome = await solveLotSizing(problem, { effort: limit })
  const seconds = (performance.now() - started) / 1000
  if (outcome.status !== 'solved') return { cost: NaN, bound: NaN, seconds }
  const broken = brokenRules(problem, outcome.plan)
  if (broken.length > 0) throw new Error(`a plan that breaks rules: ${JSON.stringify(broken[0])}`)
  return { cost: outcome.objective, bound: outcome.bound, seconds }
}

/** The whole model in HiGHS, exact slices as far as memory allows. */
async function monolith(problem: LotSizingProblem): Promise<Result> {
  const started = performance.now()
  const costs = problem.items.map((item) => searchCosts(item, problem))
  const slices = problem.items.map((item, i) => sliceSupply(costs[i]!, item.initialStock))
  const { model, error } = formulate(problem, { costs, slices })
  const outcome = await solveMip(model, { gap: 0.01, timeLimitSeconds: limit })
  const seconds = (performance.now() - started) / 1000
  if (outcome.status !== 'optimal' && outcome.status !== 'feasible') {
    return { cost: NaN, bound: NaN, seconds }
  }
  return { cost: outcome.objective, bound: outcome.bound - error, seconds }
}

function columns({ cost, bound, seconds }: Result): string[] {
  const gap = 100 * gapOf(cost, bound)
  return [cost.toFixed(1), bound.toFixed(1), gap.toFixed(2), seconds.toFixed(1), String(limit)]
}

const head = ['instance', 'cost', 'bound', 'gap %', 'seconds', 'limit']
if (values.peer) head.push('peer cost', 'peer bound', 'peer gap %', 'peer seconds', 'peer limit')
const { out } = values
const isResumed = values.resume && out !== undefined && existsSync(out)
// A run that was killed may have left half a row.
const rows: string[] = (isResumed ? readFileSync(out, 'utf8') : '')
  .split('\n')
  .slice(1)
  .filter((row) => row.split(',').length === head.length)
if (out) writeFileSync(out, [head.join(','), ...rows].map((row) => `${row}\n`).join(''))
console.log(head.join('\t'))
const done = new Set(rows.map((row) => row.split(',')[0]))
const pattern = new RegExp(values.only)
const waiting = instances().filter(({ name }) => pattern.test(name) && !done.has(name))

/** Takes instances until none is left. One that fails is told of and leaves no row, so that it can be run again. */
async function work(): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    try {
      const problem = next.read()
      const row = [next.name, ...columns(await ours(problem))]
      if (values.peer) row.push(...columns(await monolith(problem)))
      console.log(row.join('\t'))
      rows.push(row.join(','))
      if (out) appendFileSync(out, `${row.join(',')}\n`)
    } catch (error) {
      process.exitCode = 1
      console.error(`${next.name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

await Promise.all(Array.from({ length: Math.max(1, Number(values.jobs)) }, work))

const gaps = rows.map((row) => Number(row.split(',')[3])).sort((a, b) => a - b)
const known = gaps.filter((gap) => !Number.isNaN(gap))
const within = (percent: number): number => known.filter((gap) => gap <= percent).length
console.log(
  `${gaps.length} instances: ${within(1)} within 1% of their proved bound, ${within(2)} within 2%, ` +
    `${within(5)} within 5%, ${gaps.length - known.length} without a plan; ` +
    `median gap ${known[known.length >> 1]}%, worst ${known.at(-1)}%`,
)

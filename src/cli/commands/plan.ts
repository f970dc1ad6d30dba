// `millrace plan PLANT --out DIR`: from a plant to proposals, with the reasons for what they leave short.

import { Command } from 'commander'
import { readDemandHistory } from '../../loop/demand-history.ts'
import { fitForecaster } from '../../loop/forecast.ts'
import { loadPlant } from '../../plant/model.ts'
import { writePlan } from '../../plant/production/plan-files.ts'
import { planProduction } from '../../plant/production/plan-production.ts'
import { mainReasons } from '../../plant/production/main-reasons.ts'
import type { FeasiblePlan, InfeasiblePlan, Plan, Reason } from '../../plant/production/plan.ts'
import { horizonOf } from '../../plant/production/records.ts'
import { usualRules } from '../../plant/production/usual-rules.ts'
import { progressWithin } from '../../progress.ts'
import { solveLotSizing } from '../../solvers/lot-sizing/solve.ts'
import type { ActionWrapper, CommandContext } from '../context.ts'
import { addBudgetOption, integerOption } from '../options.ts'

interface PlanCommandOptions {
  readonly out?: string
  readonly seed?: number
  readonly budget?: number
  readonly json?: boolean
}

export function planCommand(action: ActionWrapper): Command {
  const command = new Command('plan')
    .description('Plan a plant over its possible futures: what to make and buy, and when.')
    .argument('<plant>', 'folder with plant.yaml')
    .option('--out <dir>', 'write plan.json and CSV files into this folder')
    .option(
      '--seed <number>',
      'seed of all randomness (default: that of plant.yaml)',
      integerOption('seed', 0),
    )
  addBudgetOption(command)
  command.action(async (path: string, options: PlanCommandOptions) =>
    action<PlanCommandOptions>((given, context) => runPlan(path, given, context))(options),
  )
  return command
}

async function runPlan(
  path: string,
  { out, seed: givenSeed, budget }: PlanCommandOptions,
  context: CommandContext,
): Promise<void> {
  const { signal, onProgress } = context
  const plant = await loadPlant(path, { signal })
  const { panel } = await readDemandHistory(plant, { signal })
  const seed = givenSeed ?? plant.file.seed
  const horizon = horizonOf(plant).steps
  const { model, training_seconds } = plant.file
  const fitted = await fitForecaster(
    panel,
    { model, horizon, seed, budgetSeconds: budget ?? training_seconds },
    { signal, onProgress: progressWithin(onProgress, 0, 0.5) },
  )
  const sampleCount = plant.file.planning.scenarios
  const scenarios = await fitted.sample(panel, { horizon, sampleCount, seed, signal })
  const plan = await planProduction(plant, scenarios, {
    solve: solveLotSizing,
    rules: usualRules(panel),
    signal,
    onProgress: progressWithin(onProgress, 0.5, 1),
  })
  const files = out === undefined ? [] : await writePlan(out, plan, { signal })
  for (const line of describePlan(plan)) context.print(line)
  for (const file of files) context.print(`wrote ${out}/${file}`)
  context.printJson(plan)
}

const shownProposals = 12

export function describePlan(plan: Plan): string[] {
  const lines = plan.status === 'planned' ? describeFeasible(plan) : describeInfeasible(plan)
  return [...lines, ...plan.notes.map((note) => `note: ${note}`)]
}

function describeFeasible(plan: FeasiblePlan): string[] {
  const { outcome, proposals, baselines, reasons, periods, plant } = plan
  const money = (value: number): string =>
    `${Math.round(value).toLocaleString('en')} ${plant.currency}`
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(24) : cell.padStart(16))).join('')
  const results = [{ name: 'this plan', outcome }, ...baselines]
  const now = proposals
    .filter(({ release }) => release === plan.frozenPeriods)
    .sort((a, b) => b.worth - a.worth)
  return [
    `${plant.name}: ${periods.length} periods from ${periods[0]}, ${plan.scenarioCount} futures`,
    '',
    row(['', 'profit', 'worst tenth', 'fill rate', 'stock value']),
    ...results.map(({ name, outcome: { profit, worstTenthProfit, fillRate, stockValue } }) =>
      row([
        name,
        money(profit.mean),
        money(worstTenthProfit),
        percent(fillRate.mean),
        money(stockValue.mean),
      ]),
    ),
    ...describeGap(plan, percent),
    '',
    `to release in ${periods[plan.frozenPeriods] ?? periods[0]}: ${now.length} of ${proposals.length} proposals`,
    ...now
      .slice(0, shownProposals)
      .map(
        ({ kind, quantity, item, worth, due }) =>
          `  ${kind} ${Number(quantity.toFixed(2))} of ${item}, due ${periods[due] ?? 'after the horizon'}, worth ${money(worth)}`,
      ),
    ...(now.length > shownProposals ? [`  and ${now.length - shownProposals} more`] : []),
    ...describeReasons(reasons, money),
  ]
}

/** Those that carry most of the money. */
function describeReasons(reasons: readonly Reason[], money: (value: number) => string): string[] {
  if (reasons.length === 0) return []
  const { main, rest } = mainReasons(reasons)
  const told = main.reduce((sum, { stake }) => sum + stake, 0)
  return [
    '',
    `expected shortages and overtime, which cost ${money(told + rest.stake)} in all:`,
    ...main.flatMap(({ effects: [first, ...others] }) => {
      const { sentence } = first!.reasons[0]!
      return [`  ${sentence}${others.length > 0 ? ` So are ${others.length} more items.` : ''}`]
    }),
    ...(rest.count > 0 ? [`  and ${rest.count} more, ${money(rest.stake)} together`] : []),
  ]
}

function describeGap({ method, gap }: FeasiblePlan, percent: (value: number) => string): string[] {
  if (method === 'per-item') return []
  return gap === null
    ? ['no bound is proved: how much better a plan could be is not known']
    : [
        `proved: no plan costs more than ${percent(gap)} less, shortages and revenue forgone included`,
      ]
}

function describeInfeasible({ plant, conflicts }: InfeasiblePlan): string[] {
  return [
    `${plant.name}: no plan keeps all rules. These would have to give:`,
    ...conflicts.map(({ sentence }) => `  ${sentence}`),
  ]
}

// `millrace run [PLANT]`: from the plant's tables to its plan and report.

import { Command, Option } from 'commander'
import { join, relative } from 'node:path'
import { runPlant, type RunResult } from '../../loop/pipeline.ts'
import {
  isStockUnknown,
  languages,
  type Language,
  type ReportContent,
} from '../../loop/report/content.ts'
import {
  formatChange,
  formatNumber,
  formatPercent,
  formatRoughMoney,
} from '../../loop/report/format.ts'
import { en } from '../../loop/report/messages/en.ts'
import { evidenceSentence, pastSentence } from '../../loop/report/sections/machines-past.ts'
import { pastQualitySentence } from '../../loop/report/sections/quality-past.ts'
import type { FeasiblePlan } from '../../plant/production/plan.ts'
import { version } from '../../version.ts'
import type { ActionWrapper, CommandContext } from '../context.ts'
import { addBudgetOption, integerOption } from '../options.ts'

interface RunCommandOptions {
  readonly json?: boolean
  readonly lang?: Language
  readonly seed?: number
  readonly out?: string
  readonly budget?: number
}

/** Proposals that the terminal shows; the report has all. */
const shownProposals = 5

export function runCommand(action: ActionWrapper): Command {
  const command = new Command('run')
    .description('Plan a plant: check its data, learn, forecast, decide, and write the report.')
    .argument('[plant]', 'folder with plant.yaml', '.')
    .addOption(new Option('--lang <language>', 'language of the report').choices(languages))
    .option(
      '--seed <number>',
      'seed of all randomness (default: that of plant.yaml)',
      integerOption('seed', 0),
    )
    .option('--out <folder>', 'folder of the results (default: report in the plant)')
  addBudgetOption(command)
  command.action(async (plant: string, options: RunCommandOptions) =>
    action<RunCommandOptions>(async ({ lang, seed, out, budget }, context) => {
      const result = await runPlant(plant, {
        language: lang,
        seed,
        out,
        budgetSeconds: budget,
        now: new Date(),
        version,
        onProgress: context.onProgress,
        signal: context.signal,
      })
      summarise(result, context)
    })(options),
  )
  return command
}

function summarise({ content, folder }: RunResult, context: CommandContext): void {
  const { plan, provenance } = content
  const report = join(folder, 'report.html')
  if (provenance.models === 'reused') {
    context.print('The data have not changed: the models of an earlier run were used again.')
  }
  for (const line of summaryLines(content)) context.print(line)
  for (const line of outcomeLines(content)) context.print(line)
  context.print('')
  context.print(`Report: ${relative('.', report) || report}`)
  context.printJson({
    status: plan.status,
    folder,
    report,
    models: provenance.models,
    fingerprint: provenance.fingerprint,
    seed: provenance.seed,
    plan,
    backtest: content.backtest,
    quality: content.quality.map(({ operation, past }) => ({ operation, past })),
    maintenance: content.maintenance.map(({ fleet, past }) => ({ fleet, past })),
  })
}

/** What the past says: of the way to decide, and of decisions of earlier runs. */
export function outcomeLines({ quality, maintenance, plant }: ReportContent): string[] {
  const ofQuality = quality.flatMap(({ operation, past }) =>
    past ? ['', `${operation}: ${pastQualitySentence(past, plant.currency, en)}`] : [],
  )
  const ofMachines = maintenance.flatMap(({ fleet, result, past }) => [
    ...(result?.evidence
      ? ['', `${fleet}: ${evidenceSentence(result.evidence, plant.currency, en)}`]
      : []),
    ...(past ? ['', `${fleet}: ${pastSentence(past, plant.currency, en)}`] : []),
  ])
  return [...ofQuality, ...ofMachines]
}

/** What a planner wants to know before opening the report. */
export function summaryLines({ plan, plant }: ReportContent): string[] {
  if (plan.status === 'infeasible') {
    return [`${en.infeasible.heading}:`, ...plan.conflicts.map(({ sentence }) => `  ${sentence}`)]
  }
  const money = (value: number): string => formatRoughMoney(value, plant.currency)
  const { outcome, baselines, periods } = plan
  const [rule] = baselines
  return [
    `${plant.name}, ${en.periods(periods.length, plant.frequency)} from ${periods[0]}`,
    `  expected profit       ${money(outcome.profit.mean)} (8 of 10 futures: ${money(outcome.profit.q10)} to ${money(outcome.profit.q90)})`,
    ...(rule
      ? [
          `  against usual rule    ${formatChange(outcome.profit.mean - rule.outcome.profit.mean, plant.currency)} (${en.policy(rule.name)})`,
        ]
      : []),
    `  demand met from stock ${formatPercent(outcome.fillRate.mean)}`,
    '',
    ...(isStockUnknown(plant)
      ? [
          `note: ${en.first.noStock(formatNumber(plant.itemsWithoutStock), formatNumber(plant.itemCount))}`,
          '',
        ]
      : []),
    ...proposalLines(plan, money),
  ]
}

function proposalLines(plan: FeasiblePlan, money: (value: number) => string): string[] {
  const now = plan.proposals
    .filter(({ release }) => release === plan.frozenPeriods)
    .sort((a, b) => b.worth - a.worth)
  if (now.length === 0) return ['Nothing needs to be released now.']
  const shown = now.slice(0, shownProposals)
  const width = Math.max(...shown.map(({ item }) => item.length))
  return [
    `To release first, of ${now.length} in ${plan.periods[plan.frozenPeriods]}:`,
    ...shown.map(
      ({ kind, item, quantity, worth }) =>
        `  ${kind === 'make' ? 'make' : 'buy '} ${item.padEnd(width)} ${String(Math.round(100 * quantity) / 100).padStart(8)}   worth ${money(worth)}`,
    ),
  ]
}

// `millrace run [PLANT]`: from the plant's tables to its decisions and report.

import { Command, Option } from 'commander'
import { join, relative } from 'node:path'
import { runPlant, type RunResult } from '../../loop/pipeline.ts'
import { languages, type Language } from '../../loop/report/content.ts'
import { version } from '../../version.ts'
import type { ActionWrapper, CommandContext } from '../context.ts'
import { addBudgetOption, integerOption } from '../options.ts'
import { summaryLines } from './run-summary.ts'

interface RunCommandOptions {
  readonly json?: boolean
  readonly lang?: Language
  readonly seed?: number
  readonly out?: string
  readonly budget?: number
}

export function runCommand(action: ActionWrapper): Command {
  const command = new Command('run')
    .description('Run a plant: check its data, learn, forecast, decide, and write the report.')
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
  const { fingerprint, seed } = content.provenance
  const production = 'plan' in content ? content : undefined
  const models = production?.provenance.models
  const report = join(folder, 'report.html')
  for (const line of summaryLines(content)) context.print(line)
  context.print('')
  const reused = models === 'reused' ? ' (forecasting models of an earlier run)' : ''
  context.print(`Report: ${relative('.', report) || report}${reused}`)
  context.printJson({
    status: production?.plan.status ?? 'nothing-to-plan',
    folder,
    report,
    models,
    fingerprint,
    seed,
    plan: production?.plan,
    backtest: production?.backtest,
    quality: content.quality.map(({ operation, past }) => ({ operation, past })),
    maintenance: content.maintenance.map(({ fleet, past }) => ({ fleet, past })),
  })
}

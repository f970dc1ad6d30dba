// `millrace backtest`: how good each forecaster would have been at origins in the past (`--data`), or what
// planning a plant would have earned (`PLANT`).

import { Command } from 'commander'
import { MillraceError } from '../../errors.ts'
import {
  backtest,
  lastWindows,
  type ModelAccuracy,
  officialWindow,
} from '../../plant/demand/backtest.ts'
import { champion, isFittedChampion } from '../../plant/demand/champion.ts'
import { parseEvent } from '../../plant/demand/event.ts'
import {
  baselines,
  contenders,
  forecasterNamed,
  forecasters,
} from '../../plant/demand/forecasters.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { addBudgetOption, integerOption, namesOption, shareOption } from '../options.ts'
import {
  addDemandDataOptions,
  type DemandDataOptions,
  readPanel,
  remarksOn,
} from './demand-data.ts'
import { runPlantBacktest } from './backtest-plant.ts'
import { describeChoices } from './forecast.ts'

interface BacktestCommandOptions extends Omit<DemandDataOptions, 'horizon'> {
  readonly horizon?: number
  readonly periods: number
  readonly warmUp: number
  readonly effort: number
  readonly budget?: number
  readonly out?: string
  readonly windows: number
  readonly test?: string
  readonly models: readonly string[]
  readonly event: readonly string[]
  readonly eventProbability: number
  readonly errorSeason?: number
  readonly json?: boolean
}

export function backtestCommand(action: ActionWrapper): Command {
  const command = new Command('backtest')
    .description('Plan the last periods of a plant again, or compare forecasters on a history.')
    .argument('[plant]', 'folder with plant.yaml, in place of --data')
    .option(
      '--periods <count>',
      'with PLANT: periods to plan again',
      integerOption('periods', 1),
      13,
    )
    .option(
      '--warm-up <count>',
      'with PLANT: periods run before and not counted',
      integerOption('warm-up', 0),
      0,
    )
    .option(
      '--effort <number>',
      'with PLANT: most effort for the search of each plan, about seconds of a free core',
      integerOption('effort', 1),
      5,
    )
    .option('--out <file>', 'with PLANT: write every item and period of every contender as JSON')
    .option('--data <file>', 'history in long format: CSV, gzipped CSV or Parquet')
    .option('--windows <count>', 'test windows, one horizon each', integerOption('windows', 1), 1)
    .option('--test <file>', 'what followed the history, in place of windows')
    .option('--models <names>', 'forecasters, or all', namesOption, ['all'])
    .option(
      '--event <condition>',
      'an event to score, like "y > 2*mean"; may be given again',
      (text: string, earlier: string[]) => [...earlier, text],
      [],
    )
    .option(
      '--event-probability <share>',
      'forecast probability from which an event counts as forecast',
      shareOption('event-probability'),
      0.5,
    )
    .option(
      '--error-season <steps>',
      'season of the naive forecast that scales MASE',
      integerOption('error-season', 1),
    )
  addBudgetOption(command)
  addDemandDataOptions(command, 'optional')
  command.action((plant: string | undefined, options: BacktestCommandOptions) =>
    action<BacktestCommandOptions>((given, context) => {
      if (plant === undefined) return runBacktest(given, context)
      // The seed of plant.yaml holds unless another one is asked for.
      const { seed, ...rest } = given
      const isSeedGiven = command.getOptionValueSource('seed') === 'cli'
      return runPlantBacktest(plant, isSeedGiven ? { ...rest, seed } : rest, context)
    })(options),
  )
  return command
}

const runBacktest: CommandAction<BacktestCommandOptions> = async (given, context) => {
  if (!given.data) {
    throw new MillraceError('bad-input', '--data: missing, expected a file with a history', {
      hint: 'Or name the folder of a plant: millrace backtest PLANT',
    })
  }
  if (given.horizon === undefined) {
    throw new MillraceError('bad-input', '--horizon: missing, expected a number of steps')
  }
  const options = { ...given, data: given.data, horizon: given.horizon }
  const events = options.event.map(parseEvent)
  const models = options.models.includes('all')
    ? [...forecasters, champion(contenders, baselines)]
    : options.models.map((name) =>
        name === 'auto' ? champion(contenders, baselines) : forecasterNamed(name),
      )
  const panel = await readPanel(options.data, options, context)
  const windows = options.test
    ? [officialWindow(panel, await readPanel(options.test, options, context), options.horizon)]
    : lastWindows(panel, options.horizon, options.windows)
  const results = await backtest(windows, models, {
    horizon: options.horizon,
    seed: options.seed,
    sampleCount: options.samples,
    events,
    eventProbability: options.eventProbability,
    errorSeason: options.errorSeason,
    onProgress: context.onProgress,
    signal: context.signal,
  })
  for (const line of accuracyLines(results)) context.print(line)
  for (const { fitted } of results) {
    if (isFittedChampion(fitted))
      for (const line of describeChoices(fitted.choices)) context.print(line)
  }
  const remarks = remarksOn(panel, options)
  for (const remark of remarks) context.print(`note: ${remark}`)
  context.printJson({
    series: panel.series.length,
    horizon: options.horizon,
    windows: windows.length,
    seed: options.seed,
    samples: options.samples,
    models: results.map(({ model, accuracy, bySegment, fitSeconds, sampleSeconds, fitted }) => ({
      model,
      ...accuracy,
      bySegment,
      fitSeconds,
      sampleSeconds,
      ...(isFittedChampion(fitted) && { choices: fitted.choices }),
    })),
    notes: remarks,
  })
}

/** A table with one line per model, best weighted quantile loss first, then one per event. */
export function accuracyLines(results: readonly ModelAccuracy[]): string[] {
  const sorted = [...results].sort((a, b) => a.accuracy.wql - b.accuracy.wql)
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(10))).join('')
  const lines = [row(['model', 'WQL', 'MASE', 'RMSSE', 'sMAPE', '80% cover', 'seconds'])]
  for (const { model, accuracy, fitSeconds, sampleSeconds } of sorted) {
    lines.push(
      row([
        model,
        accuracy.wql.toFixed(4),
        accuracy.mase.toFixed(3),
        accuracy.rmsse.toFixed(3),
        accuracy.smape.toFixed(2),
        `${(100 * accuracy.coverage80).toFixed(1)}%`,
        (fitSeconds + sampleSeconds).toFixed(1),
      ]),
    )
  }
  for (const [i, { event, frequency }] of (sorted[0]?.accuracy.events ?? []).entries()) {
    lines.push('', `event ${event}, on ${(100 * frequency).toFixed(1)}% of the steps`)
    lines.push(row(['model', 'accuracy', 'precision', 'recall', 'F1', 'Brier']))
    for (const { model, accuracy } of sorted) {
      const scores = accuracy.events[i]!
      const { precision, recall, f1, brier } = scores
      const figures = [scores.accuracy, precision, recall, f1, brier]
      lines.push(
        row([model, ...figures.map((figure) => (Number.isNaN(figure) ? '-' : figure.toFixed(3)))]),
      )
    }
  }
  return lines
}

// `millrace forecast`: quantiles of the coming steps of every series of a file.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { writeTable } from '../../data/table/read-table.ts'
import { describeCalendar, labelAt } from '../../plant/demand/calendar.ts'
import { champion, isFittedChampion, type SegmentChoice } from '../../plant/demand/champion.ts'
import { forecastTable, pathTable } from '../../plant/demand/forecast-table.ts'
import { baselines, contenders, forecasterNamed } from '../../plant/demand/forecasters.ts'
import { endOf } from '../../plant/demand/series.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import {
  addDemandDataOptions,
  type DemandDataOptions,
  readPanel,
  remarksOn,
} from './demand-data.ts'

interface ForecastOptions extends DemandDataOptions {
  readonly data: string
  readonly model: string
  readonly out: string
  readonly paths?: string
  readonly json?: boolean
}

export function forecastCommand(action: ActionWrapper): Command {
  const command = new Command('forecast')
    .description('Forecast every series of a file, as quantiles and joint sample paths.')
    .requiredOption('--data <file>', 'history in long format: CSV, gzipped CSV or Parquet')
    .option('--model <name>', 'auto, or the name of one forecaster', 'auto')
    .requiredOption('--out <file>', 'forecast: CSV, or Parquet where it ends in .parquet')
    .option('--paths <file>', 'also write the sample paths')
  return addDemandDataOptions(command).action(action(runForecast))
}

const runForecast: CommandAction<ForecastOptions> = async (options, context) => {
  const { horizon, samples, seed, model } = options
  const { onProgress, signal } = context
  const forecaster = model === 'auto' ? champion(contenders, baselines) : forecasterNamed(model)
  await requireWritable(options.out, [options.data])
  if (options.paths) await requireWritable(options.paths, [options.data, options.out])
  const panel = await readPanel(options.data, options, context)
  const fitted = await forecaster.fit(panel, { horizon, seed, onProgress, signal })
  const scenarios = await fitted.sample(panel, {
    horizon,
    sampleCount: samples,
    seed,
    onProgress,
    signal,
  })
  const remarks = remarksOn(panel, options)
  const names = { id: options.id, time: options.time }
  await writeTable(options.out, forecastTable(panel, scenarios, names), { onProgress, signal })
  if (options.paths) {
    await writeTable(options.paths, pathTable(panel, scenarios, names), { onProgress, signal })
  }
  const ends = panel.series.map(endOf)
  const first = labelAt(panel.calendar, Math.min(...ends))
  const last = labelAt(panel.calendar, Math.max(...ends) + horizon - 1)
  const choices = isFittedChampion(fitted) ? fitted.choices : []
  context.print(
    `${panel.series.length} series, ${describeCalendar(panel.calendar)}, season ${panel.seasonLength}`,
  )
  for (const line of describeChoices(choices)) context.print(line)
  for (const remark of remarks) context.print(`note: ${remark}`)
  context.print(`${horizon} steps from ${first} to ${last} written to ${options.out}`)
  context.printJson({
    series: panel.series.length,
    calendar: describeCalendar(panel.calendar),
    seasonLength: panel.seasonLength,
    horizon,
    first,
    last,
    model,
    seed,
    samples,
    out: options.out,
    paths: options.paths ?? null,
    choices,
    notes: remarks,
  })
}

/** `intermittent (2229 series): negative-binomial 75%, tsb 25%; 7.6% better than tsb` */
export function describeChoices(choices: readonly SegmentChoice[]): string[] {
  return choices.map(({ segment, series, members, bestBaseline, gain, cases }) => {
    const names = members.map(({ model, weight }) => `${model} ${Math.round(100 * weight)}%`)
    const worth =
      cases === 0 || Number.isNaN(gain)
        ? 'nothing to judge it by'
        : `${(100 * gain).toFixed(1)}% better than ${bestBaseline}`
    return `${segment} (${series} series): ${names.join(', ')}; ${worth}`
  })
}

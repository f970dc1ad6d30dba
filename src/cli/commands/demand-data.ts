// The options by which `forecast` and `backtest` read a history, and the reading.

import { Option, type Command } from 'commander'
import { groupSeries, longFormat, readSeriesTable } from '../../data/table/series.ts'
import { progressWithin } from '../../progress.ts'
import { shareOfAbsentZeros } from '../../plant/demand/absent-zeros.ts'
import { type Panel } from '../../plant/demand/series.ts'
import { panelFromRows } from '../../plant/demand/panel.ts'
import type { CommandContext } from '../context.ts'
import { integerOption, namesOption } from '../options.ts'

export interface DemandDataOptions {
  readonly data?: string
  readonly horizon: number
  readonly season?: number
  readonly id: string
  readonly time: string
  readonly target: string
  readonly known: readonly string[]
  readonly attributes: readonly string[]
  readonly zeroGaps?: boolean
  readonly allowNegative?: boolean
  readonly samples: number
  readonly seed: number
}

export function addDemandDataOptions(
  command: Command,
  horizon: 'required' | 'optional' = 'required',
): Command {
  const isRequired = horizon === 'required'
  return command
    .addOption(
      new Option('--horizon <steps>', 'steps to forecast, in the frequency of the data')
        .argParser(integerOption('horizon', 1))
        .makeOptionMandatory(isRequired),
    )
    .option(
      '--season <steps>',
      'steps in a season (default: the usual one)',
      integerOption('season', 1),
    )
    .option('--id <column>', 'column with the name of the series', longFormat.id)
    .option('--time <column>', 'column with dates or whole positions', longFormat.time)
    .option('--target <column>', 'column with the demand', longFormat.value)
    .option('--known <columns>', 'columns known in advance (promotion,holiday)', namesOption, [])
    .option('--attributes <columns>', 'columns that do not change within a series', namesOption, [])
    .option('--zero-gaps', 'steps without a row are no demand, not unknown')
    .option('--allow-negative', 'values below zero are meant')
    .option('--samples <count>', 'sample paths per series', integerOption('samples', 10), 200)
    .option('--seed <number>', 'seed of all randomness', integerOption('seed', 0), 1)
}

/** What a person should know of how the panel was read; nothing where all is plain. */
export function remarksOn(panel: Panel, { zeroGaps }: DemandDataOptions): string[] {
  const share = zeroGaps ? undefined : shareOfAbsentZeros(panel)
  if (share === undefined) return []
  return [
    `${Math.round(100 * share)}% of the periods between first and last demand have no row, and hardly any row states 0: such files often leave out periods in which nothing was sold. They count as unknown now; if they mean no demand, add --zero-gaps`,
  ]
}

/** Reads a long-format file as a panel. */
export async function readPanel(
  path: string,
  options: DemandDataOptions,
  context: CommandContext,
): Promise<Panel> {
  const columns = { id: options.id, time: options.time, value: options.target }
  const onProgress = progressWithin(context.onProgress, 0, 1)
  const table = await readSeriesTable(path, columns, {
    columns: {
      ...Object.fromEntries(options.attributes.map((name) => [name, {}])),
      ...Object.fromEntries(options.known.map((name) => [name, { kind: ['number', 'boolean'] }])),
    },
    otherColumns: 'ignore',
    onProgress,
    signal: context.signal,
  })
  return panelFromRows(groupSeries(table, columns), {
    seasonLength: options.season,
    known: options.known,
    attributes: options.attributes,
    gaps: options.zeroGaps ? 'zero' : 'missing',
    allowNegative: options.allowNegative ?? false,
  })
}

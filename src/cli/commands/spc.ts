// `millrace spc`: a control chart of one column of a table, its signals and its capability.

import { Command, Option } from 'commander'
import { MillraceError } from '../../errors.ts'
import { requireWritable } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { requireReadTexts } from '../../data/table/unread-texts.ts'
import { type Language, languages } from '../../loop/report/content.ts'
import { type ControlChartKind, controlChartKinds } from '../../plant/model/quality-schema.ts'
import { chartTable } from '../../plant/quality/control-charts/chart-table.ts'
import type { ControlChartOptions } from '../../plant/quality/control-charts/control-chart.ts'
import { pointsTable } from '../../plant/quality/control-charts/points-table.ts'
import type { Capability, ControlChartResult } from '../../plant/quality/control-charts/result.ts'
import { type RuleSet, ruleSets } from '../../plant/quality/control-charts/rules.ts'
import type { Interval } from '../../plant/quality/result.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import {
  integerOption,
  namesOption,
  numberOption,
  positiveOption,
  shareOption,
} from '../options.ts'
import { textChart } from '../text-chart.ts'
import { runMultivariate, writeChartsPage } from './spc-multivariate.ts'

export interface SpcOptions extends Omit<ControlChartOptions, 'limits'> {
  readonly data: string
  readonly characteristic?: string
  readonly multivariate?: boolean
  readonly columns?: readonly string[]
  readonly ignore?: readonly string[]
  readonly conditions?: readonly string[]
  readonly outcome?: string
  readonly falseAlarms?: number
  readonly seed?: number
  readonly chart?: ControlChartKind
  readonly subgroup?: string
  readonly size?: number
  readonly opportunities?: string
  readonly time?: string
  readonly failing?: readonly string[]
  readonly lower?: number
  readonly upper?: number
  readonly out?: string
  readonly html?: string
  readonly lang: Language
  readonly json?: boolean
}

export function spcCommand(action: ActionWrapper): Command {
  const run = action(runSpc)
  return new Command('spc')
    .description(
      'Draw a control chart of a characteristic, or watch all measures at once, and say what signals, and why.',
    )
    .requiredOption('--data <file>', 'records: CSV, gzipped CSV or Parquet')
    .option('--characteristic <column>', 'column that is charted')
    .option('--multivariate', 'watch many columns at once: T2, SPE and the surprise of a model')
    .option('--columns <names>', 'columns to watch (default: every one that varies)', namesOption)
    .option('--ignore <names>', 'columns not to watch', namesOption)
    .option(
      '--conditions <columns>',
      'columns of operating conditions (speed,load): records are compared with what is usual under theirs',
      namesOption,
    )
    .option(
      '--outcome <column>',
      'column that says which records failed: nothing is learnt from those',
    )
    .option(
      '--false-alarms <share>',
      'share of records in control that signal, when many columns are watched (0.01)',
      shareOption('false-alarms'),
    )
    .option('--seed <n>', 'seed of the model of many columns (1)', integerOption('seed', 0))
    .addOption(
      new Option('--chart <kind>', 'default: the one that suits the column').choices(
        controlChartKinds,
      ),
    )
    .option('--subgroup <column>', 'column that is the same within a subgroup')
    .option('--size <n>', 'records in a row that make a subgroup', integerOption('size', 1))
    .option('--opportunities <column>', 'column with the units or the amount inspected')
    .option('--time <column>', 'column that orders the records')
    .option('--failing <levels>', 'levels that fail, of a p or np chart or an outcome', namesOption)
    .option('--baseline <n>', 'first points, from which limits come', integerOption('baseline', 2))
    .option(
      '--exclude <points>',
      'points to leave out of the limits: 3,7 or outside',
      excludeOption,
    )
    .option('--lower <number>', 'lower limit of the specification', numberOption('lower'))
    .option('--upper <number>', 'upper limit of the specification', numberOption('upper'))
    .addOption(
      new Option('--rules <set>', 'what counts as a signal')
        .choices(Object.keys(ruleSets))
        .default('western-electric' satisfies RuleSet),
    )
    .option('--target <number>', 'mean that is known beforehand', numberOption('target'))
    .option(
      '--deviation <number>',
      'standard deviation that is known beforehand',
      positiveOption('deviation'),
    )
    .option('--weight <number>', 'of the present point, of ewma (0.2)', positiveOption('weight'))
    .option(
      '--width <number>',
      'standard errors to the limits, of ewma (3)',
      positiveOption('width'),
    )
    .option(
      '--reference <number>',
      'half the shift to find, of cusum (0.5)',
      positiveOption('reference'),
    )
    .option('--decision <number>', 'limit of the sums, of cusum (5)', positiveOption('decision'))
    .option('--out <file>', 'the points with their limits and signals: CSV or Parquet')
    .option('--html <file>', 'the charts as a page, such as charts.html')
    .addOption(
      new Option('--lang <language>', 'language of the page').choices(languages).default('en'),
    )
    .action((options: SpcOptions) => run(options))
}

const runSpc: CommandAction<SpcOptions> = async (options, context) => {
  refuseOthers(options)
  const { lower, upper } = options
  if (lower !== undefined && upper !== undefined && lower >= upper) {
    throw new MillraceError(
      'bad-input',
      `--lower: not below --upper, expected less than ${upper}, got ${lower}`,
    )
  }
  for (const path of [options.out, options.html]) {
    if (path !== undefined) await requireWritable(path, [options.data])
  }
  return options.multivariate ? runMultivariate(options, context) : runChart(options, context)
}

const onlyMany = ['columns', 'ignore', 'conditions', 'outcome', 'falseAlarms', 'seed'] as const
const onlyOne = [
  'characteristic',
  'chart',
  'subgroup',
  'size',
  'opportunities',
  'exclude',
  'target',
  'deviation',
  'weight',
  'width',
  'reference',
  'decision',
] as const

/** @throws MillraceError `bad-input` for options of the other kind of chart. */
function refuseOthers(options: SpcOptions): void {
  const { multivariate = false, characteristic } = options
  if (!multivariate && characteristic === undefined) {
    throw new MillraceError(
      'bad-input',
      'spc: nothing to chart, expected --characteristic COLUMN or --multivariate, got neither',
    )
  }
  const stray = (multivariate ? onlyOne : onlyMany).find((name) => options[name] !== undefined)
  if (stray === undefined) return
  const flag = stray.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  throw new MillraceError(
    'bad-input',
    `--${flag}: of no use ${multivariate ? 'with' : 'without'} --multivariate, expected the options of one kind of chart, got both`,
  )
}

const runChart: CommandAction<SpcOptions> = async (options, context) => {
  const { data, characteristic = '', subgroup, opportunities, time, failing, chart, size } = options
  const { lower, upper, out, html } = options
  const { onProgress, signal } = context
  if (options.weight !== undefined && options.weight > 1) {
    throw new MillraceError(
      'bad-input',
      `--weight: not a share, expected a number above 0 and at most 1, got ${options.weight}`,
    )
  }
  const table = await readTable(data, { onProgress, signal })
  requireReadTexts(table, (column) => column === characteristic && failing === undefined)
  const result = chartTable(
    table,
    { characteristic, chart, subgroup, subgroup_size: size, opportunities, time, failing },
    {
      ...options,
      limits: lower === undefined && upper === undefined ? undefined : { lower, upper },
    },
  )
  if (out) await writeTable(out, pointsTable(result), { onProgress, signal })
  if (html) await writeChartsPage(html, options, { charts: [result], monitoring: null })
  for (const line of described(result)) context.print(line)
  if (out) context.print(`Points written to ${out}`)
  if (html) context.print(`Page written to ${html}`)
  context.printJson({ ...result, out: out ?? null, html: html ?? null })
}

/** `3,7` counts points from 1. */
function excludeOption(text: string): 'outside' | number[] {
  if (text.trim() === 'outside') return 'outside'
  const point = integerOption('exclude', 1)
  return namesOption(text).map((name) => point(name) - 1)
}

/** Signals that the terminal shows: the last ones. */
const shownSignals = 20

function described(result: ControlChartResult): string[] {
  const { characteristic, chart, labels, baseline, excluded, missing, method, rules } = result
  const left = excluded.length > 0 ? `, without ${excluded.map((i) => labels[i]!).join(', ')}` : ''
  const gaps = missing > 0 ? ` ${missing} records lack the value.` : ''
  return [
    `${characteristic}, ${chart} chart: ${labels.length} points, limits from ${baseline === labels.length ? 'all of them' : `the first ${baseline}`}${left}.${gaps}`,
    `${method[0]!.toUpperCase()}${method.slice(1)}.`,
    ...result.panels.flatMap((panel, index) => {
      const signalling = result.signals.filter((signal) => signal.panel === index)
      const title = `${panel.statistic}, in control: ${short(panel.centre.at(-1)!)}`
      return ['', title, ...textChart(panel, new Set(signalling.map(({ point }) => point)))]
    }),
    '',
    ...(result.signals.length === 0 ? ['No point signals.'] : []),
    ...(result.signals.length > shownSignals
      ? [`The last ${shownSignals} of ${result.signals.length} signals:`]
      : []),
    ...result.signals.slice(-shownSignals).map(({ sentence }) => sentence),
    '',
    ...rules.map(
      ({ rule, falseAlarmRate }) =>
        `${rule}: a false alarm at one of ${Math.round(1 / falseAlarmRate)} points in control`,
    ),
    ...(result.capability ? ['', ...capabilityLines(result.capability)] : []),
  ]
}

function capabilityLines(capability: Capability): string[] {
  const { cp, cpk, pp, ppk, confidence, records, outsideObserved, outsideExpected } = capability
  const index = (name: string, interval: Interval | null): string[] =>
    interval
      ? [
          `${name.padEnd(3)} ${interval.estimate.toFixed(2)} (${interval.lower.toFixed(2)} to ${interval.upper.toFixed(2)})`,
        ]
      : []
  return [
    `Capability from ${records} values, with intervals of ${100 * confidence}%:`,
    ...index('Cp', cp),
    ...index('Cpk', cpk),
    ...index('Pp', pp),
    ...index('Ppk', ppk),
    `Outside of the specification: ${percent(outsideObserved)} counted, ${percent(outsideExpected)} expected of a normal distribution.`,
  ]
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))}%`
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)))
}

// `millrace spc --multivariate`: many columns of a table watched at once.

import { basename } from 'node:path'
import { writeFileAtomic } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { MillraceError } from '../../errors.ts'
import {
  type ControlChartsReport,
  controlChartsPage,
} from '../../loop/control-charts-report/page.ts'
import type { Language } from '../../loop/report/content.ts'
import {
  monitorLabels,
  monitorRecords,
} from '../../plant/quality/control-charts/monitor-records.ts'
import { monitoringTable } from '../../plant/quality/control-charts/points-table.ts'
import type { MonitoringResult } from '../../plant/quality/control-charts/result.ts'
import type { CommandAction } from '../context.ts'
import { percent } from './quality-summary.ts'

interface MultivariateOptions {
  readonly data: string
  readonly columns?: readonly string[]
  readonly ignore?: readonly string[]
  readonly conditions?: readonly string[]
  readonly outcome?: string
  readonly failing?: readonly string[]
  readonly lower?: number
  readonly upper?: number
  readonly time?: string
  readonly baseline?: number | undefined
  readonly falseAlarms?: number
  readonly seed?: number
  readonly out?: string
  readonly html?: string
  readonly lang: Language
  readonly json?: boolean
}

/** Signals that the terminal shows: the last ones. */
const shownSignals = 10

export const runMultivariate: CommandAction<MultivariateOptions> = async (options, context) => {
  const { data, columns, ignore = [], outcome, failing, lower, upper, time, baseline } = options
  const { conditions, falseAlarms = 0.01, seed = 1, out, html } = options
  const { onProgress, signal } = context
  const limits = lower === undefined && upper === undefined ? undefined : { lower, upper }
  requireVerdict(outcome, failing ?? limits)
  if (!(falseAlarms > 0 && falseAlarms <= 0.2)) {
    throw new MillraceError(
      'bad-input',
      `--false-alarms: not usable, expected a share above 0 and at most 0.2, got ${falseAlarms}`,
    )
  }
  const table = await readTable(data, { onProgress, signal })
  const result = await monitorRecords(
    table,
    {
      columns: time === undefined ? {} : { time },
      settings: {},
      ignore: [...ignore],
      outcome,
      failing: failing && [...failing],
      limits,
      monitoring: {
        columns: columns && [...columns],
        conditions: conditions && [...conditions],
        baseline,
        false_alarm_rate: falseAlarms,
      },
    },
    { seed, onProgress, signal },
  )
  if (out) await writeTable(out, monitoringTable(result), { onProgress, signal })
  if (html) await writeChartsPage(html, options, { charts: [], monitoring: result })
  for (const line of described(result)) context.print(line)
  if (out) context.print(`Records written to ${out}`)
  if (html) context.print(`Page written to ${html}`)
  context.printJson({ ...result, out: out ?? null, html: html ?? null })
}

/** The page of `--html`. */
export async function writeChartsPage(
  path: string,
  { data, lang }: Pick<MultivariateOptions, 'data' | 'lang'>,
  content: Pick<ControlChartsReport, 'charts' | 'monitoring'>,
): Promise<void> {
  const page = controlChartsPage({
    language: lang,
    name: basename(data),
    madeAt: new Date().toISOString(),
    ...content,
  })
  await writeFileAtomic(path, page)
}

function requireVerdict(outcome: string | undefined, verdict: unknown): void {
  if ((outcome === undefined) === (verdict === undefined)) return
  throw new MillraceError(
    'bad-input',
    outcome === undefined
      ? '--outcome: missing, expected the column that --failing, --lower or --upper judge'
      : `--outcome ${outcome}: unknown what fails, expected --failing, or --lower and --upper, got neither`,
  )
}

function described(result: MonitoringResult): string[] {
  const { columns, leftOut, notByComponents, labels, baseline, learntFrom, limitsFrom } = result
  const { falseAlarmRate } = result
  const isAll = baseline === labels.length
  const shown = result.signals.slice(-shownSignals)
  return [
    `${columns.length} columns of ${labels.length} records watched at once; ${isAll ? 'all records' : `the first ${baseline}`} are the baseline.`,
    limitsFrom > 0
      ? `Learnt from ${learntFrom} records in control; limits from ${limitsFrom} others, of which ${percent(falseAlarmRate)} lie beyond.`
      : `Learnt from ${learntFrom} records in control, too few to hold some out: limits by theory for normal measures, and no surprise of a generative model.`,
    ...conditionLines(result),
    ...leftOut.map(({ column, reason }) => `left out ${column}: ${reason}`),
    ...notByComponents.map(
      ({ column, reason }) =>
        `note: ${column}: ${reason}, so that ${limitsFrom > 0 ? 'only surprise watches it' : 'nothing watches it'}`,
    ),
    '',
    ...result.monitors.map(({ monitor, limit, columns: own, monitored, beyond, causes }, panel) => {
      const all = result.signals.filter((signal) => signal.panel === panel).length
      const [found, of] = isAll ? [all, labels.length] : [beyond, monitored]
      const behind = causes.map(({ column, share }) => `${column} (${percent(share)})`)
      return `${monitorLabels[monitor]} of ${own} columns: ${found} of ${of} records (${percent(found / Math.max(1, of))}) beyond ${Number(limit.toPrecision(4))}${behind.length > 0 ? `, most of it from ${behind.join(', ')}` : ''}`
    }),
    ...tooFewLines(result),
    ...coverageLines(result),
    '',
    ...(shown.length < result.signals.length
      ? [`The last ${shown.length} of ${result.signals.length} signals:`]
      : []),
    ...shown.map(({ point, sentence }) => `record ${labels[point]}: ${sentence}`),
  ]
}

/** A record pulls the pattern that it is learnt from towards itself: of n records T2 is (n - 1)^2 / n at most. */
function tooFewLines({
  monitors,
  labels,
  baseline,
  learntFrom: n,
  limitsFrom,
}: MonitoringResult): string[] {
  const t2 = monitors.find(({ monitor }) => monitor === 't2')
  const most = (n - 1) ** 2 / n
  if (limitsFrom > 0 || baseline < labels.length || !t2 || t2.limit < most) return []
  return [
    `note: too few records to judge themselves: T2 of ${n} that are learnt from is ${Number(most.toPrecision(3))} at most, so that none can signal; later ones can, with --baseline ${n}`,
  ]
}

function conditionLines({ conditions, unseen }: MonitoringResult): string[] {
  if (conditions.length === 0) return []
  return [
    `Compared with what is usual under the same ${conditions.join(', ')}.`,
    ...(unseen > 0
      ? [
          `Records not judged, their conditions being missing or beyond those of the baseline: ${unseen}.`,
        ]
      : []),
  ]
}

/** Notes that the terminal shows. */
const shownNotes = 5

/** What the baseline does not cover. */
function coverageLines({ coverage, labels, falseAlarmRate, baseline }: MonitoringResult): string[] {
  if (coverage.length === 0) return []
  const needed = Math.ceil(1 / falseAlarmRate)
  const lines = coverage.slice(0, shownNotes).map(({ column, independent, isFew, left }) => {
    const moved =
      left &&
      `has left the baseline since record ${labels[left.since]}, by ${left.by.toFixed(1)} deviations on average`
    const few =
      isFew &&
      `moves slowly: the baseline is worth ${independent} independent values of it, ${needed} are needed`
    return `note: ${column} ${[moved, few].filter(Boolean).join('; it ')}`
  })
  const more = coverage.length - lines.length
  return [
    '',
    ...lines,
    ...(more > 0 ? [`note: and ${more} more columns`] : []),
    baseline === labels.length
      ? 'Limits from these records may be too narrow for what is normal: more records, over a longer time, show it.'
      : `Where that is normal, such as a season, these signals are false: set the chart up again with more or later records than the first ${baseline}. Where it is not, its cause is what to look for.`,
  ]
}

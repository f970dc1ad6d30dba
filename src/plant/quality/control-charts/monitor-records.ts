// All measures of an operation watched at once: from its records to T2, SPE and surprise of every one of
// them, their limits, and the columns behind each signal.

import { inferSchema } from '../../../data/table/schema-inference.ts'
import { requireReadTexts } from '../../../data/table/unread-texts.ts'
import { MillraceError } from '../../../errors.ts'
import { createTable, rowsAt, type Table } from '../../../data/table/table.ts'
import { fitTable } from '../../../generative/tables/fit-table.ts'
import type { WorkOptions } from '../../../progress.ts'
import type { QualityOperation } from '../../model/quality-schema.ts'
import { mostRegionColumns } from '../familiarity.ts'
import { mean } from '../../../statistics/moments.ts'
import { failsOf, featuresOf, requireNamed, sourceOf } from '../quality-records.ts'
import { orderOf, textAt } from './chart-table.ts'
import { causesOf, componentMonitors, type Monitor, surpriseMonitor } from './multivariate.ts'
import { type ComponentScores, fitComponents } from './principal-components.ts'
import { representativeColumns } from './representative-columns.ts'
import type {
  ControlChartPanel,
  MonitorName,
  MonitorResult,
  MonitoringResult,
  MonitoringSignal,
} from './result.ts'

/** Which records and columns, in the words of plant.yaml. */
export type MonitoringRequest = Pick<
  QualityOperation,
  'columns' | 'settings' | 'measurements' | 'ignore' | 'failing' | 'limits'
> & {
  /** Records that fail are learnt from nowhere; without an outcome all are taken to be in control. */
  readonly outcome?: string | undefined
  readonly monitoring: NonNullable<QualityOperation['monitoring']>
}

export interface MonitoringOptions extends WorkOptions {
  readonly seed: number | string
  /** For the generative model. Default 60. */
  readonly budgetSeconds?: number | undefined
}

/** Columns named as behind the signals of a monitor. */
const mostCauses = 5

export const monitorLabels = {
  t2: 'T2',
  spe: 'SPE',
  surprise: 'surprise',
} as const satisfies Record<MonitorName, string>

/** One record in control out of so many sets limits; the others are learnt from. */
const limitsFromEvery = 4

/**
 * @throws MillraceError `not-found` or `bad-input` for columns or a baseline from which nothing is learnt,
 *   `cancelled`.
 */
export async function monitorRecords(
  table: Table,
  request: MonitoringRequest,
  options: MonitoringOptions,
): Promise<MonitoringResult> {
  const { columns: asked, baseline: first, false_alarm_rate: rate } = request.monitoring
  const choice = asked ? { ...request, settings: {}, measurements: asked } : request
  requireNamed(table, choice)
  const order = orderOf(table, request.columns.time)
  const ordered = { ...rowsAt(table, order), ...(table.source && { source: table.source }) }
  const { features, leftOut } = featuresOf(ordered, choice)
  const watched = createTable(features.map(({ name }) => [name, ordered.columns.get(name)!]))
  const numbers = features.flatMap(({ name, kind }) => (kind === 'number' ? [name] : []))
  const baseline = Math.min(first ?? ordered.rowCount, ordered.rowCount)
  const inControl = inControlOf(ordered, request, baseline)
  const isEnough = Math.floor(inControl.length / limitsFromEvery) * rate >= 1
  const held = inControl.filter((_, i) => isEnough && i % limitsFromEvery === limitsFromEvery - 1)
  const learnt = inControl.filter((_, i) => !isEnough || i % limitsFromEvery < limitsFromEvery - 1)
  const components = fitComponents(rowsAt(watched, learnt), numbers)
  const calibration = isEnough ? rowsAt(watched, held) : undefined
  const parts = { learnt: rowsAt(watched, learnt), calibration, numbers, rate }
  const model = await surpriseOf(watched, parts, options)
  try {
    const monitors = [...componentMonitors(components, rate, calibration), ...model.monitors]
    const found: Watched[] = []
    for (const monitor of monitors) {
      const scores = await monitor.score(watched, { signal: options.signal })
      found.push(watchedBy(monitor, scores, found.length, baseline))
    }
    const { time } = request.columns
    return {
      labels: Array.from(order, (row, i) =>
        time === undefined ? String(i + 1) : textAt(table, time, row),
      ),
      baseline,
      learntFrom: learnt.length,
      limitsFrom: held.length,
      falseAlarmRate: rate,
      columns: features.map(({ name }) => name),
      leftOut,
      panels: found.map(({ panel }) => panel),
      monitors: found.map(({ result }) => result),
      signals: found.flatMap(({ signals }) => signals).sort((a, b) => a.point - b.point),
    }
  } finally {
    await model.release()
  }
}

/** Records of the baseline that are not known to have failed. */
function inControlOf(table: Table, request: MonitoringRequest, baseline: number): number[] {
  const { outcome, failing, limits } = request
  const rows = Array.from({ length: baseline }, (_, row) => row)
  if (outcome === undefined) return rows
  const fails = failsOf(table, { outcome, failing, limits })
  const inControl = rows.filter((row) => fails[row] === false)
  if (inControl.length > 0) return inControl
  throw new MillraceError(
    'bad-input',
    `${sourceOf(table)}: no record in control, expected some of the first ${baseline} that passed by ${outcome}, got none`,
  )
}

interface Parts {
  readonly learnt: Table
  readonly calibration: Table | undefined
  readonly numbers: readonly string[]
  readonly rate: number
}

/** Of a generative model; none where there are too few records to set its limit with. */
async function surpriseOf(
  watched: Table,
  { learnt, calibration, numbers, rate }: Parts,
  { seed, budgetSeconds = 60, onProgress, signal }: MonitoringOptions,
): Promise<{ readonly monitors: readonly Monitor[]; release(): Promise<void> }> {
  if (!calibration) return { monitors: [], release: () => Promise.resolve() }
  const names = fewOf([...watched.columns.keys()], learnt, numbers)
  const part = (table: Table): Table =>
    createTable(names.map((name) => [name, table.columns.get(name)!]))
  // The schema is that of all records, so that a later value beyond the baseline is rare and no mistake.
  requireReadTexts(watched, (name) => names.includes(name))
  const schema = inferSchema(part(watched))
  const model = await fitTable(schema, part(learnt), { seed, budgetSeconds, onProgress, signal })
  const monitor = await surpriseMonitor(model, rate, part(calibration), { signal })
  return {
    monitors: [{ ...monitor, score: (table, more) => monitor.score(part(table), more) }],
    release: () => model.release(),
  }
}

/** All columns, or categories and the numbers that stand for the others where there are too many. */
function fewOf(names: readonly string[], learnt: Table, numbers: readonly string[]): string[] {
  if (names.length <= mostRegionColumns) return [...names]
  const categories = names.filter((name) => !numbers.includes(name))
  const kept = categories.slice(0, mostRegionColumns / 2)
  return [...kept, ...representativeColumns(learnt, numbers, mostRegionColumns - kept.length)]
}

interface Watched {
  readonly panel: ControlChartPanel
  readonly result: MonitorResult
  readonly signals: readonly MonitoringSignal[]
}

/** What one monitor says of all records. */
function watchedBy(
  { name: monitor, limit }: Monitor,
  scores: ComponentScores,
  panel: number,
  baseline: number,
): Watched {
  const { statistic, contributions } = scores
  const signals = Array.from(statistic.keys())
    .filter((point) => statistic[point]! > limit)
    .map((point): MonitoringSignal => {
      const causes = causesOf(scores, point)
      const named = causes.map(({ column, share }) => `${column} (${Math.round(100 * share)}%)`)
      return {
        point,
        panel,
        isBaseline: point < baseline,
        causes,
        sentence: `${monitorLabels[monitor]} ${short(statistic[point]!)} above ${short(limit)}, most of it from ${named.join(', ')}.`,
      }
    })
  const later = signals.filter(({ isBaseline }) => !isBaseline)
  const counted = later.length > 0 || baseline < statistic.length ? later : signals
  const shares = [...contributions].map(([column, values]) => ({
    column,
    share: mean(counted.map(({ point }) => values[point]! / statistic[point]!)),
  }))
  const isScored = (value: number): boolean => !Number.isNaN(value)
  const centre = mean(statistic.subarray(0, baseline).filter(isScored))
  return {
    panel: {
      statistic: monitor,
      values: Array.from(statistic, (value) => (isScored(value) ? value : null)),
      centre: Array.from(statistic, () => centre),
      lower: Array.from(statistic, () => null),
      upper: Array.from(statistic, () => limit),
    },
    result: {
      monitor,
      limit,
      columns: contributions.size,
      monitored: statistic.subarray(baseline).filter(isScored).length,
      beyond: later.length,
      causes:
        counted.length === 0 ? [] : shares.sort((a, b) => b.share - a.share).slice(0, mostCauses),
    },
    signals,
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}

// All measures of an operation watched at once: from its records to T2, SPE and surprise of every one of
// them, their limits, and the columns behind each signal.

import { inferSchema } from '../../../data/table/schema-inference.ts'
import { modelledFields } from '../../../data/table/schema.ts'
import { requireReadTexts } from '../../../data/table/unread-texts.ts'
import { MillraceError } from '../../../errors.ts'
import {
  columnOf,
  createTable,
  describeRow,
  rowsAt,
  type Table,
} from '../../../data/table/table.ts'
import type { WorkOptions } from '../../../progress.ts'
import type { QualityOperation } from '../../model/quality-schema.ts'
import { mean } from '../../../statistics/moments.ts'
import { failsOf, featuresOf, requireNamed, sourceOf } from '../quality-records.ts'
import { partByStretches } from '../stretches.ts'
import { fitUsual } from '../usual-records.ts'
import { coverageOf } from './baseline-coverage.ts'
import { isMostlyNumbers, orderOf, textAt } from './chart-table.ts'
import { fitUsualUnder } from './conditions.ts'
import {
  causesOf,
  componentMonitors,
  leastShare,
  type Monitor,
  surpriseMonitor,
} from './multivariate.ts'
import { type ComponentScores, fitComponents } from './principal-components.ts'
import type {
  ControlChartPanel,
  CoverageNote,
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
}

/** Columns named as behind the signals of a monitor. */
const mostCauses = 5

export const monitorLabels = {
  t2: 'T2',
  spe: 'SPE',
  surprise: 'surprise',
} as const satisfies Record<MonitorName, string>

/**
 * @throws MillraceError `not-found` or `bad-input` for columns or a baseline from which nothing is learnt,
 *   `cancelled`.
 */
export async function monitorRecords(
  table: Table,
  request: MonitoringRequest,
  options: MonitoringOptions,
): Promise<MonitoringResult> {
  const { baseline: first, false_alarm_rate: rate } = request.monitoring
  const order = orderOf(table, request.columns.time)
  const ordered = { ...rowsAt(table, order), ...(table.source && { source: table.source }) }
  const { watched, columns, conditions, leftOut } = watchedOf(ordered, request)
  const isNumber = (name: string): boolean => watched.columns.get(name)!.kind === 'number'
  const numbers = columns.filter(isNumber)
  const baseline = Math.min(first ?? ordered.rowCount, ordered.rowCount)
  const inControl = inControlOf(ordered, request, baseline)
  const apart = partByStretches(inControl)
  const isEnough = apart.held.length * rate >= 1
  const { learnt, held } = isEnough ? apart : { learnt: inControl, held: [] }
  const under =
    conditions.length > 0
      ? fitUsualUnder(rowsAt(watched, learnt), conditions, numbers)
      : { compare: (all: Table) => all, isCovered: () => null }
  const compared = under.compare(watched)
  const isCovered = under.isCovered(watched)
  const components = fitComponents(rowsAt(compared, learnt), numbers)
  const calibration = isEnough ? rowsAt(compared, held) : undefined
  const parts = { learnt: rowsAt(watched, learnt), held: rowsAt(watched, held), rate, conditions }
  const model = isEnough ? await surpriseOf(watched, parts, options) : null
  try {
    const monitors = [
      ...componentMonitors(components, rate, calibration).map((one) => ({ ...one, of: compared })),
      ...(model ? [{ ...model.monitor, of: watched }] : []),
    ]
    const found: Watched[] = []
    for (const monitor of monitors) {
      const scores = await monitor.score(monitor.of, { signal: options.signal })
      const statistic = scores.statistic.map((value, row) =>
        isCovered && !isCovered[row] ? NaN : value,
      )
      found.push(watchedBy(monitor, { ...scores, statistic }, found.length, baseline))
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
      columns,
      conditions,
      unseen: isCovered?.filter((isOne) => !isOne).length ?? 0,
      leftOut,
      notByComponents: [
        ...components.constant.map((column) => ({ column, reason: unchanged(conditions) })),
        ...columns.flatMap((column) => strayText(ordered, column) ?? []),
      ],
      coverage: coverage(compared, numbers, baseline, rate),
      panels: found.map(({ panel }) => panel),
      monitors: found.map(({ result }) => result),
      signals: found.flatMap(({ signals }) => signals).sort((a, b) => a.point - b.point),
    }
  } finally {
    await model?.release()
  }
}

function unchanged(conditions: readonly string[]): string {
  return conditions.length > 0
    ? 'no change within the baseline but by its conditions'
    : 'no change within the baseline'
}

interface WatchedColumns {
  /** With the conditions beside the columns that are watched. */
  readonly watched: Table
  readonly columns: readonly string[]
  readonly conditions: readonly string[]
  readonly leftOut: MonitoringResult['leftOut']
}

/** @throws MillraceError `not-found` for a column that is named and not there. */
function watchedOf(ordered: Table, request: MonitoringRequest): WatchedColumns {
  const { columns: asked, conditions = [] } = request.monitoring
  const choice = asked ? { ...request, settings: {}, measurements: asked } : request
  const { measurements = [] } = choice
  requireNamed(ordered, { ...choice, measurements: [...measurements, ...conditions] })
  const { features, leftOut } = featuresOf(ordered, choice)
  const columns = features.map(({ name }) => name).filter((name) => !conditions.includes(name))
  return {
    watched: createTable(
      [...conditions, ...columns].map((name) => [name, ordered.columns.get(name)!]),
    ),
    columns,
    conditions,
    leftOut: leftOut.filter(({ column }) => !conditions.includes(column)),
  }
}

/** A measure with a word typed among its numbers is read as a category: the reason with the first such word. */
function strayText(table: Table, name: string): MonitoringResult['leftOut'][number] | null {
  const column = table.columns.get(name)!
  if (column.kind !== 'text' || !isMostlyNumbers(column)) return null
  const row = column.codes.findIndex(
    (code) => code >= 0 && !Number.isFinite(Number(column.levels[code])),
  )
  const text = column.levels[column.codes[row]!]!
  return { column: name, reason: `"${text}" in ${describeRow(table, row)} is no number` }
}

/** Of the numeric columns; those that have left the baseline first, then those that move most slowly. */
function coverage(
  watched: Table,
  numbers: readonly string[],
  baseline: number,
  rate: number,
): CoverageNote[] {
  return numbers
    .flatMap(
      (name) =>
        coverageOf(name, columnOf(watched, name, 'number').values, baseline, 1 / rate) ?? [],
    )
    .sort(
      (a, b) =>
        Math.abs(b.left?.by ?? 0) - Math.abs(a.left?.by ?? 0) || a.independent - b.independent,
    )
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
  readonly held: Table
  readonly rate: number
  readonly conditions: readonly string[]
}

/** Of a generative model, given the conditions. */
async function surpriseOf(
  watched: Table,
  { learnt, held, rate, conditions }: Parts,
  options: MonitoringOptions,
): Promise<{ readonly monitor: Monitor; release(): Promise<void> }> {
  // The schema is that of all records, so that a later value beyond the baseline is rare and no mistake.
  requireReadTexts(watched)
  const schema = inferSchema(watched)
  const names = modelledFields(schema).map(([name]) => name)
  const asked = {
    given: names.filter((name) => conditions.includes(name)),
    scored: names.filter((name) => !conditions.includes(name)),
  }
  const usual = await fitUsual(schema, learnt, held, { rate, asked, ...options })
  return { monitor: surpriseMonitor(usual, asked), release: () => usual.model.release() }
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
        counted.length === 0
          ? []
          : shares
              .filter(({ share }) => share >= leastShare)
              .sort((a, b) => b.share - a.share)
              .slice(0, mostCauses),
    },
    signals,
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)))
}

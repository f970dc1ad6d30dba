// A control chart from its samples: limits from the baseline (phase 1), signals at every point (those
// after the baseline are phase 2), capability.

import { MillraceError } from '../../../errors.ts'
import type { ControlChartKind } from '../../model/quality-schema.ts'
import { capabilityOf, type SpecificationLimits } from './capability.ts'
import { type CountChart, countChart } from './count-charts.ts'
import type { Drawing, PanelDrawing } from './drawing.ts'
import { individualsChart } from './individuals-chart.ts'
import type {
  AppliedRule,
  Capability,
  ControlChartPanel,
  ControlChartResult,
  ControlSignal,
} from './result.ts'
import { type RuleMet, rules, type RuleSet, ruleSets, rulesMet } from './rules.ts'
import type { CumulativeSumDesign, MovingAverageDesign } from './run-length.ts'
import type { CountSample, Subgroup } from './samples.ts'
import type { KnownStandard } from './spread.ts'
import { subgroupChart } from './subgroup-charts.ts'
import { cumulativeSumChart, movingAverageChart } from './time-weighted-charts.ts'

export type MeasuredChart = Exclude<ControlChartKind, CountChart>

/** Samples in the order of time, as the chart needs them. */
export type ChartSamples =
  | { readonly chart: MeasuredChart; readonly samples: readonly Subgroup[] }
  | { readonly chart: CountChart; readonly samples: readonly CountSample[] }

export interface ControlChartOptions
  extends KnownStandard, Partial<MovingAverageDesign>, Partial<CumulativeSumDesign> {
  /** The first so many points are the baseline. Default: all of them. */
  readonly baseline?: number | undefined
  /**
   * Points of the baseline to leave out of the limits, counted from 0, because their cause is known; or
   * `outside`: those outside of the limits, until none is. Default: none.
   */
  readonly exclude?: 'outside' | readonly number[] | undefined
  /** Default `western-electric`. */
  readonly rules?: RuleSet | undefined
  /** Specification, for the capability. */
  readonly limits?: SpecificationLimits | undefined
  /** Of the intervals of the capability. Default 0.95. */
  readonly confidence?: number | undefined
}

/** @throws MillraceError `bad-input` for samples that cannot be, or that show no variation. */
export function controlChart(
  characteristic: string,
  input: ChartSamples,
  options: ControlChartOptions = {},
): Omit<ControlChartResult, 'missing'> {
  const { samples } = input
  const baseline = options.baseline ?? samples.length
  if (baseline > samples.length) {
    throw new MillraceError(
      'bad-input',
      `${characteristic}: baseline longer than the data, expected at most ${samples.length} points, got ${baseline}`,
    )
  }
  const { drawing, excluded } = drawnWithout(characteristic, input, baseline, options)
  const applied = appliedRules(drawing, options.rules ?? 'western-electric')
  const labels = samples.map(({ label }) => label)
  return {
    characteristic,
    chart: input.chart,
    labels,
    sizes: sizesOf(input),
    baseline,
    excluded,
    mean: drawing.mean,
    deviation: drawing.deviation,
    method: drawing.method,
    panels: drawing.panels.map(plainPanel),
    rules: applied,
    signals: signalsOf(drawing, applied, labels, baseline),
    averageRunLength: drawing.averageRunLength ?? null,
    capability: capability(input, drawing, baseline, excluded, options),
  }
}

/** The drawing, and the points of the baseline that were left out on the way. */
function drawnWithout(
  characteristic: string,
  input: ChartSamples,
  baseline: number,
  options: ControlChartOptions,
): { readonly drawing: Drawing; readonly excluded: readonly number[] } {
  const { exclude = [] } = options
  const excluded = new Set(exclude === 'outside' ? [] : exclude)
  for (const point of excluded) {
    if (Number.isInteger(point) && point >= 0 && point < baseline) continue
    throw new MillraceError(
      'bad-input',
      `${characteristic}: cannot be left out, expected a point of the baseline, 1 to ${baseline}, got ${point + 1}`,
    )
  }
  for (;;) {
    const isBaseline = input.samples.map((_, i) => i < baseline && !excluded.has(i))
    requireTwo(characteristic, input, isBaseline, options)
    const drawing = draw(input, isBaseline, options)
    const outside = drawing.panels
      .flatMap(({ distances }) => rulesMet(distances, ['beyond-limits']))
      .filter(({ point }) => isBaseline[point])
    const ordered = (): number[] => [...excluded].sort((a, b) => a - b)
    if (exclude !== 'outside' || outside.length === 0) return { drawing, excluded: ordered() }
    for (const { point } of outside) excluded.add(point)
  }
}

function requireTwo(
  characteristic: string,
  { samples }: ChartSamples,
  isBaseline: readonly boolean[],
  { target, deviation }: KnownStandard,
): void {
  if (target !== undefined && deviation !== undefined) return
  const present = samples.filter(
    (sample, i) =>
      isBaseline[i] &&
      ('values' in sample ? sample.values.length > 0 : !Number.isNaN(sample.count)),
  ).length
  if (present >= 2) return
  throw new MillraceError(
    'bad-input',
    `${characteristic}: too few points for limits, expected at least 2 in the baseline, got ${present}`,
  )
}

function draw(
  input: ChartSamples,
  isBaseline: readonly boolean[],
  options: ControlChartOptions,
): Drawing {
  const { weight = 0.2, width = 3, reference = 0.5, decision = 5 } = options
  const { chart } = input
  switch (chart) {
    case 'xbar-r':
    case 'xbar-s': {
      const baseline = input.samples.filter((_, i) => isBaseline[i])
      const statistic = chart === 'xbar-r' ? 'range' : 'standard deviation'
      return subgroupChart(input.samples, baseline, statistic, options)
    }
    case 'i-mr':
      return individualsChart(input.samples.map(singleValue), isBaseline, options)
    case 'ewma':
      return movingAverageChart(input.samples, isBaseline, { weight, width }, options)
    case 'cusum':
      return cumulativeSumChart(input.samples, isBaseline, { reference, decision }, options)
    case 'p':
    case 'np':
    case 'c':
    case 'u': {
      const baseline = input.samples.filter((_, i) => isBaseline[i])
      return countChart(input.samples, baseline, chart)
    }
  }
}

function singleValue({ label, values }: Subgroup): number {
  if (values.length > 1) {
    throw new MillraceError(
      'bad-input',
      `sample ${label}: several values, expected one for i-mr, got ${values.length}`,
      { hint: 'use xbar-r or xbar-s for subgroups' },
    )
  }
  return values[0] ?? Number.NaN
}

function appliedRules({ averageRunLength, panels }: Drawing, set: RuleSet): AppliedRule[] {
  const names = panels[0]!.takesRuns ? ruleSets[set] : ruleSets['beyond-limits']
  return names.map((rule) => ({
    rule,
    sentence: rules[rule].sentence,
    falseAlarmRate: averageRunLength ? 1 / averageRunLength : rules[rule].falseAlarmRate,
  }))
}

function signalsOf(
  { panels }: Drawing,
  applied: readonly AppliedRule[],
  labels: readonly string[],
  baseline: number,
): ControlSignal[] {
  const names = applied.map(({ rule }) => rule)
  const signals = panels.flatMap((panel, index) =>
    rulesMet(panel.distances, panel.takesRuns ? names : ['beyond-limits']).map((met) => ({
      point: met.point,
      panel: index,
      rule: met.rule,
      from: panel.onsets?.[met.point] ?? met.from,
      isBaseline: met.point < baseline,
      sentence: sentenceOf(panel, met, labels),
    })),
  )
  return signals.sort((a, b) => a.point - b.point || a.panel - b.panel)
}

function sentenceOf(
  panel: PanelDrawing,
  { rule, point }: RuleMet,
  labels: readonly string[],
): string {
  const isFall = panel.distances[point]! < 0
  const value = (isFall && panel.lowerValues ? panel.lowerValues : panel.values)[point]!
  const limit = (isFall ? panel.lower : panel.upper)[point]
  const short = shortened(Math.abs(value - panel.centre[point]!))
  const where =
    rule === 'beyond-limits' && typeof limit === 'number'
      ? `, ${isFall ? 'below' : 'above'} ${short(limit)}`
      : ''
  const onset = panel.onsets
    ? `; at ${labels[panel.onsets[point]!]} ${panel.remarks?.[point] ?? ''}`
    : ''
  return `${labels[point]}: the ${panel.statistic} ${short(value)} ${rules[rule].sentence}${where}${onset}.`
}

/** As many decimals as tell a hundredth of the distance. */
function shortened(distance: number): (value: number) => string {
  const decimals = distance > 0 ? Math.ceil(2 - Math.log10(distance)) : 3
  return (value) => String(Number(value.toFixed(Math.min(Math.max(decimals, 0), 12))))
}

function plainPanel({
  statistic,
  values,
  lowerValues,
  centre,
  lower,
  upper,
}: PanelDrawing): ControlChartPanel {
  return { statistic, values, ...(lowerValues && { lowerValues }), centre, lower, upper }
}

function sizesOf(input: ChartSamples): number[] {
  return input.samples.map((sample) => ('values' in sample ? sample.values.length : sample.size))
}

function capability(
  input: ChartSamples,
  { deviation, freedom }: Drawing,
  baseline: number,
  excluded: readonly number[],
  { limits, confidence }: ControlChartOptions,
): Capability | null {
  if (!limits || deviation === null) return null
  const values = input.samples.flatMap((sample, i) =>
    'values' in sample && i < baseline && !excluded.includes(i) ? sample.values : [],
  )
  return capabilityOf(values, { deviation, freedom }, limits, confidence)
}

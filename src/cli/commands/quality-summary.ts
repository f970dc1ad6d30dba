// What `millrace quality fit` and `advise` say on the terminal.

import { leakSentence } from '../../plant/quality/leak-sentence.ts'
import type { QualityRecords } from '../../plant/quality/quality-records.ts'
import type {
  Advice,
  Drift,
  Driver,
  InspectionEvidence,
  InspectionPolicyCost,
  Interval,
  Leak,
  ModelEvidence,
  QualityResult,
  SettingChange,
  WhatIf,
} from '../../plant/quality/result.ts'

const shownDrivers = 5

/** All of a result that fits a terminal; `lot` is the column that names lots, where there is one. */
export function summaryLines(result: QualityResult, lot: string | undefined): string[] {
  const { drift, drivers, inspection, advice } = result
  return [
    ...modelLines(result.model),
    ...(drift && drift.shifts.length > 0 ? [driftLine(drift)] : []),
    ...comingLines(result, lot),
    ...driverLines(drivers),
    ...(inspection ? inspectionLines(inspection) : []),
    ...(advice ? ['settings:', ...adviceLines(advice).map((line) => `  ${line}`)] : []),
  ]
}

function modelLines(model: ModelEvidence): string[] {
  const { scores, baseline, augmentation, untried } = model
  return [
    `predicted by ${model.predictor} (${model.calibration === 'none' ? 'no' : model.calibration} calibration); judged on ${model.heldOutRecords} records that it had not seen (${model.protocol}):`,
    ...extremes(model),
    `  log score ${scores.logScore.toFixed(4)} (share of failures alone: ${baseline.logScore.toFixed(4)}; less is better), Brier ${scores.brier.toFixed(4)} (${baseline.brier.toFixed(4)}), AUC ${scores.areaUnderRoc.toFixed(3)}, average precision ${scores.averagePrecision.toFixed(3)}, F1 at 1/2 ${scores.f1.toFixed(3)}`,
    ...(scores.logScore < baseline.logScore
      ? []
      : [
          'warning: these records do not tell failures: the predictions are no better than the share of failures alone',
        ]),
    ...(augmentation
      ? [
          `  generated failures: ${augmentation.used ? 'used' : 'not used'} (precision ${augmentation.without.precision.toFixed(3)} -> ${augmentation.with.precision.toFixed(3)}, recall ${augmentation.without.recall.toFixed(3)} -> ${augmentation.with.recall.toFixed(3)})`,
        ]
      : []),
    ...model.coverage.map(
      ({ nominal, observed }) =>
        `  intervals of ${percent(nominal)} held ${percent(observed.estimate)}`,
    ),
    ...(untried.length > 0
      ? [`no time within the budget to try all models, left out: ${untried.join(', ')}`]
      : []),
  ]
}

/** How far the model tells records apart, in words that need no score. */
function extremes({ reliability }: ModelEvidence): string[] {
  const [safest, riskiest] = [reliability[0], reliability.at(-1)]
  if (!safest || !riskiest || safest === riskiest) return []
  const told = (name: string, { records, predicted, observed }: typeof safest): string =>
    `the ${records} ${name}: ${percent(predicted)} predicted to fail, ${percent(observed.estimate)} did`
  return [`  ${told('riskiest', riskiest)}; ${told('safest', safest)}`]
}

function comingLines({ trend }: QualityResult, lot: string | undefined): string[] {
  const [next] = trend.coming
  const last = trend.lots[0]
  if (!next || !last) return []
  const coming = lot === undefined ? `next ${last.records} records` : 'next lot'
  return [
    `${coming}: ${percent(next.estimate)} failing (90%: ${percent(next.lower)} to ${percent(next.upper)})`,
  ]
}

function inspectionLines({ records, decisions, capacity, policies }: InspectionEvidence): string[] {
  const per = decisions > 1 ? `, in ${decisions} decisions of ${capacity} inspections at most` : ''
  return [
    `cost of inspecting, on ${records} records that the model had not seen${per}:`,
    ...policies.map((policy) => `  ${inspectionLine(policy)}`),
  ]
}

const inspectionNames = {
  proposed: 'as proposed',
  all: 'all',
  none: 'none',
  random: 'as many at random',
} as const satisfies Record<InspectionPolicyCost['policy'], string>

function inspectionLine(cost: InspectionPolicyCost): string {
  const { policy, inspected, found, escaped, above, isPossible } = cost
  const isMore = above.estimate >= 0
  const size = (value: number): string => (isMore ? value : -value).toFixed(0)
  const ends = isMore ? [above.lower, above.upper] : [above.upper, above.lower]
  const difference =
    policy === 'proposed'
      ? ''
      : `, ${size(above.estimate)} ${isMore ? 'more' : 'less'} than the proposal (90%: ${ends.map(size).join(' to ')})`
  return `${inspectionNames[policy]}: ${cost.cost.toFixed(0)}${difference}; ${inspected.toFixed(0)} inspected, ${found.toFixed(0)} failures found, ${escaped.toFixed(0)} escaped${isPossible ? '' : ' (beyond the capacity)'}`
}

/** The changes, why, and what they are expected to save. */
export function adviceLines(advice: Advice): string[] {
  const { changes, reason, costNow, costAfter, gain, records } = advice
  return [
    ...changes.flatMap((change) => {
      const { column, from, to, lowest, highest } = change
      return [
        `${column}: ${to} for every record, where half are below ${from} now (allowed: ${lowest} to ${highest})`,
        why(change),
      ]
    }),
    reason,
    ...(changes.length > 0
      ? [
          `expected scrap cost per record, with 90% intervals: ${money(costNow)} now, ${money(costAfter)} after the change, which saves ${money(gain)}; the mean of ${records} records`,
        ]
      : []),
  ]
}

/** What the change is expected to do, and how exact it need be. */
function why({ column, failureBefore, failureAfter, nearly }: SettingChange): string {
  const { lowest, highest } = nearly
  const fall = `  failures fall from ${percent(failureBefore)} to ${percent(failureAfter)}`
  return lowest < highest
    ? `${fall}, nearly as far where ${column} is ${lowest} to ${highest}`
    : fall
}

function money({ estimate, lower, upper }: Interval): string {
  return `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`
}

function driftLine({ shifts, columns }: Drift): string {
  const named = shifts
    .slice(0, 5)
    .map(({ column, distance }) => `${column} (${distance.toFixed(2)})`)
  return `warning: the records drift: in the last 30% ${shifts.length} of ${columns} columns take other values than before (${named.join(', ')}${shifts.length > named.length ? ', ...' : ''}): what was learnt before may not hold`
}

/** What is said of columns that tell the outcome nearly alone; no line where there are none. */
export function leakLines(leaks: readonly Leak[]): string[] {
  if (leaks.length === 0) return []
  const names = leaks.map(({ column }) => column).join(',')
  return [
    ...leaks.map((leak) => `warning: ${leakSentence(leak)}`),
    `  If these are known only once the verdict is, all figures here are too good: fit again with --ignore ${names} (in plant.yaml: ignore)`,
  ]
}

/** Those that matter by more than chance. */
function driverLines(drivers: readonly Driver[]): string[] {
  const clear = drivers.filter(({ importance }) => importance.lower > 0)
  if (clear.length === 0) return ['drivers: no column makes a difference beyond chance']
  return [
    'drivers (what the prediction loses without the column, in nats per record):',
    ...clear.slice(0, shownDrivers).map((driver) => `  ${describeDriver(driver)}`),
  ]
}

/** Which levels fail and which pass, so that one that was forgotten is seen. */
export function outcomeLines({ specification, levels, failed, values }: QualityRecords): string[] {
  const { outcome, failing = [], limits } = specification
  if (!levels) {
    const failures = failed.reduce((sum, y) => sum + y, 0)
    const { lower = -Infinity, upper = Infinity } = limits ?? {}
    const below = values?.filter((value) => value < lower).length ?? 0
    const told = [
      ...(lower > -Infinity ? [`${below} below ${lower}`] : []),
      ...(upper < Infinity ? [`${failures - below} above ${upper}`] : []),
    ]
    return [`${outcome}: of ${failed.length} records ${told.join(', ')}`]
  }
  const counts = new Map([...failing, ...levels.levels].map((level) => [level, 0]))
  for (const code of levels.codes) {
    const level = levels.levels[code]!
    counts.set(level, counts.get(level)! + 1)
  }
  const told = (isFailing: boolean): string => {
    const own = [...counts].filter(([level]) => failing.includes(level) === isFailing)
    const shown = own.slice(0, shownLevels).map(([level, count]) => `${level} (${count})`)
    const more = own.length - shown.length
    return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ') || 'none'
  }
  const alike = [...counts.keys()].flatMap((level) => {
    const like = failing.find((other) => plain(other) === plain(level))
    return like === undefined || failing.includes(level) ? [] : [[level, like] as const]
  })
  return [
    `${outcome}: fails with ${told(true)}; passes with ${told(false)}`,
    ...alike.map(
      ([level, like]) =>
        `warning: "${level}" passes, and only its letters or blanks tell it from "${like}", which fails: write them alike, or name both as failing`,
    ),
  ]
}

const shownLevels = 8

function plain(level: string): string {
  return level.trim().toLowerCase()
}

/** With the values at which fewest and most failures are predicted, which is why it matters. */
export function describeDriver({ column, importance, whatIfs }: Driver): string {
  const loss = `${column}: ${importance.estimate.toFixed(4)}`
  const sorted = whatIfs.toSorted((a, b) => a.failureProbability - b.failureProbability)
  const [best, worst] = [sorted[0], sorted.at(-1)]
  if (!best || !worst || best === worst) return loss
  // Four digits, or as many as tell the two apart.
  const written = (value: WhatIf['value'], digits: number): string =>
    typeof value === 'number' ? String(Number(value.toPrecision(digits))) : value
  const digits =
    [4, 5, 6, 7].find((few) => written(best.value, few) !== written(worst.value, few)) ?? 8
  const told = ({ value, failureProbability }: WhatIf): string =>
    `${percent(failureProbability)} at ${written(value, digits)}`
  return `${loss}; failures predicted: ${told(best)} to ${told(worst)}`
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}

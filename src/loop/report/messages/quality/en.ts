// The sentences of a report on quality, in English.

import type {
  ChartStatistic,
  MonitorName,
} from '../../../../plant/quality/control-charts/result.ts'
import type { RuleName } from '../../../../plant/quality/control-charts/rules.ts'
import type { ControlChartKind } from '../../../../plant/model/quality-schema.ts'
import { protocolOf } from '../../../../plant/quality/held-out.ts'
import { leakSentence } from '../../../../plant/quality/leak-sentence.ts'
import type { HoldingOut, InspectionPolicyCost, Leak } from '../../../../plant/quality/result.ts'

export const qualityEn = {
  heading: 'Quality',
  headingOf: (operation: string) => `Quality: ${operation}`,
  lead: (failing: string, records: string, share: string) =>
    `${failing} of ${records} records failed, ${share}.`,
  coming: (share: string, low: string, high: string) =>
    ` The next lots are expected to fail at ${share} (9 of 10: ${low} to ${high}).`,
  drift: (shifted: string, columns: string, named: string) =>
    `The records drift: in the last 30% ${shifted} of ${columns} columns take other values than before, most of all ${named}. What was learnt before may not hold of what is made now.`,
  leaks: (sentences: string) =>
    `${sentences} If this is known only once the verdict is, all figures here are too good: name the columns under ignore in plant.yaml.`,
  leak: (leak: Leak) => leakSentence(leak),
  untested: (records: string) => ` ${records} records have no result yet.`,

  advice: {
    heading: 'Settings to change',
    gain: (now: string, after: string) =>
      `Expected scrap cost per record would fall from ${now} to ${after}`,
    interval: (gain: string, low: string, high: string) =>
      `, a gain of ${gain} (9 of 10: ${low} to ${high}).`,
    none: 'No change of the settings is expected to help within their ranges and within what has been tried before.',
    setting: 'Setting',
    from: 'Now (median)',
    to: 'Change to',
    range: 'Allowed',
    fall: (before: string, after: string) => `Failures fall from ${before} to ${after}.`,
    nearly: (low: string, high: string) => ` From ${low} to ${high}, nearly as far.`,
    note: (share: string) =>
      `Every record is made at the proposed value, so what varies now is held as well. ${share} of the records stay within what has been tried before; what has not been tried is never proposed.`,
  },

  waiting: {
    heading: 'What to test first',
    inspect: (n: string, records: string, saving: string) =>
      `Testing ${n} of the ${records} records is expected to save ${saving} against testing none. What saves most first:`,
    untestedOnly: 'The likeliest to fail first:',
    lot: 'Lot',
    recordHead: 'Record',
    row: (n: string) => `row ${n} of the file`,
    records: 'Records',
    risk: 'Risk of failing',
    inspected: 'To test',
    saving: 'Saves',
    unfamiliar: 'beyond what has been tried before',
    more: (n: string) => `and ${n} more in report.json`,
  },

  drivers: {
    heading: 'What drives it',
    column: 'Column',
    setting: 'setting',
    importance: 'Importance',
    interval: '9 of 10',
    verdict: (names: string) => `Most of all ${names}.`,
    note: 'Importance: how much worse the prediction of held-out records gets when the column is shuffled (nats per record). Near 0: no effect that could be seen.',
    whatIf: (column: string) => `Failures by ${column}`,
    whatIfNote: 'predicted share of failures, the other columns as they come with the value',
    now: 'now',
    proposed: 'proposed',
    value: 'Value',
    probability: 'Failures',
  },

  inspection: {
    heading: 'What to inspect',
    lead: (records: string, capacity: string) =>
      `Tried on ${records} held-out records, with at most ${capacity} inspections at a time:`,
    policy: 'Way to choose',
    policies: {
      proposed: 'Millrace',
      all: 'inspect all',
      none: 'inspect none',
      random: 'as many at random',
    } satisfies Record<InspectionPolicyCost['policy'], string>,
    beyond: 'beyond the capacity',
    inspected: 'Inspected',
    found: 'Failures found',
    escaped: 'Escaped',
    cost: 'Cost',
    above: 'More than Millrace',
  },

  trend: {
    heading: 'Failures over the lots',
    note: (n: string) => `share of records that failed; each bar is ${n} lots in a row`,
    noteOne: 'share of records that failed in each lot',
    past: 'failed',
    coming: 'expected of the next lots',
    band: '9 of 10',
    lot: 'Lot',
    share: 'Failed',
  },

  model: {
    heading: 'Can this be trusted?',
    /** On records held out: failures expected and seen, and how well it ranks. */
    verdict: (records: string, expected: string, failed: string, ranked: string) =>
      `On ${records} records that it had not learnt from, ${expected} failures were expected and ${failed} came. Of a failing and a passing record, the failing one had the higher risk ${ranked} times in 100 (by chance 50).`,
    chosen: (name: string, tried: string) =>
      `In use: ${name}, the best of ${tried} ways to predict on held-out records.`,
    all: 'All ways to predict, with their scores',
    reliability: 'Reliability',
    reliabilityNote: 'across: predicted share of failures; up: share that failed, held-out records',
    bin: 'records, with 90% interval',
    ideal: 'ideal',
    predicted: 'Predicted',
    observed: 'Failed',
    records: 'Records',
    candidate: 'Model',
    logScore: 'Log loss',
    precision: 'Average precision',
    roc: 'AUC',
    brier: 'Brier',
    inUse: 'in use',
    baseline: 'share of failures for all',
    note: (records: string, protocol: string) =>
      `Scores of ${records} held-out records (${protocol}). Log loss and Brier: lower is better; average precision and AUC: higher.`,
    protocol: (holdingOut: HoldingOut) => protocolOf(holdingOut),
    /** A way to predict, by its name. */
    name: (name: string) => name,
    generated: (n: string, before: string, after: string) =>
      `${n} generated failures were learnt from as well: average precision ${before} without, ${after} with them.`,
    notGenerated: (before: string, after: string) =>
      `Generated failures were tried and left out: average precision ${before} without, ${after} with them.`,
  },

  charts: {
    heading: 'Control charts',
    title: (characteristic: string, chart: string) => `${characteristic} (${chart})`,
    names: {
      'xbar-r': 'X-bar and R',
      'xbar-s': 'X-bar and s',
      'i-mr': 'individuals',
      ewma: 'EWMA',
      cusum: 'CUSUM',
      p: 'p',
      np: 'np',
      c: 'c',
      u: 'u',
    } satisfies Record<ControlChartKind, string>,
    statistics: {
      mean: 'mean',
      range: 'range',
      'standard deviation': 'standard deviation',
      value: 'value',
      'moving range': 'moving range',
      share: 'share failing',
      count: 'count',
      rate: 'rate',
      'moving average': 'moving average',
      'cumulative sum': 'cumulative sum',
      t2: 'T²: far out within the usual pattern',
      spe: 'SPE: off the usual pattern',
      surprise: 'surprise of the generative model',
    } satisfies Record<ChartStatistic, string>,
    inControl: 'in control',
    allInControl: 'All in control.',
    outOfControl: (names: string, n: string, all: string) =>
      `${n} of ${all} out of control: ${names}.`,
    signals: (n: string, since: string) =>
      `out of control: ${n} signals, the first new one at ${since}`,
    old: (n: string) =>
      `${n} ${n === '1' ? 'signal' : 'signals'}, all in the points that the limits come from`,
    shown: (n: string, all: string) => `the last ${n} of ${all} points`,
    points: 'points',
    centre: 'centre',
    limits: 'control limits',
    signal: 'signal',
    capability: (cp: string, cpk: string, low: string, high: string) =>
      `Cp ${cp}, Cpk ${cpk} (${low} to ${high})`,
    outside: (share: string) => `${share} outside of the specification`,
    point: 'Point',
    rule: 'Rule',
    rules: {
      'beyond-limits': 'outside of the control limits',
      'two-of-three-beyond-two': 'two of three beyond 2 standard errors',
      'four-of-five-beyond-one': 'four of five beyond 1 standard error',
      'eight-on-one-side': 'eight on one side of the centre',
      'nine-on-one-side': 'nine on one side of the centre',
      'six-in-a-trend': 'six that only rise or only fall',
      'fourteen-alternating': 'fourteen that rise and fall in turn',
      'fifteen-within-one': 'fifteen within 1 standard error',
      'eight-beyond-one': 'eight, none within 1 standard error',
    } satisfies Record<RuleName, string>,
    signalsTable: 'Signals',
    pageTitle: (name: string) => `Control charts: ${name}`,
    pagePoints: (points: string) => `${points} points`,
    made: 'What the limits rest on',
    baseline: 'Points of the limits',
    baselineValue: (baseline: string, all: string) =>
      baseline === all ? `all ${all} points` : `the first ${baseline} of ${all} points`,
    excluded: 'Left out of the limits',
    missing: 'Records without the value',
    falseAlarm: (points: string) => `a false alarm at one of ${points} points in control`,
    runLength: 'Limits of this chart',
  },

  past: {
    heading: 'What came of earlier decisions',
    failures: (records: string, expected: string, failures: string, low: string, high: string) =>
      `${records} records that waited have their verdict: ${expected} failures were expected, and ${failures} came (9 times in 10: ${low} to ${high}).`,
    verdict: {
      low: ' The stated risks were too low.',
      right: ' That agrees with the stated risks.',
      high: ' The stated risks were too high.',
    },
    cost: (expected: string, realised: string) =>
      ` Inspected as proposed they were expected to cost ${expected} and cost ${realised}.`,
    settings: (followed: string, records: string) =>
      ` Of ${records} records made after a change of settings was advised, ${followed} were made near to it.`,
    scrap: {
      followed: (records: string, expected: string, realised: string) =>
        ` With the change, scrap of ${records} judged records was expected to cost ${expected} and cost ${realised}.`,
      others: (records: string, expected: string, realised: string) =>
        ` Without it, that of ${records} was expected to cost ${expected} and cost ${realised}.`,
    },
    groups: 'Stated risks and verdicts',
    stated: 'Stated risk',
    records: 'Records',
    failed: 'Failed',
    interval: '9 of 10',
    note: 'A record counts when its verdict is in the file. Where only what was inspected gets a verdict, failures that escaped are not seen.',
  },

  monitoring: {
    heading: 'All measures at once',
    lead: (columns: string, learnt: string, rate: string) =>
      `${columns} columns watched together. Limits from ${learnt} records in control; ${rate} of such records signal by chance.`,
    verdict: (name: string, beyond: string, monitored: string, byChance: string) =>
      ` ${name}: ${beyond} of ${monitored} records beyond the limit, where chance brings ${byChance}.`,
    monitor: 'Statistic',
    names: { t2: 'T²', spe: 'SPE', surprise: 'Surprise' } satisfies Record<MonitorName, string>,
    beyond: 'Beyond the limit',
    beyondOf: (beyond: string, monitored: string) => `${beyond} of ${monitored}`,
    share: 'Share',
    causes: 'Columns behind the signals',
    causesHead: 'Columns behind it',
    record: 'Record',
    drawnAt: (times: string) => `values above ${times} times the limit are drawn there`,
    watched: 'Columns watched',
    leftOut: 'Columns left out',
    coverage: 'What the baseline does not cover',
    measure: 'Measure',
    leftSince: (record: string, by: string) =>
      `left the baseline at record ${record}, by ${by} deviations on average`,
    notLeft: 'has not left the baseline, but moves slowly',
    independent: 'Independent values',
    coverageNote: (needed: string) =>
      `A limit of this rate needs about ${needed} independent values in the baseline. Where such a course is normal, a season for instance, its signals are false: set the chart up again with more or later records. Where it is not, its cause is what to look for.`,
    noSurprise: 'Too few records in control for the generative model to set a limit by.',
    under: (conditions: string) =>
      `Each record is compared with what is usual under its ${conditions}.`,
    unseen: (records: string) =>
      `Records not judged, their conditions being missing or beyond those of the baseline: ${records}.`,
    notByComponents: 'Not watched by T² and SPE',
  },
}

export type QualityMessages = typeof qualityEn

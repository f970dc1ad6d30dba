// Every sentence of the report in English. The other languages have the type of this object, so that
// a sentence that is missing there does not compile. Figures arrive formatted.

import type { FindingAction, FindingKind } from '../../../data/preparation/finding.ts'
import type { Segment } from '../../../plant/demand/segment.ts'
import { noteSentence, type PlanNote } from '../../../plant/production/notes.ts'
import type { Change, Reason } from '../../../plant/production/plan.ts'
import { changePhrase, whyClause } from '../../../plant/production/reason-sentence.ts'
import type { ConstraintGroup } from '../../../solvers/lot-sizing/problem.ts'
import type { Frequency, PeriodName, Policy, Stage } from '../content.ts'
import { areasEn } from './areas/en.ts'
import { maintenanceEn } from './maintenance/en.ts'
import { qualityEn } from './quality/en.ts'
import { recordsEn } from './records/en.ts'
import { relatedEn } from './related/en.ts'
import { withKnownWords } from './words.ts'

const periodNames = {
  hour: ['hour', 'hours'],
  day: ['day', 'days'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
  quarter: ['quarter', 'quarters'],
  year: ['year', 'years'],
  period: ['period', 'periods'],
} as const satisfies Record<PeriodName, readonly [string, string]>

const policyNames = {
  millrace: 'Millrace',
  'seasonal-naive': 'last season with normal safety stock',
  'sba-ets': 'SBA or ETS with normal safety stock',
  'perfect-foresight': 'perfect foresight',
} as const satisfies Record<Policy, string>

const segmentNames = {
  smooth: 'smooth',
  erratic: 'erratic',
  intermittent: 'intermittent',
  lumpy: 'lumpy',
  short: 'short history',
  new: 'no history',
} as const satisfies Record<Segment, string>

const modelNames = {
  auto: 'mix in use',
  'seasonal-naive': 'last season',
  ets: 'ETS',
  ses: 'SES',
  theta: 'Theta',
  croston: 'Croston',
  sba: 'SBA',
  tsb: 'TSB',
  empirical: 'recent quantiles',
  'negative-binomial': 'negative binomial',
  discounted: 'discounted bootstrap',
  'like-items': 'items like it',
  histogram: 'histogram network',
  vae: 'VAE',
  gan: 'GAN',
  'wasserstein-gan': 'Wasserstein GAN',
} as const satisfies Record<string, string>

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

const releases = (n: number): string => count(n, 'order or lot', 'orders and lots')

export const en = {
  title: (plant: string) => `Plan for ${plant}`,
  language: 'Language',
  periods: (n: number, frequency: PeriodName) =>
    count(n, periodNames[frequency][0], periodNames[frequency][1]),
  span: (from: string, to: string, length: string) => `${length}, ${from} to ${to}`,
  made: (time: string) => `made ${time}`,
  contents: 'Contents',
  numbers: 'Show the numbers',
  units: 'units',
  unitsPer: (frequency: Frequency) => `units per ${periodNames[frequency][0]}`,
  hoursPer: (frequency: Frequency) => `hours per ${periodNames[frequency][0]}`,
  range: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
  /** A way of planning, by its name in plan.json. */
  policy: (name: string) => lookUp(policyNames, name),
  segment: (name: string) => lookUp(segmentNames, name),
  /** A forecaster or a mix of several, by their names; `auto` is the mix in use. */
  model: (names: string) => withKnownWords(names, modelNames),
  /** A curve of training, by its name. */
  curve: (name: string) => name,
  list: (parts: readonly string[], left: number) =>
    parts.join(', ') + (left > 0 ? ` and ${left} more` : ''),
  releases,
  more: (n: string, file: string) => `${n} more in ${file}`,

  first: {
    heading: 'What to do first',
    lead: (profit: string, horizon: string) =>
      `Over the next ${horizon} this plan is expected to earn ${profit}`,
    leadLoss: (loss: string, horizon: string) =>
      `Over the next ${horizon} this plan is expected to lose ${loss}`,
    gain: (difference: string, rule: string) =>
      `; that is ${difference} better than the usual rule (${rule}) on the same futures.`,
    loss: (difference: string, rule: string) =>
      `; that is ${difference} worse than the usual rule (${rule}) on the same futures.`,
    noRule: '.',
    noStock: (n: string, all: string) =>
      `The stock on hand of ${n} of ${all} items is not known. The default of plant.yaml was taken for it (0, unless you set another), so the plan fills shelves that may be full already. Give the column stock_on_hand before you act on it.`,
    profit: 'Expected profit',
    likely: (low: string, high: string) => `8 of 10 futures: ${low} to ${high}`,
    /** By the share of futures in which the plan earns more. */
    betterIn: (share: number) => betterIn(share),
    bad: (value: string) => `worst tenth: ${value} on average`,
    against: 'More than the usual rule',
    fillRate: 'Demand met from stock',
    stock: 'Stock, on average',
    overtime: 'Overtime',
    overtimeHours: (hours: string) => `${hours} ${hours === '1' ? 'hour' : 'hours'}`,
    ofRule: (value: string) => `usual rule: ${value}`,
    release: (n: number, period: string) =>
      n === 0 ? `Nothing needs to be released ${period}.` : `Release ${releases(n)} ${period}`,
    inPeriod: (frequency: Frequency, label: string) =>
      `this ${periodNames[frequency][0]} (${label})`,
    worthNote:
      'Worth is the expected profit that is lost if this one line is left out and the rest is kept. Lines depend on each other, so worths do not add up.',
    make: 'Make',
    buy: 'Buy',
    item: 'Item',
    quantity: 'Quantity',
    usable: 'Ready',
    afterHorizon: 'after the plan',
    hours: 'Hours',
    cost: 'Cost',
    worth: 'Worth',
    trust: 'Can this be trusted?',
    learntNothing: 'nothing was learnt; its section says why.',
    plan: 'Plan',
    beyond: 'Tests, machines and settings',
    test: (n: string, all: string) => `test ${n} of the ${all} records without a result`,
    lots: (names: string) => `first of ${names}`,
    what: 'What',
    when: 'When',
    service: 'Service',
    change: (setting: string, from: string, to: string) => `${setting} ${from} → ${to}`,
    now: 'now',
    lessScrap: (share: string) => `${share} less expected scrap cost`,
    perRecords: (n: string) => `per ${n} records`,
    later: (n: number) =>
      `All ${n.toLocaleString('en')} orders and lots of the plan, by period of release`,
  },

  infeasible: {
    heading: 'No plan is possible as things stand',
    lead: 'These rules of the plant cannot hold together. Each line says which one would have to give, and by how much.',
    constraint: 'Rule',
    subject: 'Of',
    period: 'Period',
    excess: 'Has to give',
    whole: 'all',
    constraints: {
      capacity: 'hours of the resource',
      material: 'stock of the component',
      demand: 'demand to be met without shortage',
      service: 'service level',
      'lot-size': 'lot size',
      'shelf-life': 'shelf life',
    } satisfies Record<ConstraintGroup, string>,
    excessOf: {
      hours: (amount: string) => `${amount} hours`,
      units: (amount: string) => `${amount} units`,
    },
  },

  why: {
    heading: 'Why',
    none: 'No shortage is expected and no overtime is needed.',
    reasons: 'Expected shortages and overtime',
    shortage: (item: string, quantity: string, when: string) =>
      `${item}: on average up to ${quantity} units short (${when})`,
    overtime: (resource: string, hours: string, when: string) =>
      `${resource}: ${hours} hours of overtime (${when})`,
    /** Why, down to the item at the end of the chain of components. */
    cause: (why: Pick<Reason, 'cause' | 'because' | 'root'>) => `${capital(whyClause(why))}.`,
    moreItems: (n: number) => `and ${count(n, 'more item', 'more items')}`,
    /** What the change that shows the cause would bring, or cost. */
    brings: (change: Change, money: string) =>
      ` ${capital(changePhrase(change))} would bring ${money}.`,
    loses: (change: Change, money: string) =>
      ` ${capital(changePhrase(change))} would cost ${money}.`,
    stake: (money: string) =>
      `They are expected to cost ${money} in all. By cause, the dearest first:`,
    whatAndWhy: 'What, and why',
    costs: 'Expected cost',
    rest: (n: string, money: string) =>
      `${n} more, ${money} together, are in reasons.csv and plan.json.`,
    capacity: 'Hours used and available',
    utilisation: (share: string) => `${share} of regular hours`,
    regular: 'regular time',
    overtimeUsed: 'overtime',
    regularLimit: 'regular hours',
    overtimeLimit: 'with overtime',
    period: 'Period',
    stock: 'Stock to come',
    stockOf: (shown: number, all: number) =>
      shown < all
        ? `Charts of ${shown} of ${all} items, the dearest shortages first.`
        : `Charts of ${count(all, 'item', 'items')}, the dearest shortages first.`,
    stockNote: 'The band holds 8 of 10 futures. Grey bars are what arrives.',
    stockMedian: 'stock, median',
    stockBand: '8 of 10 futures',
    arrivals: 'arrivals',
    fillRate: (share: string) => `${share} met from stock`,
  },

  evidence: {
    heading: 'The evidence',
    value: 'Does planning this way pay?',
    valueLead: (horizon: string) =>
      `The last ${horizon} of the history, planned again period by period with only what was known at the time, and sold as it really came. It is one stretch of time: another would give other figures.`,
    captured: (share: string) =>
      ` Of what perfect foresight would have earned beyond the habit, Millrace captured ${share}; how far chance moves that share cannot be told from one stretch.`,
    /** How planning the past again went, against the habit. */
    past: (horizon: string, difference: string, isMore: boolean) =>
      `Planned again over the last ${horizon}, this way earned ${difference} ${isMore ? 'more' : 'less'} than the habit.`,
    pastOfBest: (share: string) => ` That is ${share} of what perfect foresight would have added.`,
    pastShort: ' That is too short a stretch to tell.',
    held: (share: string) =>
      `8 of 10 futures should hold 80% of the demand that comes; of what was held back they held ${share}.`,
    gain: (share: string) =>
      `On demand held back, the models in use err ${share} less than the best of the simple rules.`,
    behind:
      'Planned again, the last periods earned less than the habit would have: see the evidence.',
    noBacktest:
      'The history is too short to plan the past again, so nothing is claimed here about the past.',
    policyHeading: 'Way of planning',
    profit: 'Profit',
    fillRate: 'Met from stock',
    stockValue: 'Stock value',
    cumulative: 'Profit beyond the habit, summed up',
    profitChart: 'Profit of this plan over its futures',
    profitChartNote: (n: number) => `${n} futures; height is the number of futures.`,
    meanProfit: 'expected',
    ruleProfit: 'usual rule',
    forecasts: 'What demand may do',
    forecastsNote:
      'Dark: the history. Blue: the median of the futures, with 4 of 10 and 8 of 10 of them in the bands.',
    history: 'history',
    median: 'median',
    band40: '4 of 10 futures',
    band80: '8 of 10 futures',
    by: (model: string) => `by ${model}`,
    models: 'Which model forecasts what',
    modelsLead: (windows: number, horizon: string) =>
      `Each model forecast ${horizon} from ${count(windows, 'earlier point', 'earlier points')} of the history without seeing what followed. The mix in use was chosen on other, still earlier points, and weighs a model only where that beat the best baseline.`,
    leftOut: (names: string) => `Left out for want of history or time: ${names}.`,
    noModels: 'The history is too short to hold anything back, so no comparison was made.',
    segment: 'Kind of demand',
    series: 'Series',
    chosen: 'Chosen',
    loss: 'Quantile loss',
    scaledError: 'MASE',
    coverage: '80% interval holds',
    chosenFor: 'Chosen for',
    bestBaseline: 'Best baseline',
    better: 'Better by',
    model: 'Model',
    baselineTag: 'baseline',
    lossNote:
      'Quantile loss is the weighted loss over the quantiles 0.1 to 0.9: for each model, of single periods; for each kind of demand, with 100 series or more, of demand added up from today, which is what orders have to cover. MASE compares with last season. Lower is better. An honest 80% interval holds 80%. Baselines are the usual simple rules, always fitted beside the models.',
    calibration: 'Calibration',
    calibrationNote:
      'How often demand lay at or below each forecast quantile. On the dashed line a forecast says neither too little nor too much.',
    nominal: 'Quantile',
    observed: 'Demand at or below',
    calibrationAxis: 'across: quantile that was forecast; up: share of demand at or below it',
    chosenModels: 'chosen models',
    ideal: 'ideal',
    calibrationAndTraining: 'How well calibrated, and how it learned',
    trainingNote: (epoch: string) =>
      `loss over the epochs of training; kept: epoch ${epoch} (dotted)`,
    epoch: 'Epoch',
  },

  data: {
    heading: 'The data',
    lead: (rows: string, series: string, from: string, to: string) =>
      `${rows} rows of demand for ${series} items, ${from} to ${to}.`,
    clean: 'Nothing had to be mended.',
    findings: 'What was found, and what was done',
    found: 'Found',
    where: 'Where',
    done: 'Done',
    kinds: {
      'stray-blanks': (n: number) => count(n, 'name with stray blanks', 'names with stray blanks'),
      'missing-value': (n: number) => count(n, 'empty value', 'empty values'),
      unsorted: (n: number) => count(n, 'row out of order', 'rows out of order'),
      'exact-duplicate': (n: number) => count(n, 'row given twice', 'rows given twice'),
      'duplicate-key': (n: number) =>
        count(n, 'row that contradicts an earlier one', 'rows that contradict earlier ones'),
      negative: (n: number) => count(n, 'negative demand', 'negative demands'),
      gap: (n: number) => count(n, 'missing period', 'missing periods'),
      outlier: (n: number) => count(n, 'outlier', 'outliers'),
      constant: (n: number) => count(n, 'item with constant demand', 'items with constant demand'),
      'all-zero': (n: number) => count(n, 'item without demand', 'items without demand'),
      'too-short': (n: number, bound = 0) =>
        `${count(n, 'item', 'items')} with a history of fewer than ${bound} values`,
      'no-history': (n: number) =>
        `${count(n, 'item', 'items')} without history: demand per period expected (80% range around the median) ← the items most like it`,
      'never-asked': (n: number) =>
        `${count(n, 'item', 'items')} without demand and in no other: expected_demand or like in the items file would say what they will sell`,
      'stuck-sensor': (n: number) =>
        count(n, 'reading that does not move any more', 'readings that do not move any more'),
      'unknown-machine': (n: number) =>
        count(n, 'machine without a row of sensors', 'machines without a row of sensors'),
      spelling: (n: number) =>
        count(n, 'machine spelt in another way', 'machines spelt in another way'),
      'same-moment': (n: number) =>
        count(n, 'event beside another at its moment', 'events beside another at their moment'),
      'text-column': (n: number) =>
        count(n, 'column of text beside the sensors', 'columns of text beside the sensors'),
      'other-event': (n: number) =>
        count(n, 'row of another kind of event', 'rows of other kinds of events'),
    } satisfies Record<FindingKind, (n: number, bound?: number) => string>,
    actions: {
      kept: 'kept',
      trimmed: 'trimmed',
      sorted: 'sorted',
      dropped: 'dropped',
      summed: 'added up',
      'first-kept': 'the first kept',
      'last-kept': 'the last kept',
      'set-to-zero': 'set to zero',
      interpolated: 'filled in between their neighbours',
      'left-missing': 'left missing',
      capped: 'brought back to the largest usual value',
      likened: 'forecast from the items like it, and from its own demand once it comes',
      'not-planned': 'nothing planned',
      joined: 'taken as one',
    } satisfies Record<FindingAction, string>,
    remarks: 'What was assumed',
    note: (note: PlanNote) => noteSentence(note),
  },

  provenance: {
    heading: 'How this was made',
    reused: (time: string) =>
      `Data and settings are those of an earlier run, so the models trained on ${time} were used again.`,
    trained: 'The models were trained in this run.',
    again: 'The same data, settings, seed and versions give the same plan on the same machine.',
    seed: 'Seed',
    scenarios: 'Futures',
    fingerprint: 'Fingerprint of data and settings',
    method: 'Method of the plan',
    methods: { 'per-item': 'item by item', 'lot-sizing': 'all items together, within capacity' },
    gap: 'At most this far from the best possible plan',
    risk: 'Appetite for risk',
    expectedProfit: 'expected profit',
    cvar: (share: string, weight: string) =>
      `expected profit, with weight ${weight} on the worst ${share} of futures`,
    versions: 'Versions',
    times: 'Seconds per stage',
    stages: {
      load: 'load',
      clean: 'check and clean',
      train: 'train',
      evaluate: 'evaluate',
      forecast: 'forecast',
      quality: 'learn quality',
      maintenance: 'learn the machines',
      plan: 'plan',
      backtest: 'plan the past again',
      report: 'report',
    } satisfies Record<Stage, string>,
  },

  areaProblem: 'Nothing was learnt here:',
  quality: qualityEn,
  areas: areasEn,
  maintenance: maintenanceEn,

  records: recordsEn,
  related: relatedEn,
}

/** In whole futures of a hundred, as people count. */
function betterIn(share: number): string {
  if (share >= 1) return 'better in every future'
  if (share <= 0) return 'better in no future'
  const rounded = Math.min(99, Math.max(1, Math.round(100 * share)))
  return `better in ${rounded} of 100 futures`
}

function capital(sentence: string): string {
  return sentence[0]!.toUpperCase() + sentence.slice(1)
}

function lookUp(names: Readonly<Record<string, string>>, name: string): string {
  return names[name] ?? name
}

export type Messages = typeof en

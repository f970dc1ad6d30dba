// A report to draw in tests: the figures are made up from the pump plant's own demand model.

import { items, resources } from '../../../examples/pump-plant/catalogue.ts'
import { expectedDemand, historyWeeks, mondayOf } from '../../../examples/pump-plant/demand.ts'
import {
  reportFormat,
  reportVersion,
  type ForecastFan,
  type AreasContent,
  type ProductionContent,
} from '../../../src/loop/report/content.ts'
import {
  distributionOf,
  planFormat,
  planVersion,
  type Distribution,
  type FeasiblePlan,
  type InfeasiblePlan,
  type PlanOutcome,
} from '../../../src/plant/production/plan.ts'
import { createRandom } from '../../../src/random.ts'
import { sampleFleet } from './sample-fleet.ts'
import { sampleQuality } from './sample-quality.ts'

const horizon = 13
const shownHistory = 65
const levels = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const normalQuantiles = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816]
const random = createRandom(3)
const periods = Array.from({ length: horizon }, (_, t) => mondayOf(historyWeeks + t))

const profits = Array.from({ length: 200 }, () => 412_000 + 26_000 * random.normal())

const fans: ForecastFan[] = items.flatMap(({ id, description, demand }): ForecastFan[] => {
  if (!demand) return []
  const meanAt = (week: number): number =>
    demand.kind === 'regular'
      ? expectedDemand(demand, week, week % 11 === 3)
      : demand.chance * demand.size
  const isRegular = demand.kind === 'regular'
  const spread = isRegular ? demand.spread : 1.2
  const history = Array.from({ length: shownHistory }, (_, i) => {
    const mean = meanAt(historyWeeks - shownHistory + i)
    if (!isRegular)
      return random.uniform() < demand.chance ? 1 + random.integer(2 * demand.size) : 0
    return Math.max(0, Math.round(mean * (1 + spread * random.normal())))
  })
  const means = periods.map((_, t) => meanAt(historyWeeks + t))
  return [
    {
      item: id,
      description,
      model: isRegular ? 'conditional VAE' : 'negative binomial',
      historySteps: history.map((_, i) => mondayOf(historyWeeks - shownHistory + i)),
      history: id === 'CP-32' ? history.map((y, i) => (i === 24 || i === 25 ? null : y)) : history,
      steps: periods,
      mean: means,
      levels,
      quantiles: normalQuantiles.map((z) =>
        means.map((mean) => Math.max(0, Math.round(mean * (1 + spread * z)))),
      ),
    },
  ]
})

function around(mean: number, spread: number): Distribution {
  return {
    mean,
    q10: Math.max(0, mean * (1 - spread)),
    q50: mean * 0.98,
    q90: mean * (1 + spread),
  }
}

function outcome(profit: number, fillRate: number, stock: number, overtime: number): PlanOutcome {
  const distribution = distributionOf(profits)
  const shift = profit - distribution.mean
  return {
    profit: {
      mean: profit,
      q10: distribution.q10 + shift,
      q50: distribution.q50 + shift,
      q90: distribution.q90 + shift,
    },
    worstTenthProfit: distribution.q10 + shift - 9_000,
    fillRate: around(fillRate, 0.02),
    stockValue: around(stock, 0.1),
    money: {
      revenue: 2.2 * profit,
      purchaseAndMaking: profit,
      fixed: 9_000,
      overtime,
      holding: 4_100,
      shortage: 5_200,
      stockChange: -2_000,
    },
  }
}

export const samplePlan: FeasiblePlan = {
  format: planFormat,
  version: planVersion,
  plant: { name: 'Pump plant', currency: 'EUR', language: 'en' },
  periods,
  frozenPeriods: 0,
  scenarioCount: profits.length,
  seed: 1,
  risk: { measure: 'expected_profit' },
  notes: ['minimum_lot not given: 0 assumed for 13 of 22 items'],
  codedNotes: [{ code: 'assumed', figure: 'minimum_lot', value: 0, items: 13, allItems: 22 }],
  status: 'planned',
  method: 'lot-sizing',
  gap: 0.0083,
  profits,
  outcome: outcome(412_300, 0.964, 71_000, 2_310),
  baselines: [
    { name: 'seasonal-naive', outcome: outcome(384_200, 0.931, 88_400, 4_900), beatenIn: 0.97 },
  ],
  proposals: items.flatMap((item, i) =>
    periods.flatMap((_, release) => {
      if ((release + i) % (item.supply === 'buy' ? 3 : 2) !== 0) return []
      const quantity = item.lotMultiple ? 10 * item.lotMultiple : 24 + 7 * i
      return [
        {
          item: item.id,
          kind: item.supply,
          quantity,
          release,
          due: release + item.leadTimeWeeks,
          resources: item.routing
            ? [{ resource: item.routing[0], hours: item.routing[1] * quantity + item.routing[2] }]
            : [],
          fixedCost: item.fixedCost,
          variableCost: quantity * item.addedCost,
          worth: 9_400 / (1 + ((i * 7) % 22)) ** 1.3,
        },
      ]
    }),
  ),
  items: items.map((item, i) => {
    const isSold = item.demand !== undefined
    return {
      item: item.id,
      description: item.description,
      model: isSold ? 'conditional VAE' : 'dependent',
      serviceLevel: 0.95,
      fillRate: around(0.99 - 0.006 * (i % 9), 0.01),
      demand: periods.map(() => around(40, 0.3)),
      supply: periods.map((_, t) => (t % 2 === 0 ? 90 : 0)),
      stock: periods.map((_, t) => around(60 + 25 * Math.sin(i + t / 2), 0.45)),
      shortage: periods.map(() => around(0.4, 1)),
    }
  }),
  resources: resources.map((resource, i) => {
    const regularHours = periods.map((_, t) => (i === 0 && t === 6 ? 40 : resource.hours))
    const usedHours = regularHours.map((hours, t) => hours * (0.82 + 0.022 * t))
    return {
      resource: resource.id,
      regularHours,
      overtimeHours: periods.map(() => resource.overtimeHours),
      usedHours,
      usedOvertime: usedHours.map((hours, t) => Math.max(0, hours - regularHours[t]!)),
      utilisation: 0.94,
    }
  }),
  reasons: [
    {
      about: 'shortage',
      subject: 'BS-2V',
      from: 0,
      to: 3,
      quantity: 4.2,
      stake: 3_100,
      cause: 'material',
      because: 'controller',
      root: { item: 'controller', cause: 'lead-time' },
      evidence: { change: { kind: 'no-lead-time' }, gain: 3_000 },
      sentence:
        'BS-2V is short because controller is short (nothing released now arrives before then).',
    },
    {
      about: 'shortage',
      subject: 'DP-10',
      from: 6,
      to: 7,
      quantity: 11,
      stake: 1_900,
      cause: 'capacity',
      because: 'machining',
      evidence: {
        change: { kind: 'hour-more', resource: 'machining', period: '2026-10-12' },
        gain: 85,
      },
      sentence: 'DP-10 is short because machining has no hours left.',
    },
    {
      about: 'overtime',
      subject: 'machining',
      from: 8,
      to: 12,
      quantity: 38,
      stake: 1_400,
      cause: 'cheaper-than-shortage',
      evidence: {
        change: { kind: 'hour-less', resource: 'machining', period: '2026-10-26' },
        gain: -12,
      },
      sentence: 'machining works overtime because it costs less than the shortage.',
    },
  ],
}

export const sampleInfeasiblePlan: InfeasiblePlan = {
  format: planFormat,
  version: planVersion,
  plant: samplePlan.plant,
  periods,
  frozenPeriods: 4,
  scenarioCount: 200,
  seed: 1,
  risk: { measure: 'cvar', alpha: 0.9, weight: 0.5 },
  notes: [],
  codedNotes: [],
  status: 'infeasible',
  conflicts: [
    {
      constraint: 'capacity',
      subject: 'machining',
      period: 6,
      excess: 12.5,
      unit: 'hours',
      sentence: 'machining needs 12.5 hours more in the seventh week.',
    },
  ],
}

/** The same plant without demand to plan for. */
export function withoutDemand({
  plant: { name, currency, frequency },
  provenance: { seed, fingerprint, stages, versions },
  format,
  version,
  language,
  madeAt,
  quality,
  maintenance,
}: ProductionContent): AreasContent {
  return {
    format,
    version,
    language,
    plant: { name, currency, frequency },
    madeAt,
    quality,
    maintenance,
    provenance: { seed, fingerprint, stages, versions },
  }
}

export const sampleContent: ProductionContent = {
  format: reportFormat,
  version: reportVersion,
  language: 'en',
  plant: {
    name: 'Pump plant',
    currency: 'EUR',
    frequency: 'week',
    itemCount: items.length,
    itemsWithoutStock: 0,
    resourceCount: resources.length,
  },
  madeAt: '2026-08-28T09:12:00.000Z',
  plan: samplePlan,
  forecasts: fans,
  models: {
    windows: 4,
    horizon,
    scores: [
      ['conditional VAE', false, 0.142, 0.81, 0.79, 5],
      ['negative binomial', false, 0.151, 0.84, 0.81, 4],
      ['conditional GAN', false, 0.168, 0.92, 0.71, 0],
      ['ets', true, 0.155, 0.87, 0.83, 1],
      ['theta', true, 0.158, 0.88, 0.82, 0],
      ['seasonal-naive', true, 0.213, 1.02, 0.8, 0],
    ].map(([model, isBaseline, weightedQuantileLoss, scaledError, coverage80, chosenFor]) => ({
      model: String(model),
      isBaseline: isBaseline === true,
      weightedQuantileLoss: Number(weightedQuantileLoss),
      scaledError: Number(scaledError),
      coverage80: Number(coverage80),
      chosenFor: Number(chosenFor),
    })),
    segments: [
      {
        segment: 'smooth',
        seriesCount: 6,
        model: 'conditional VAE',
        weightedQuantileLoss: 0.131,
        bestBaseline: 'ets',
        baselineLoss: 0.142,
      },
      {
        segment: 'intermittent',
        seriesCount: 4,
        model: 'negative binomial',
        weightedQuantileLoss: 0.74,
        bestBaseline: 'tsb',
        baselineLoss: 0.79,
      },
    ],
    calibration: levels.map((nominal) => ({
      nominal,
      observed: nominal + 0.05 * Math.sin(7 * nominal),
    })),
    leftOut: ['histogram'],
  },
  training: [
    {
      model: 'conditional GAN',
      bestEpoch: 70,
      curves: [
        {
          name: 'generator',
          points: Array.from({ length: 120 }, (_, i) => ({
            epoch: i + 1,
            loss: 1.1 - 0.3 * Math.exp(-i / 30) + 0.05 * random.normal(),
          })),
        },
        {
          name: 'discriminator',
          points: Array.from({ length: 120 }, (_, i) => ({
            epoch: i + 1,
            loss: 0.62 + 0.35 * Math.exp(-i / 18) + 0.03 * random.normal(),
          })),
        },
      ],
    },
  ],
  backtest: {
    periods: Array.from({ length: 26 }, (_, t) => mondayOf(historyWeeks - 26 + t)),
    policies: (
      [
        ['millrace', 29_900, 0.971, 69_000],
        ['seasonal-naive', 27_100, 0.934, 86_000],
        ['sba-ets', 27_900, 0.952, 80_500],
        ['perfect-foresight', 31_200, 0.998, 41_000],
      ] as const
    ).map(([policy, perWeek, fillRate, stockValue]) => {
      const cumulativeProfit = Array.from(
        { length: 26 },
        (_, t) => perWeek * (t + 1) + 9_000 * Math.sin(t / 3),
      )
      return { policy, profit: cumulativeProfit.at(-1)!, fillRate, stockValue, cumulativeProfit }
    }),
    capturedValue: 0.68,
  },
  quality: [sampleQuality],
  maintenance: [sampleFleet],
  dataQuality: {
    rowCount: 1464,
    seriesCount: 10,
    firstPeriod: mondayOf(0),
    lastPeriod: mondayOf(historyWeeks - 1),
    findings: [
      {
        kind: 'exact-duplicate',
        subject: 'data/demand.csv',
        column: 'item, week',
        count: 1,
        examples: [`DP-10 ${mondayOf(118)} (data/demand.csv row 587)`],
        action: 'first-kept',
      },
      {
        kind: 'negative',
        subject: 'data/demand.csv',
        column: 'quantity',
        count: 1,
        examples: [`SP-seal ${mondayOf(101)}: -6`],
        action: 'set-to-zero',
      },
      {
        kind: 'gap',
        subject: 'data/demand.csv',
        column: 'quantity',
        count: 7,
        examples: [`CP-32 ${mondayOf(76)}`, `CP-32 ${mondayOf(77)}`],
        action: 'interpolated',
      },
    ],
  },
  provenance: {
    seed: 1,
    scenarioCount: 200,
    fingerprint: '4f2a9c01b7d35e88a1c6f0927be4d3155c8a70f1e2d946b38807ac5519de6b42',
    models: 'trained',
    trainedAt: '2026-08-28T09:11:00.000Z',
    stages: [
      { stage: 'load', seconds: 0.31 },
      { stage: 'clean', seconds: 0.04 },
      { stage: 'train', seconds: 48.2 },
      { stage: 'evaluate', seconds: 12.7 },
      { stage: 'forecast', seconds: 0.4 },
      { stage: 'plan', seconds: 31.6 },
      { stage: 'report', seconds: 0.6 },
    ],
    versions: [
      { name: 'millrace', version: '0.1.0' },
      { name: 'node', version: '20.19.0' },
    ],
  },
}

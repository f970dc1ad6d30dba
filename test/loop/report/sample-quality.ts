// The quality of an operation of a report to draw in tests: figures made up, in the shape of real ones.

import type { QualityReport } from '../../../src/loop/report/content.ts'
import type {
  ControlChartResult,
  MonitoringResult,
} from '../../../src/plant/quality/control-charts/result.ts'
import type { FailureScores, Interval } from '../../../src/plant/quality/result.ts'
import { createRandom } from '../../../src/random.ts'

const random = createRandom(5)

function interval(estimate: number, width: number): Interval {
  return { estimate, lower: Math.max(0, estimate - width), upper: estimate + width }
}

function scores(logScore: number, averagePrecision: number): FailureScores {
  return {
    brier: logScore / 4,
    logScore,
    precision: 0.7,
    recall: 0.4,
    f1: 0.51,
    areaUnderRoc: 0.5 + averagePrecision / 2,
    averagePrecision,
  }
}

const lots = Array.from({ length: 120 }, (_, i) => ({
  name: `T${String(i + 1).padStart(4, '0')}`,
  records: 8,
  failing: random.uniform() < 0.5 + i / 300 ? 1 : 0,
}))

const bore: ControlChartResult = {
  characteristic: 'bore',
  chart: 'xbar-r',
  labels: lots.map(({ name }) => name),
  sizes: lots.map(({ records }) => records),
  baseline: 80,
  excluded: [],
  mean: 25.0004,
  deviation: 0.006,
  method: 'limits from the first 80 points',
  missing: 0,
  panels: [
    {
      statistic: 'mean',
      values: lots.map((_, i) => 25 + 0.002 * random.normal() + Math.max(0, i - 90) * 0.0003),
      centre: lots.map(() => 25),
      lower: lots.map(() => 24.994),
      upper: lots.map(() => 25.006),
    },
    {
      statistic: 'range',
      values: lots.map((_, i) => (i === 7 ? null : 0.017 + 0.004 * random.normal())),
      centre: lots.map(() => 0.017),
      lower: lots.map(() => null),
      upper: lots.map(() => 0.032),
    },
  ],
  rules: [{ rule: 'beyond-limits', sentence: 'outside', falseAlarmRate: 0.0027 }],
  signals: [109, 113, 118].map((point) => ({
    point,
    panel: 0,
    rule: 'beyond-limits',
    from: point,
    isBaseline: false,
    sentence: `point ${point} lies outside of the control limits`,
  })),
  averageRunLength: null,
  capability: {
    lower: 24.97,
    upper: 25.03,
    records: 640,
    confidence: 0.95,
    mean: 25.0004,
    deviationWithin: 0.006,
    deviationOverall: 0.0062,
    cp: interval(1.66, 0.09),
    cpk: interval(1.64, 0.1),
    pp: interval(1.61, 0.09),
    ppk: interval(1.59, 0.1),
    outsideObserved: 0,
    outsideExpected: 0.00001,
  },
}

/** Ten records after a baseline of thirty; the last one lies far out. */
export const sampleMonitoring: MonitoringResult = {
  labels: Array.from({ length: 40 }, (_, i) => String(i + 1)),
  baseline: 30,
  learntFrom: 20,
  limitsFrom: 8,
  falseAlarmRate: 0.01,
  columns: ['bore', 'wall', 'item'],
  conditions: ['load'],
  unseen: 2,
  notByComponents: [{ column: 'item', reason: 'no change within the baseline' }],
  leftOut: [{ column: 'serial', reason: 'another value in every record' }],
  coverage: [
    { column: 'bore', independent: 25, isFew: false, left: { since: 32, by: 1.4 } },
    { column: 'wall', independent: 12, isFew: true, left: null },
  ],
  panels: (['t2', 'spe', 'surprise'] as const).map((statistic, panel) => ({
    statistic,
    values: Array.from({ length: 40 }, (_, i) => (i === 39 && panel < 2 ? 900 : 2 + (i % 3))),
    centre: new Array<number>(40).fill(3),
    lower: new Array<null>(40).fill(null),
    upper: new Array<number>(40).fill(9),
  })),
  monitors: (['t2', 'spe', 'surprise'] as const).map((monitor, panel) => ({
    monitor,
    limit: 9,
    columns: panel < 2 ? 2 : 3,
    monitored: 10,
    beyond: panel < 2 ? 1 : 0,
    causes: panel < 2 ? [{ column: 'wall', share: 0.81 }] : [],
  })),
  signals: [0, 1].map((panel) => ({
    point: 39,
    panel,
    isBaseline: false,
    causes: [{ column: 'wall', share: 0.81 }],
    sentence: 'T2 900 above 9, most of it from wall (81%).',
  })),
}

export const sampleQuality: QualityReport = {
  operation: 'final-assembly',
  problem: null,
  charts: [bore],
  monitoring: sampleMonitoring,
  past: {
    decisions: 3,
    judged: 96,
    expectedFailures: 11.4,
    failures: 13,
    likelyFailures: [6, 17],
    reliability: [{ records: 96, predicted: 0.119, observed: interval(0.135, 0.05) }],
    cost: { expected: 1480, realised: 1610 },
    settings: {
      followed: { records: 40, judged: 36, expectedCost: 51, realisedCost: 68 },
      others: { records: 8, judged: 0, expectedCost: 0, realisedCost: 0 },
    },
  },
  result: {
    operation: 'final-assembly',
    outcome: { column: 'result', kind: 'defect-class', failing: ['leak', 'crack'], limits: {} },
    records: 2352,
    failing: 211,
    waiting: {
      records: 48,
      inspected: 24,
      expectedCost: 1150,
      expectedCostUninspected: 2260,
      lots: [
        {
          name: 'T0300',
          row: null,
          records: 24,
          failureProbability: 0.3,
          inspected: 18,
          saving: 890,
          unfamiliar: 0,
        },
        {
          name: 'T0299',
          row: null,
          records: 24,
          failureProbability: 0.14,
          inspected: 6,
          saving: 220,
          unfamiliar: 1,
        },
      ],
    },
    model: {
      predictor: 'boosted trees',
      candidates: [
        { name: 'boosted trees', scores: scores(0.241, 0.42) },
        { name: 'table model', scores: scores(0.247, 0.4) },
      ],
      untried: [],
      protocol: '5 blocks of later records, each predicted from all before it',
      holdingOut: { kind: 'later-blocks', parts: 5, isLastOnly: false },
      heldOutRecords: 2352,
      calibration: 'isotonic',
      scores: scores(0.239, 0.43),
      baseline: scores(0.302, 0.09),
      reliability: [0.02, 0.04, 0.07, 0.11, 0.2, 0.41].map((predicted, i) => ({
        records: 392,
        predicted,
        observed: interval(predicted + 0.01 * Math.sin(i), 0.02 + 0.1 * predicted),
      })),
      coverage: [],
      augmentation: {
        used: false,
        addedRecords: 600,
        without: { precision: 0.7, recall: 0.4, averagePrecision: 0.43 },
        with: { precision: 0.69, recall: 0.4, averagePrecision: 0.42 },
      },
    },
    unfamiliarShare: 0.02,
    drift: { columns: 9, shifts: [{ column: 'hall_temperature', distance: 0.61 }] },
    leaks: [],
    trend: {
      lots,
      memory: 0.96,
      coming: [1, 2, 3, 4].map((i) => interval(0.13, 0.03 + 0.01 * i)),
      coverage: { nominal: 0.9, observed: interval(0.91, 0.03) },
    },
    drivers: (
      [
        ['torque', true, 0.041],
        ['roughness', false, 0.012],
        ['bore', false, 0.011],
        ['press_force', true, 0.006],
        ['item', false, 0.0002],
      ] as const
    ).map(([column, isSetting, importance]) => ({
      column,
      isSetting,
      importance: interval(importance, 0.004),
      whatIfs:
        column === 'item'
          ? [
              { value: 'CP-25', failureProbability: 0.09 },
              { value: 'WP-4', failureProbability: 0.1 },
            ]
          : [0, 1, 2, 3, 4].map((i) => ({
              value: 28 + 4 * i,
              failureProbability: 0.02 + 0.2 * Math.exp(-i),
            })),
    })),
    advice: {
      changes: [
        {
          column: 'torque',
          from: 33.02,
          to: 37.8,
          lowest: 28,
          highest: 46,
          failureBefore: 0.09,
          failureAfter: 0.051,
          nearly: { lowest: 36.4, highest: 39.2 },
        },
        {
          column: 'press_force',
          from: 5.01,
          to: 5.4,
          lowest: 4,
          highest: 6.5,
          failureBefore: 0.051,
          failureAfter: 0.042,
          nearly: { lowest: 5.4, highest: 5.4 },
        },
      ],
      costNow: interval(3.05, 0.3),
      costAfter: interval(1.42, 0.4),
      gain: interval(1.63, 0.5),
      records: 2352,
      familiarShare: 0.97,
      reason: 'torque',
    },
    inspection: {
      records: 470,
      decisions: 1,
      capacity: 235,
      policies: (
        [
          ['proposed', 235, 41, 6, 3220],
          ['all', 470, 47, 0, 2773],
          ['none', 0, 0, 47, 9870],
          ['random', 235, 22, 25, 6585],
        ] as const
      ).map(([policy, inspected, found, escaped, cost]) => ({
        policy,
        isPossible: policy !== 'all',
        inspected,
        found,
        escaped,
        cost,
        above: interval(cost - 3220, policy === 'proposed' ? 0 : 400),
      })),
    },
    seed: 1,
  },
}

// A fleet of a report to draw in tests: figures made up, in the shape of real ones.

import { historyWeeks, mondayOf } from '../../../examples/pump-plant/demand.ts'
import type { FleetReport } from '../../../src/loop/report/content.ts'
import { resultLevels, type MachineResult } from '../../../src/plant/maintenance/result.ts'

const weeks = Array.from({ length: 26 }, (_, t) => mondayOf(historyWeeks + t))

const machines: MachineResult[] = [14, 45, 60, 118, 140, 151].map((life, i) => {
  const machine = `spindle-${i + 1}`
  const quantiles = resultLevels.map((level) => life * (0.45 + 1.1 * level))
  const riskAt = (t: number): number => 1 / (1 + Math.exp((life - 5 * t) / 12))
  return {
    machine,
    cycle: 780,
    age: 150,
    health: Math.min(1, life / 150),
    isFamiliar: i !== 4,
    remarks: i === 4 ? ['noise: no reading in the newest cycles, left out'] : [],
    codedRemarks: i === 4 ? [{ code: 'no-reading', channel: 'noise' }] : [],
    remainingLife: quantiles,
    fan: Array.from({ length: 14 }, (_, k) => ({
      cycle: 715 + 5 * k,
      quantiles: resultLevels.map((level) => (life + 5 * (13 - k)) * (0.4 + 1.2 * level)),
    })),
    drivers:
      i < 2
        ? {
            machine,
            median: life,
            healthyMedian: 140,
            channels: [
              { channel: 'vibration', cycles: (life - 140) * 0.8, deviation: 3.4 },
              { channel: 'temperature', cycles: (life - 140) * 0.2, deviation: 1.2 },
            ],
          }
        : null,
    risk: weeks.map((_, t) => riskAt(t + 1)),
    alert:
      i === 0
        ? {
            machine,
            raisedAt: 741,
            cycle: 780,
            level: 2.3,
            channels: [
              { channel: 'vibration', deviation: 8.1 },
              { channel: 'temperature', deviation: 4.4 },
            ],
            sentence: `${machine}: vibration 8.1 sd above normal`,
          }
        : null,
    workOrder:
      i < 5
        ? {
            machine,
            period: [1, 7, 10, 19, 24][i]!,
            isFirm: i === 0,
            cycle: 780 + 5 * [1, 7, 10, 19, 24][i]!,
            riskBefore: 0.04 + 0.02 * i,
            cost: 1900,
            costOfWaiting: 420 - 60 * i,
            costOfNone: 5200 - 700 * i,
            reasons: [
              { kind: 'risk', waiting: 135, now: 0.02, next: 0.4, sentence: 'the risk grows' },
              ...(i === 1
                ? [
                    {
                      kind: 'crew',
                      period: '2026-10-05',
                      saving: 21,
                      sentence: 'crews are busy',
                    } as const,
                  ]
                : []),
            ],
          }
        : null,
  }
})

export const sampleFleet: FleetReport = {
  fleet: 'spindles',
  problem: null,
  findings: [
    {
      kind: 'stuck-sensor',
      subject: 'sensors',
      column: 'vibration',
      count: 1,
      examples: ['spindle-4: 2.1 from 310 to 402'],
      action: 'left-missing',
    },
  ],
  past: {
    plans: 9,
    machines: 54,
    expectedFailures: 2.3,
    failures: 2,
    likelyFailures: [0, 5],
    groups: [
      { from: 0, to: 0.05, machines: 50, expectedFailures: 0.4, failures: 0 },
      { from: 0.2, to: 0.5, machines: 4, expectedFailures: 1.9, failures: 2 },
    ],
    due: 4,
    dueServiced: 3,
    dueFailed: 1,
    unordered: 1,
    expectedCost: 16_100,
    realisedCost: 14_400,
  },
  result: {
    fleet: 'spindles',
    cyclesPerPeriod: 5,
    cycleKind: 'number',
    levels: resultLevels,
    periods: weeks.map((label, t) => ({
      label,
      load: t === 6 ? 0.4 : 0.9 + 0.3 * Math.sin(t / 4),
      crews: 1,
      services: [1, 7, 10, 19, 24].includes(t) ? 1 : 0,
      expectedFailures: 0.02,
      partsArriving: t === 4 ? 2 : 0,
      partsOrdered: t === 1 ? 2 : 0,
      partsPlanned: 0,
      partsInStock: 1,
    })),
    firmPeriods: 4,
    evidence: {
      lives: 31,
      leftOut: 12,
      confidence: 0.9,
      plan: { cost: 91, failures: 0.004, services: 0.031, wastedLife: 0.1 },
      usual: [
        {
          rule: { way: 'run-to-failure' },
          cost: 240,
          failures: 0.029,
          services: 0,
          wastedLife: 0,
          planLess: { mean: -149, low: -190, high: -108 },
        },
        {
          rule: { way: 'fixed-interval', periods: 20 },
          cost: 130,
          failures: 0.01,
          services: 0.05,
          wastedLife: 0.38,
          planLess: { mean: -39, low: -60, high: -18 },
        },
      ],
      followed: null,
    },
    machines,
    cost: {
      failures: 1900,
      services: 3250,
      lostProduction: 2400,
      parts: 2100,
      visits: 0,
      total: 9650,
      gap: 0.004,
    },
    survival: {
      lives: 36,
      failures: 21,
      ages: [85, 94, 103, 128, 153, 168, 187, 229, 238],
      alive: [0.96, 0.9, 0.85, 0.7, 0.5, 0.35, 0.2, 0.1, 0],
      lower: [0.8, 0.75, 0.7, 0.5, 0.3, 0.2, 0.08, 0.02, 0],
      upper: [0.99, 0.97, 0.95, 0.85, 0.7, 0.55, 0.4, 0.3, 0.2],
      confidence: 0.95,
      weibull: {
        shape: 4.1,
        scale: 171,
        alive: [0.94, 0.92, 0.88, 0.74, 0.53, 0.39, 0.24, 0.04, 0.02],
      },
    },
    causes: [
      { cause: 'bearing', failures: 13, machines: 5, share: 13 / 21, cumulativeShare: 13 / 21 },
      { cause: 'drawbar', failures: 5, machines: 3, share: 5 / 21, cumulativeShare: 18 / 21 },
      { cause: '', failures: 3, machines: 2, share: 3 / 21, cumulativeShare: 1 },
    ],
    notes: ['Lives are known from ages alone: there is no time for training networks.'],
    codedNotes: [{ code: 'ages-alone', problem: null }],
  },
}

// A report on small tables, for the tests of its parts.

import { createTable, rowsAt, type Table } from '../../../src/data/table/table.ts'
import { evidenceOf, type Evidence } from '../../../src/generative/evaluation/evidence.ts'
import { recordsReport, type RecordsReport } from '../../../src/loop/records-report/content.ts'
import { createRandom } from '../../../src/random.ts'

/** Readings of a machine whose failure follows its torque. */
export function machines(count: number, seed: number): Table {
  const random = createRandom(seed)
  const torque = Float64Array.from({ length: count }, () => 40 + 10 * random.normal())
  const speed = torque.map((value) => 3000 - 40 * value + 60 * random.normal())
  return createTable([
    ['torque', { kind: 'number', values: torque }],
    ['speed', { kind: 'number', values: speed }],
    [
      'failed',
      {
        kind: 'text',
        levels: ['no', 'yes'],
        codes: Int32Array.from(torque, (value) => +(value + 5 * random.normal() > 55)),
      },
    ],
  ])
}

const real = machines(300, 1)
const synthetic = machines(300, 2)
const random = createRandom(1)

/** Each column of other machines. */
function independentMachines(): Table {
  return createTable(
    [...real.columns.keys()].map((name, i) => [name, machines(300, 10 + i).columns.get(name)!]),
  )
}

let evidence: Evidence | undefined

export async function sampleReport(): Promise<RecordsReport> {
  evidence ??= evidenceOf(real, synthetic, machines(300, 3), {
    target: { field: 'failed', positive: 'yes' },
    baselines: new Map([
      ['independent', independentMachines()],
      [
        'bootstrap',
        rowsAt(
          real,
          Array.from({ length: 300 }, () => random.integer(300)),
        ),
      ],
    ]),
  })
  return recordsReport({
    real,
    synthetic,
    evidence,
    language: 'en',
    name: 'machines.csv',
    madeAt: '2026-11-22T15:00:00.000Z',
    model: {
      family: 'autoregressive',
      seed: 1,
      fitSeconds: 12,
      rowsPerSecond: 150_000,
      privacy: null,
      fingerprint: 'ab12',
    },
    stability: { mean: 0.97, deviation: 0.002, low: 0.968, high: 0.972, seeds: 3 },
    contest: {
      chosen: 'autoregressive',
      candidates: [
        {
          family: 'autoregressive',
          seconds: 10,
          fidelity: { score: 0.92, columnShapes: 0.98, columnPairs: 0.97, detection: 0.81 },
        },
        {
          family: 'copula',
          seconds: 1,
          fidelity: { score: 0.71, columnShapes: 0.98, columnPairs: 0.96, detection: 0.19 },
        },
        { family: 'vae', seconds: 0, reason: 'no time left' },
      ],
    },
    training: [
      {
        model: 'autoregressive',
        bestEpoch: 2,
        curves: [
          {
            name: 'validation',
            points: [
              { epoch: 1, loss: 3 },
              { epoch: 2, loss: 2 },
            ],
          },
        ],
      },
    ],
  })
}

/** The text of an HTML fragment in English. */
export function englishText(html: string): string {
  return html
    .replaceAll(/<span lang="zh">.*?<\/span>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
}

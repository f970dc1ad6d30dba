// Records of an operation whose law is known, and a model of them that is written down and not learnt.

import { type Column, createTable, type Table } from '../../../src/data/table/table.ts'
import { sigmoid } from '../../../src/generative/predictors/link.ts'
import type { Region } from '../../../src/plant/quality/familiarity.ts'
import { verdict } from '../../../src/plant/quality/familiarity.ts'
import { knownFeatures } from '../../../src/plant/quality/feature-columns.ts'
import {
  openQualityModel,
  type QualityModel,
  type QualityModelState,
} from '../../../src/plant/quality/quality-model.ts'
import {
  type QualitySpecification,
  readQualityRecords,
} from '../../../src/plant/quality/quality-records.ts'
import { createRandom } from '../../../src/random.ts'

/** Failing becomes likely at low torque; force and machine say nothing. Twenty records make a lot. */
export function failureAt(torque: number): number {
  return sigmoid((30 - torque) / 2)
}

export function madeRecords(rowCount: number, seed = 1): Table {
  const random = createRandom(`made records ${seed}`)
  const draw = (of: () => number): Float64Array => Float64Array.from({ length: rowCount }, of)
  const torque = draw(() => Math.round(10 * (35 + 4 * random.normal())) / 10)
  const isFailing = torque.map((value) => +(random.uniform() < failureAt(value)))
  const lots = Array.from({ length: Math.ceil(rowCount / 20) }, (_, i) => `L${i + 1}`)
  return createTable([
    ['serial', { kind: 'number', values: torque.map((_, row) => row + 1) }],
    ['made', { kind: 'time', values: torque.map((_, row) => Date.UTC(2026, 0, 1, row)) }],
    [
      'lot',
      {
        kind: 'text',
        levels: lots,
        codes: Int32Array.from(torque, (_, row) => Math.floor(row / 20)),
      },
    ],
    ['torque', { kind: 'number', values: torque }],
    ['force', { kind: 'number', values: draw(() => Math.round(100 * random.uniform()) / 10) }],
    [
      'machine',
      {
        kind: 'text',
        levels: ['A', 'B'],
        codes: Int32Array.from(torque, () => random.integer(2)),
      },
    ],
    [
      'bore',
      {
        kind: 'number',
        values: torque.map(
          (value) => Math.round(1000 * (20 + 0.1 * (value - 35) + 0.2 * random.normal())) / 1000,
        ),
      },
    ],
    ['result', { kind: 'text', levels: ['good', 'scrap'], codes: Int32Array.from(isFailing) }],
  ])
}

export const specification: QualitySpecification = {
  operation: 'press',
  columns: { lot: 'lot' },
  outcome: 'result',
  failing: ['scrap'],
  settings: { torque: { lowest: 30, highest: 60 } },
  measurements: ['force', 'machine'],
  ignore: [],
  costs: { scrap: 10, inspection: 1, escape: 60 },
}

/** Centre of torque 40: a record is surprising by its distance from 35 in units of 4, squared. */
export function madeRegion(limit = 6): Region {
  const unasked = (): never => {
    throw new Error('not a part of the made region')
  }
  return {
    columns: ['torque', 'force', 'machine'],
    limit,
    model: {
      hasProbabilities: true,
      description: {
        family: 'made',
        seed: 1,
        training: { seconds: 0, rows: 0, validationRows: 0, history: [], bestEpoch: 0 },
        schema: {
          fields: {
            torque: { kind: 'number', minimum: -1e6, maximum: 1e6, decimals: 1, missing: false },
            force: { kind: 'number', minimum: -1e6, maximum: 1e6, decimals: 1, missing: false },
            machine: {
              kind: 'category',
              ordered: false,
              levels: ['A', 'B'],
              stored: 'text',
              missing: false,
            },
          },
          constraints: [],
        },
      },
      async score(table) {
        const torque = table.columns.get('torque')!
        const values = torque.kind === 'number' ? torque.values : new Float64Array()
        const surprise = values.map((value) => ((value - 35) / 4) ** 2 / 2)
        return { surprise, byField: new Map(), excess: surprise, excessByField: new Map() }
      },
      async probability(_, given) {
        const p = 'torque' in given ? failureAt(Number(given['torque'])) : 0.1
        return [
          { from: verdict.pass, to: verdict.pass, probability: 1 - p },
          { from: verdict.fail, to: verdict.fail, probability: p },
        ]
      },
      sample: unasked,
      async impute(table) {
        const filled = [...table.columns].map(([name, column]): [string, Column] => [
          name,
          column.kind === 'number'
            ? { ...column, values: column.values.map((value) => (value >= 0 ? value : 35)) }
            : { kind: 'text', levels: ['A', 'B'], codes: new Int32Array(table.rowCount) },
        ])
        return createTable(filled)
      },
      encode: unasked,
      save: unasked,
      exportOnnx: unasked,
      release: async () => undefined,
    },
  }
}

/** The law itself, with members that doubt its slope a little. */
export function madeState(changes: Partial<QualityModelState> = {}): QualityModelState {
  const { features, columns } = readQualityRecords(madeRecords(400), specification)
  const law = (slope: number): QualityModelState['members'][number] => ({
    kind: 'predictor',
    state: {
      kind: 'linear',
      rules: [[30, 1], [0, 0], null],
      // Numbers, a flag each for being missing, levels with missing first, intercept.
      weights: [-slope, 0, 0, 0, 0, 0, 0, 0],
      link: 'sigmoid',
      centre: 0,
      unit: 1,
    },
  })
  return {
    specification,
    kind: 'pass-fail',
    features: knownFeatures(features, columns),
    source: law(0.5),
    calibration: { kind: 'none' },
    levels: [],
    members: [0.4, 0.45, 0.5, 0.55, 0.5, 0.52].map(law),
    region: { columns: ['torque', 'force', 'machine'], limit: 6 },
    ...changes,
  }
}

export function madeModel(changes: Partial<QualityModelState> = {}): QualityModel {
  return openQualityModel(madeState(changes), madeRegion())
}

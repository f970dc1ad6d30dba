import { expect, test } from 'vitest'
import { createTable } from '../../../src/data/table/table.ts'
import { sigmoid } from '../../../src/generative/predictors/link.ts'
import { failureAt, madeModel, madeRecords, madeState } from './made-records.ts'

const table = madeRecords(50, 7)

test('gives the failure probability of each record, calibrated', async () => {
  const { failureProbability } = await madeModel().predict(table)
  const torque = table.columns.get('torque')!
  if (torque.kind !== 'number') throw new Error('torque: expected numbers')
  torque.values.forEach((value, row) =>
    expect(failureProbability[row]).toBeCloseTo(failureAt(value), 10),
  )
  const calibration = { kind: 'platt', slope: 2, intercept: 1 } as const
  const other = await madeModel({ calibration }).predict(table)
  expect(other.failureProbability[0]).toBeCloseTo(sigmoid(30 - torque.values[0]! + 1), 2)
})

test('says which records are unlike any, and why', async () => {
  const odd = createTable([
    ...table.columns,
    [
      'torque',
      { kind: 'number', values: Float64Array.from({ length: 50 }, (_, i) => (i === 0 ? 900 : 35)) },
    ],
  ])
  const { outside } = await madeModel().predict(odd)
  expect(outside[0]).toContain('torque is 900, outside of')
  expect(outside[1]).toBeNull()
})

test('a record in range that the region finds too surprising is named as well', async () => {
  const model = madeModel()
  const features = madeState().features.map((feature) =>
    feature.kind === 'number' ? { ...feature, lowest: -100, highest: 100 } : feature,
  )
  const wide = madeModel({ features })
  const far = createTable([
    ...table.columns,
    ['torque', { kind: 'number', values: new Float64Array(50).fill(60) }],
  ])
  expect((await wide.predict(far)).outside[0]).toMatch(
    /^unlike the records learnt from: 19\.5 nats/,
  )
  expect((await model.predict(far)).outside[0]).toContain('torque is 60')
})

test('levels of a defect class share the probabilities of failing and passing', async () => {
  const { source } = madeState()
  if (source.kind !== 'predictor') throw new Error('made otherwise')
  const levels = ['good', 'rework', 'crack', 'leak'].map((level, i) => ({
    level,
    isFailing: i >= 2,
    state: source.state,
  }))
  const prediction = await madeModel({ kind: 'defect-class', levels }).predict(table)
  for (let row = 0; row < 50; row++) {
    const [good, rework, crack, leak] = prediction.levels.map(
      ({ probability }) => probability[row]!,
    )
    expect(crack! + leak!).toBeCloseTo(prediction.failureProbability[row]!, 9)
    expect(good! + rework! + crack! + leak!).toBeCloseTo(1, 9)
  }
})

test('a column that is missing is a sentence and no number', async () => {
  const columns = [...table.columns].filter(([name]) => name !== 'force')
  await expect(madeModel().predict(createTable(columns))).rejects.toThrow(
    'column is missing, expected force',
  )
})

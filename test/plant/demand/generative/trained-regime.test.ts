import { expect, test } from 'vitest'
import { input } from '../../../../src/learning/graph/apply.ts'
import { add } from '../../../../src/learning/graph/elementwise.ts'
import { encodeModel } from '../../../../src/learning/onnx/encode.ts'
import { levelRegime } from '../../../../src/plant/demand/generative/regime.ts'
import {
  readTrainedRegime,
  regimeMetadata,
} from '../../../../src/plant/demand/generative/trained-regime.ts'
import { panelOf } from '../panels.ts'

const x = input('x', [-1, 2])
const file = (metadata: Record<string, string>): Uint8Array =>
  encodeModel({ inputs: [x], outputs: { y: add(x, 1) }, metadata })

const description = {
  name: 'histogram',
  contextLength: 4,
  horizon: 2,
  regime: levelRegime(panelOf([[1, 2, 3]]).series),
  encoding: { calendarCount: 0, known: [{ mean: 1, deviation: 2 }], attributes: [] },
  history: [{ epoch: 1, losses: { histogram: 2.5 }, validation: {} }],
  bestEpoch: 1,
}

test('a model file carries all that is needed to feed it', () => {
  const sampler = file(regimeMetadata(description))
  expect(readTrainedRegime('level.onnx', sampler)).toEqual({ ...description, sampler })
})

test('other models and other versions are refused', () => {
  expect(() => readTrainedRegime('x.onnx', file({}))).toThrow('x.onnx: not a demand model')
  const metadata = regimeMetadata(description)
  const older = Object.fromEntries(
    Object.entries(metadata).map(([key, text]) => [key, text.replace('"format":1', '"format":0')]),
  )
  expect(() => readTrainedRegime('x.onnx', file(older))).toThrow('expected format 1, got 0')
})

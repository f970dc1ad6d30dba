import { expect, test } from 'vitest'
import { trainingHistoriesOf } from '../../src/loop/training-histories.ts'
import type { FittedForecaster } from '../../src/plant/demand/forecaster.ts'
import type { GenerativeFit } from '../../src/plant/demand/generative/forecaster.ts'
import type { TrainedRegime } from '../../src/plant/demand/generative/trained-regime.ts'

const sample: FittedForecaster['sample'] = () => Promise.reject(new Error('not sampled here'))

/** Only what a history is made of. */
function trainedAs(name: string, losses: Readonly<Record<string, number>>): TrainedRegime {
  const record = { epoch: 1, losses, validation: { 'log loss': 3 } }
  const history = [record, { ...record, epoch: 2 }]
  // Safe: the function under test reads no more of a network than this.
  return { regime: { name }, history, bestEpoch: 2 } as unknown as TrainedRegime
}

const gan: GenerativeFit = {
  name: 'gan',
  trained: [trainedAs('level', { generator: 1, 'generator/norm': 9, discriminator: 2 })],
  sample,
}
const histogram: GenerativeFit = {
  name: 'histogram',
  trained: [trainedAs('level', { loss: 1 }), trainedAs('counts', { loss: 2 })],
  sample,
}

test('a history has a curve per phase and per validation metric', () => {
  const [history] = trainingHistoriesOf([gan])
  expect(history!.curves.map(({ name }) => name)).toEqual([
    'generator',
    'discriminator',
    'validation: log loss',
  ])
  expect(history!.curves[1]!.points).toEqual([
    { epoch: 1, loss: 2 },
    { epoch: 2, loss: 2 },
  ])
  expect(history!.bestEpoch).toBe(2)
})

test('networks of several kinds of demand are told apart, and what is not trained has none', () => {
  const histories = trainingHistoriesOf([{ name: 'ets', sample }, histogram])
  expect(histories.map(({ model }) => model)).toEqual(['histogram, level', 'histogram, counts'])
  expect(histories[0]!.curves[0]!.name).toBe('training')
})

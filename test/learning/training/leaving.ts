// A program that fails elsewhere while a network is in training.

import { fit } from '../../../src/learning/training/fit.ts'
import { regressionData, regressionProgram } from './programs.ts'

const training = fit(regressionProgram({ batchSize: 4096 }), regressionData(4096), {
  seed: 1,
  epochs: 1_000_000,
  onEpoch: ({ epoch }) => {
    if (epoch === 2) setTimeout(() => failElsewhere(new Error('failed elsewhere')), 5)
  },
})
const [failElsewhere, failure] = createFailure()
await Promise.race([training, failure])

function createFailure(): [(error: Error) => void, Promise<never>] {
  let fail = (_error: Error): void => undefined
  const failure = new Promise<never>((_, reject) => {
    fail = reject
  })
  return [fail, failure]
}

import { expect, test } from 'vitest'
import { createSession } from '../../../src/learning/onnx/session.ts'
import { compileProgram } from '../../../src/learning/training/plan.ts'
import { createValidation, rowCountOf } from '../../../src/learning/training/validation.ts'
import { createRandom } from '../../../src/random.ts'
import { regressionData, regressionProgram } from './programs.ts'

test('a metric is the mean over all rows, also where batches do not divide them', async () => {
  const data = regressionData(50)
  const program = regressionProgram({ batchSize: 16 })
  const { evaluation, length } = compileProgram(program, program.initialise(createRandom(1)))
  const session = await createSession(evaluation!.model)
  // All parameters are zero, so that the error is the mean square of y.
  const block = new Float32Array(length).buffer
  const validate = createValidation({ seed: 1, batchSize: 16 }, evaluation!, data, session, block)
  const expected = data.y.values.reduce((total, y) => total + y * y, 0) / 50
  expect((await validate()).error).toBeCloseTo(expected, 5)
  await session.release()
})

test('rows are counted by their starts', () => {
  expect(rowCountOf(regressionData(7))).toBe(7)
  expect(rowCountOf({})).toBe(0)
})

import { expect, test } from 'vitest'
import { constant } from '../../../../src/learning/graph/apply.ts'
import { studentTLoss } from '../../../../src/learning/nn/losses/student-t.ts'
import { valuesOf } from '../sine.ts'

const one = (value: number) => constant([value], [1])

test('is that of torch.distributions.StudentT (PyTorch 2.15)', () => {
  const [loss] = valuesOf(studentTLoss(one(2), one(0.5), one(0.3), one(4)))
  expect(loss).toBeCloseTo(1.95342745, 5)
})

test('one degree of freedom is a Cauchy density', () => {
  const [loss] = valuesOf(studentTLoss(one(1.7), one(0), one(0), one(1)))
  expect(loss).toBeCloseTo(Math.log(Math.PI * (1 + 1.7 ** 2)), 5)
})

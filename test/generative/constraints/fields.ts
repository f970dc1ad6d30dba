// Fields for tests of constraints.

import type { ConstrainedField } from '../../../src/generative/constraints/constraint.ts'

export const quantity = (name: string, maximum = 100, step = 1): ConstrainedField => ({
  name,
  minimum: 0,
  maximum,
  step,
})

export const levels = (name: string, count: number): ConstrainedField => ({
  name,
  levels: count,
  minimum: 0,
  maximum: count - 1,
  step: 1,
})

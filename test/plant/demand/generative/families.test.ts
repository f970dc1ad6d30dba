import { describe } from 'vitest'
import { histogram } from '../../../../src/plant/demand/generative/families.ts'
import { generativeForecaster } from '../../../../src/plant/demand/generative/forecaster.ts'
import { forecasterConformance } from '../conformance.ts'

// A conforming forecaster need not be a good one: two epochs do.
describe.each([histogram].map((family) => [family.name, { ...family, epochs: 2 }] as const))(
  '%s',
  (_, family) => {
    forecasterConformance(generativeForecaster(family))
  },
)

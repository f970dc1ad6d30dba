import { describe } from 'vitest'
import {
  gan,
  histogram,
  vae,
  wassersteinGan,
} from '../../../../src/plant/demand/generative/families.ts'
import { generativeForecaster } from '../../../../src/plant/demand/generative/forecaster.ts'
import { forecasterConformance } from '../conformance.ts'

// A conforming forecaster need not be a good one: two epochs do.
const families = [histogram, vae, gan, wassersteinGan].map(
  (family) => [family.name, { ...family, epochs: 2 }] as const,
)

describe.each(families)('%s', (_, family) => {
  forecasterConformance(generativeForecaster(family))
})

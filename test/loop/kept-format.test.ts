import { expect, test } from 'vitest'
import { fingerprintJson, type JsonValue } from '../../src/data/storage/fingerprint.ts'
import { jsonOf } from '../../src/loop/forecast-memory.ts'
import { keptFormat } from '../../src/loop/kept-format.ts'
import type { QualityExpectation } from '../../src/plant/quality/past-quality.ts'
import { sampleContent } from './report/sample-content.ts'
import { sampleQuality } from './report/sample-quality.ts'

/** Every path of a value with the kind of what stands there; a list by all of its elements. */
function shapeOf(value: JsonValue | undefined, path = ''): string[] {
  if (Array.isArray(value))
    return value.flatMap((element: JsonValue) => shapeOf(element, `${path}[]`))
  if (typeof value !== 'object' || value === null) {
    return [`${path}: ${value === null ? 'null' : typeof value}`]
  }
  return Object.entries(value).flatMap(([name, part]) => shapeOf(part, `${path}.${name}`))
}

const expectation: QualityExpectation = {
  costs: { scrap: 1, inspection: 1, escape: 1 },
  columns: ['torque'],
  records: 1,
  until: 1,
  waiting: [{ key: 'a', probability: 0.5, isInspected: true }],
  advice: {
    changes: [],
    costNow: { estimate: 1, lower: 1, upper: 1 },
    costAfter: { estimate: 1, lower: 1, upper: 1 },
  },
}

test('the number is raised whenever the shape of what is kept changes', () => {
  const { past: _, ...quality } = sampleQuality
  const { models: comparison, training, backtest } = sampleContent
  const kept = jsonOf({ quality, expectation, comparison, training, backtest })
  const shape = [...new Set(shapeOf(kept))].sort()
  // Where this fails because of a new shape: raise `keptFormat`, then write both down anew.
  expect({ keptFormat, shape: fingerprintJson(shape) }).toEqual({
    keptFormat: 11,
    shape: '83ca842dc522d66fc25b4973a87debb20f2c5d5fc1f7575b67e3074413a42693',
  })
})

import { describe, expect, test } from 'vitest'
import { fieldsOf, alignTables } from '../../../src/data/table/aligned-columns.ts'
import {
  boostedTreesClassifier,
  boostedTreesRegression,
} from '../../../src/generative/predictors/boosted-trees.ts'
import {
  averagePrecision,
  areaUnderRoc,
  explainedVariance,
} from '../../../src/generative/evaluation/classification-scores.ts'
import { loadSplit } from '../../../bench/tables/data.ts'
import { labelled } from '../../../src/generative/evaluation/utility.ts'
import { predictionOf } from '../../../src/generative/evaluation/target.ts'
import { createRandom } from '../../../src/random.ts'
import { category, numbers } from '../evaluation/tables.ts'

function checkerboard(count: number, seed: number) {
  const random = createRandom(seed)
  const x = Float64Array.from({ length: count }, () => 2 * random.uniform() - 1)
  const y = Float64Array.from({ length: count }, () => 2 * random.uniform() - 1)
  const target = x.map((value, i) => +(value * y[i]! > 0))
  return { columns: [numbers('x', x), numbers('y', y)], target }
}

describe('boosted trees', () => {
  test('learn a checkerboard that no line divides', () => {
    const { columns, target } = checkerboard(2000, 1)
    const fresh = checkerboard(1000, 2)
    const model = boostedTreesClassifier({ trees: 40 })(columns, target)
    expect(areaUnderRoc(model.predict(fresh.columns), fresh.target)).toBeGreaterThan(0.98)
  })

  test('shrink towards the share of positives where features say nothing', () => {
    const column = category(
      'f',
      ['a'],
      Array.from({ length: 80 }, () => 'a'),
    )
    const target = Float64Array.from({ length: 80 }, (_, i) => +(i < 20))
    const [p] = boostedTreesClassifier()([column], target).predict([category('f', ['a'], ['a'])])
    expect(p).toBeCloseTo(0.25, 9)
  })

  test('follow a curve', () => {
    const random = createRandom(3)
    const x = Float64Array.from({ length: 1500 }, () => 6 * random.uniform())
    const y = x.map(Math.sin)
    const model = boostedTreesRegression()([numbers('x', x)], y)
    expect(explainedVariance(model.predict([numbers('x', x)]), y)).toBeGreaterThan(0.99)
  })

  test.skipIf(!process.env['MILLRACE_DATA'])(
    'score on ai4i2020 as scikit-learn’s do (set MILLRACE_DATA to run)',
    async () => {
      const { train, test } = await loadSplit('ai4i2020')
      const [a, b] = alignTables([train, test], fieldsOf(train))
      const prediction = predictionOf(a!, {
        field: 'Machine_failure',
        positive: 'yes',
        hidden: ['TWF', 'HDF', 'PWF', 'OSF', 'RNF'],
      })
      const learn = labelled(a!, prediction)
      const judge = labelled(b!, prediction)
      const scores = boostedTreesClassifier()(learn.features, learn.values).predict(judge.features)
      // Cross-validated, HistGradientBoosting has .978 and .834.
      expect(areaUnderRoc(scores, judge.values)).toBeGreaterThan(0.95)
      expect(averagePrecision(scores, judge.values)).toBeGreaterThan(0.75)
    },
  )
})

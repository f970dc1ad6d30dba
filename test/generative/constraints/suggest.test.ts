import { expect, test } from 'vitest'
import { suggestConstraints } from '../../../src/generative/constraints/suggest.ts'
import { createRandom } from '../../../src/random.ts'
import { levels, quantity } from './fields.ts'

const random = createRandom(1)
const fields = [
  quantity('good'),
  quantity('scrap'),
  quantity('made', 200),
  quantity('started'),
  quantity('ended', 120),
  levels('code', 6),
  levels('name', 6),
  levels('day', 2),
  levels('late', 2),
  levels('night', 2),
  quantity('noise'),
]
const rows = Float64Array.from(
  Array.from({ length: 300 }, () => {
    const [good, scrap, started] = [random.integer(101), random.integer(101), random.integer(101)]
    const code = random.integer(6)
    const shift = random.integer(3)
    const shifts = [0, 1, 2].map((other) => Number(other === shift))
    return [
      good,
      scrap,
      good + scrap,
      started,
      started + random.integer(20),
      code,
      5 - code,
      ...shifts,
      random.integer(101),
    ]
  }).flat(),
)

test('laws of the data are found, and chance is left alone', () => {
  expect(suggestConstraints(fields, rows)).toEqual([
    { kind: 'one-hot', fields: ['day', 'late', 'night'] },
    { kind: 'sum', total: 'made', parts: ['good', 'scrap'] },
    { kind: 'inequality', fields: ['started', 'ended'], strict: false },
    { kind: 'combination', fields: ['code', 'name'] },
  ])
})

test('few rows suggest nothing', () => {
  expect(suggestConstraints(fields, rows.slice(0, fields.length * 20))).toEqual([])
})

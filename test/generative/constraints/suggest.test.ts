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

test('what independent fields would hardly ever break is no law', () => {
  const near = [quantity('low', 52), quantity('high')]
  const rows = Array.from({ length: 300 }, (_, i) => [i % 50, 49 + ((i * 7) % 50)]).flat()
  expect(suggestConstraints(near, Float64Array.from(rows))).toEqual([])
})

test('times are compared with times, and a level may be numbered', () => {
  const time = (name: string, origin: number) => ({
    ...quantity(name, 500),
    scale: { origin, unit: 60_000 },
  })
  const fields = [
    time('begun', 0),
    time('ended', 30 * 60_000),
    quantity('units', 10),
    levels('grade', 5),
    quantity('rank', 50),
  ]
  const rows = Array.from({ length: 300 }, () => {
    const [begun, grade] = [random.integer(300), random.integer(5)]
    return [begun, begun + random.integer(60), random.integer(10), grade, 10 * grade]
  })
  expect(suggestConstraints(fields, Float64Array.from(rows.flat()))).toEqual([
    { kind: 'inequality', fields: ['begun', 'ended'], strict: false },
    { kind: 'combination', fields: ['grade', 'rank'] },
  ])
})

import { expect, test } from 'vitest'
import { trainCandidates } from '../../src/loop/networks.ts'
import { createCalendar } from '../../src/plant/demand/calendar.ts'
import type { Panel } from '../../src/plant/demand/series.ts'

const panel: Panel = {
  calendar: createCalendar('position', 1, 0),
  seasonLength: 4,
  knownNames: [],
  attributeNames: [],
  series: ['a', 'b'].map((id, k) => ({
    id,
    start: 0,
    values: Float64Array.from({ length: 80 }, (_, i) => 20 + 5 * (i % 4) + ((i * 7 + k) % 3)),
    known: [],
    attributes: [],
  })),
}

test('a network is trained once for a history, and asked again for nothing', async () => {
  const { contenders, compared, leftOut } = await trainCandidates(
    [{ panel, horizon: 4, isCompared: true }],
    { seed: 1 },
  )
  expect(leftOut).toEqual([])
  expect(compared.map(({ name }) => name)).toContain('gan')
  const network = contenders.find(({ name }) => name === 'histogram')!
  const options = { horizon: 4, seed: 1 }
  const [first, second] = await Promise.all([
    network.fit(panel, options),
    network.fit(structuredClone(panel), options),
  ])
  expect(second).toBe(first)
})

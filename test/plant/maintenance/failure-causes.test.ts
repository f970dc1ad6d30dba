import { expect, test } from 'vitest'
import { failureCauses } from '../../../src/plant/maintenance/failure-causes.ts'

const failure = (cause: string) => ({ event: 'failure', cause })

test('causes come with the most failures first, those that are not told last, shares adding up', () => {
  const causes = failureCauses([
    { machine: 'a', events: [failure(''), failure(''), failure(''), failure('seal')] },
    {
      machine: 'b',
      events: [
        failure('bearing'),
        failure('bearing'),
        { event: 'service', cause: 'oil' },
        failure('seal'),
        failure('bearing'),
      ],
    },
  ])
  expect(causes).toEqual([
    { cause: 'bearing', failures: 3, machines: 1, share: 3 / 8, cumulativeShare: 3 / 8 },
    { cause: 'seal', failures: 2, machines: 2, share: 2 / 8, cumulativeShare: 5 / 8 },
    { cause: '', failures: 3, machines: 1, share: 3 / 8, cumulativeShare: 1 },
  ])
})

test('without a cause there is nothing to rank', () => {
  expect(failureCauses([{ machine: 'a', events: [failure('')] }])).toEqual([])
})

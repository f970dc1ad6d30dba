import { expect, test } from 'vitest'
import { failureCausesPart } from '../../../../src/loop/report/sections/failure-causes.ts'
import { sampleFleet } from '../sample-fleet.ts'

const result = sampleFleet.result!

test('causes stand with their shares, in both languages', () => {
  const { html } = failureCausesPart(result)
  expect(html).toContain('bearing')
  expect(html).toContain('62%')
  expect(html).toContain('86%')
  expect(html).toContain('not told')
  expect(html).toContain('未注明')
})

test('of many causes the first are shown, and how many more there are', () => {
  const [first] = result.causes
  const causes = Array.from({ length: 30 }, (_, i) => ({ ...first!, cause: `cause ${i}` }))
  const { html } = failureCausesPart({ ...result, causes })
  expect(html).toContain('cause 11')
  expect(html).not.toContain('cause 12')
  expect(html).toContain('18')
})

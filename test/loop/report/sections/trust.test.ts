import { expect, test } from 'vitest'
import { reportPage } from '../../../../src/loop/report/page.ts'
import { trustList } from '../../../../src/loop/report/sections/trust.ts'
import { sampleContent, withoutDemand } from '../sample-content.ts'

test('every area has one sentence, and its link leads into a fold of the page', () => {
  const { html } = trustList(sampleContent)
  const links = [...html.matchAll(/<a href="#([^"]+)"/g)].map((match) => match[1]!)
  const { quality, maintenance } = sampleContent
  expect(links).toHaveLength(1 + quality.length + maintenance.length)
  const page = reportPage(sampleContent)
  expect(links.filter((link) => !page.includes(` id="${link}"`))).toEqual([])
  expect(html).toContain('than the habit. That is 68% of what perfect foresight would have added.')
})

test('an area that learnt nothing has no sentence on trust', () => {
  const none = { ...sampleContent, backtest: null, quality: [], maintenance: [] }
  const { html } = trustList(none)
  expect(html.match(/<li>/g)).toHaveLength(1)
  expect(html).toContain('nothing is claimed here about the past')
})

test('without demand nothing is said of a plan, and without anything learnt nothing at all', () => {
  const areas = withoutDemand(sampleContent)
  expect(trustList(areas).html).not.toContain('#evidence')
  expect(trustList(areas).html.match(/<li>/g)).toHaveLength(2)
  expect(trustList({ ...areas, quality: [], maintenance: [] }).html).toBe('')
})

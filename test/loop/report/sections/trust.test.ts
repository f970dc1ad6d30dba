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

test('an area that learnt nothing says so, with a link to why', () => {
  const none = {
    ...sampleContent,
    backtest: null,
    quality: sampleContent.quality.map((report) => ({ ...report, result: null })),
    maintenance: sampleContent.maintenance.map((report) => ({ ...report, result: null })),
  }
  const { html } = trustList(none)
  expect(html).toContain('nothing is claimed here about the past')
  expect(html.match(/nothing was learnt; its section says why/g)).toHaveLength(2)
  expect(html).toContain('href="#quality"')
  expect(html).toContain('href="#machines"')
})

test('a past of a few periods is not called evidence', () => {
  const backtest = { ...sampleContent.backtest!, periods: ['2026-08-24'] }
  const { html } = trustList({ ...sampleContent, backtest })
  expect(html).toContain('That is too short a stretch to tell.')
  expect(html).not.toContain('perfect foresight')
})

test('without demand nothing is said of a plan, and without anything learnt nothing at all', () => {
  const areas = withoutDemand(sampleContent)
  expect(trustList(areas).html).not.toContain('#evidence')
  expect(trustList(areas).html.match(/<li>/g)).toHaveLength(2)
  expect(trustList({ ...areas, quality: [], maintenance: [] }).html).toBe('')
})

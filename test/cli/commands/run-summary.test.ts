import { expect, test } from 'vitest'
import { summaryLines } from '../../../src/cli/commands/run-summary.ts'
import {
  sampleContent,
  sampleInfeasiblePlan,
  withoutDemand,
} from '../../loop/report/sample-content.ts'

const headsOf = (lines: readonly string[]): string[] =>
  lines.slice(1).flatMap((line) => /^[A-Z]\w*(?: plan)?/.exec(line)?.[0] ?? [])
const { quality, maintenance } = sampleContent

test('profit, what to release, inspect, adjust and service, in this order', () => {
  const lines = summaryLines({
    ...sampleContent,
    quality: quality.map((report) => ({ ...report, past: null })),
    maintenance: maintenance.map((report) => ({ ...report, past: null })),
  })
  expect(headsOf(lines)).toEqual(['Profit', 'Release', 'Inspect', 'Adjust', 'Service'])
  const text = lines.join('\n')
  expect(text).toContain('€412,300 expected')
  expect(text).toContain('€28,100 more than the usual rule')
  expect(text).toMatch(
    /Release +9 orders and lots in 2026-08-31, the most worth first\n +make CP-25/,
  )
  expect(text).toContain('4 more in proposals.csv')
  expect(text).toMatch(/Inspect +final-assembly: \d+ of \d+ untested records, saves €/)
  expect(text).toMatch(/Service +spindles: .* in 2026-/)
})

test('a plant without other areas has a short summary', () => {
  const lines = summaryLines({ ...sampleContent, quality: [], maintenance: [] })
  expect(headsOf(lines)).toEqual(['Profit', 'Release'])
})

test('a plant without demand has the other areas, and first how much there is to do', () => {
  const lines = summaryLines(withoutDemand(sampleContent))
  expect(lines[0]).toMatch(/^Pump plant\. Worth doing now: .* settings to change\.$/)
  expect(headsOf(lines).slice(0, 3)).toEqual(['Inspect', 'Adjust', 'Service'])
})

test('of an impossible plan gives the conflicts, and the other areas all the same', () => {
  const lines = summaryLines({ ...sampleContent, plan: sampleInfeasiblePlan })
  expect(lines[2]).toMatch(/^No plan .*12.5 hours more/)
  expect(headsOf(lines)).toContain('Service')
})

test('tells what came of earlier decisions', () => {
  const text = summaryLines(sampleContent).join('\n')
  expect(text).toMatch(/Past +final-assembly: 96 records that/)
  expect(text).toContain('spindles: Earlier plans judged')
})

test('what went wrong stands last', () => {
  const lines = summaryLines({
    ...sampleContent,
    plant: { ...sampleContent.plant, itemsWithoutStock: sampleContent.plant.itemCount },
    quality: [],
    maintenance: [
      {
        fleet: 'presses',
        result: null,
        findings: [],
        past: null,
        problem: 'fleet presses: no failure yet',
      },
    ],
  })
  expect(headsOf(lines)).toEqual(['Profit', 'Release', 'Check'])
  expect(lines.at(-2)).toMatch(/^Check +The stock on hand of/)
  expect(lines.at(-1)).toMatch(/^ +presses: Nothing was learnt here: fleet presses: no failure yet/)
})

test('says where the clock ended the search, and no other note of the plan', () => {
  const { plan } = sampleContent
  const cut = { ...plan, codedNotes: [...plan.codedNotes, { code: 'stopped-by-clock' } as const] }
  const told = summaryLines({ ...sampleContent, plan: cut })
  expect(told.filter((line) => line.includes('stopped by the clock'))).toHaveLength(1)
  expect(summaryLines(sampleContent).join('\n')).not.toContain('stopped by the clock')
  expect(told.join('\n')).not.toContain('minimum_lot')
})

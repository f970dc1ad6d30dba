import { expect, test } from 'vitest'
import { waitingPart } from '../../../../src/loop/report/sections/waiting.ts'
import { sampleQuality } from '../sample-quality.ts'
import { sampleContent } from '../sample-content.ts'

const result = sampleQuality.result!
const waiting = result.waiting!
const { plant } = sampleContent

function told(own: Partial<typeof waiting>): string {
  const part = waitingPart({ ...result, waiting: { ...waiting, ...own } }, plant)
  return part ? part.html : ''
}

test('what saves most is first, with its risk and what testing saves', () => {
  const text = told({ lots: waiting.lots.toReversed() })
  expect(text.indexOf('T0300')).toBeLessThan(text.indexOf('T0299'))
  expect(text).toContain(
    'Testing 24 of the 48 records is expected to save €1,110 against testing none.',
  )
  expect(text).toContain('检验 48 条记录中的 24 条，预计比都不检验节省 €1,110。')
  expect(text).toContain('30.0%')
  expect(text).toContain('€890')
  expect(text).toContain('beyond what has been tried before')
})

test('of many, ten are shown and the rest counted', () => {
  const lots = Array.from({ length: 25 }, (_, i) => ({
    ...waiting.lots[0]!,
    name: `row ${i + 1}`,
    row: i + 1,
    records: 1,
    saving: 25 - i,
  }))
  const text = told({ lots })
  expect(text).toContain('文件第 10 行')
  expect(text).not.toContain('文件第 11 行')
  expect(text).toContain('and 15 more in report.json')
})

test('without costs only the risk is told', () => {
  const lots = waiting.lots.map((lot) => ({ ...lot, inspected: 0, saving: null }))
  const text = told({ inspected: null, expectedCost: null, expectedCostUninspected: null, lots })
  expect(text).toContain('The likeliest to fail first:')
  expect(text).not.toContain('Saves')
})

test('where every record has its result there is no such part', () => {
  expect(waitingPart({ ...result, waiting: null }, plant)).toBe(false)
})

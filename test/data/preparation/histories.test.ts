import { expect, test } from 'vitest'
import { cleanHistories, type CleaningRules } from '../../../src/data/preparation/histories.ts'

const about = { subject: 'demand.csv', column: 'y' }

function clean(
  values: readonly (readonly number[])[],
  rules?: CleaningRules,
): ReturnType<typeof cleanHistories> {
  const histories = values.map((history, i) => ({
    id: `item ${i}`,
    values: new Float64Array(history),
    label: (step: number) => `week ${step}`,
  }))
  return cleanHistories(histories, about, { minimumLength: 3, ...rules })
}

test('clean histories come back as they were, with nothing found', () => {
  const history = { id: 'a', values: new Float64Array([1, 2, 3]), label: String }
  const { values, findings } = cleanHistories([history], about, { minimumLength: 3 })
  expect(values[0]).toBe(history.values)
  expect(findings).toEqual([])
})

test('negatives count as zero, stay, or are refused, as the rule says', () => {
  expect(clean([[1, -2, 3]]).values[0]).toEqual(new Float64Array([1, 0, 3]))
  expect(clean([[1, -2, 3]]).findings).toMatchObject([
    { kind: 'negative', count: 1, action: 'set-to-zero', examples: ['item 0 week 1: -2'] },
  ])
  expect(clean([[1, -2, 3]], { negatives: 'keep' }).values[0]).toEqual(new Float64Array([1, -2, 3]))
  expect(() => clean([[1, -2, 3]], { negatives: 'error' })).toThrow(
    'demand.csv, column y: negative demand, expected 0 or more, got -2 for item 0 week 1',
  )
})

test('gaps are filled, left or refused, and always counted', () => {
  expect(clean([[1, NaN, 3]], { gaps: 'zero' }).values[0]).toEqual(new Float64Array([1, 0, 3]))
  expect(clean([[1, NaN, 3, 4]]).findings).toMatchObject([
    { kind: 'gap', count: 1, action: 'left-missing', examples: ['item 0 week 1'] },
  ])
  expect(() => clean([[1, NaN, 3]], { gaps: 'error' })).toThrow('missing period')
})

test('an outlier is kept or capped, and counted either way', () => {
  const history = [5, 6, 5, 7, 6, 5, 6, 7, 5, 600, 6, 5]
  expect(clean([history]).values[0]![9]).toBe(600)
  expect(clean([history]).findings).toMatchObject([{ kind: 'outlier', count: 1, action: 'kept' }])
  expect(clean([history], { outliers: 'cap' }).values[0]![9]).toBe(7)
})

test('series that say little are counted', () => {
  const { findings } = clean([
    [1, 2],
    [0, 0, 0],
    [4, 4, 4],
    [1, 2, 3],
  ])
  expect(findings.map(({ kind, examples }) => [kind, ...examples])).toEqual([
    ['too-short', 'item 0: 2'],
    ['all-zero', 'item 1'],
    ['constant', 'item 2: 4'],
  ])
})

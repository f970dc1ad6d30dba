import { expect, test } from 'vitest'
import { createTable } from '../../src/data/table/table.ts'
import type { PastDecision } from '../../src/data/storage/ledger.ts'
import { judgeQuality, qualityDecision, qualityDecisionKind } from '../../src/loop/past-quality.ts'

const specification = {
  operation: 'gluing',
  columns: {},
  outcome: 'result',
  failing: ['scrap'],
  settings: { force: { lowest: 0, highest: 9 } },
  ignore: [],
}
const table = createTable([
  ['force', { kind: 'number', values: Float64Array.of(3, 4, 5) }],
  ['result', { kind: 'text', levels: ['good', 'scrap'], codes: Int32Array.of(0, 0, 1) }],
])
const decision = qualityDecision('gluing', {
  costs: { scrap: 10, inspection: 1, escape: 100 },
  columns: ['force'],
  records: 2,
  until: null,
  waiting: [],
  advice: {
    changes: [
      {
        column: 'force',
        from: 3,
        to: 5,
        lowest: 0,
        highest: 9,
        failureBefore: 0.4,
        failureAfter: 0.2,
        nearly: { lowest: 5, highest: 6 },
      },
    ],
    costNow: { estimate: 4, lower: 3, upper: 5 },
    costAfter: { estimate: 2, lower: 1, upper: 3 },
  },
})
const made: PastDecision = { ...decision, decision: 7, run: 3, outcomes: [] }

test('the newest decision of the operation is judged, once, and counts on in what is told', () => {
  expect(decision.kind).toBe(qualityDecisionKind)
  const other = { ...made, decision: 8, content: { operation: 'pressing' } }
  const { outcomes, past } = judgeQuality(
    [other, made, { ...made, decision: 5 }],
    specification,
    table,
  )
  expect(outcomes).toMatchObject([{ decision: 7 }])
  expect(past!.settings!.followed).toMatchObject({ records: 1, judged: 1, realisedCost: 10 })
  const judged = { ...made, outcomes: outcomes.map(({ content }) => content) }
  const again = judgeQuality([judged], specification, table)
  expect(again.outcomes).toEqual([])
  expect(again.past).toEqual(past)
})

test('without a decision nothing is said', () => {
  expect(judgeQuality([], specification, table)).toEqual({ outcomes: [], past: null })
})

test('a decision that another version recorded in another shape is not judged', () => {
  const { waiting: _, ...older } = decision.expected as Record<string, never>
  expect(judgeQuality([{ ...made, expected: older }], specification, table)).toEqual({
    outcomes: [],
    past: null,
  })
})

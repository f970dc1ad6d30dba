import { expect, test } from 'vitest'
import type { PastDecision } from '../../src/data/storage/ledger.ts'
import { judgeNewest } from '../../src/loop/judge-newest.ts'

const decision = (number: number, outcomes: PastDecision['outcomes'] = []): PastDecision => ({
  kind: 'test',
  content: {},
  expected: { cost: number },
  decision: number,
  run: number,
  outcomes,
})
const judge = (expected: unknown): object => ({ of: expected })

test('the newest alone is judged, and counts beside what was judged before', () => {
  const decisions = [decision(3), decision(2), decision(1, [{ of: 'earlier' }])]
  expect(judgeNewest(decisions, judge)).toEqual({
    outcomes: [{ decision: 3, content: { of: { cost: 3 } } }],
    all: [{ of: 'earlier' }, { of: { cost: 3 } }],
  })
})

test('nothing is recorded twice, or where nothing is seen, or without a decision', () => {
  const judged = decision(3, [{ of: 'earlier' }])
  expect(judgeNewest([judged], judge)).toEqual({ outcomes: [], all: [{ of: 'earlier' }] })
  expect(judgeNewest([decision(3)], () => null)).toEqual({ outcomes: [], all: [] })
  expect(judgeNewest([], judge)).toEqual({ outcomes: [], all: [] })
})

import { expect, test } from 'vitest'
import type { PastDecision } from '../../src/data/storage/ledger.ts'
import { judgeServices } from '../../src/loop/past-plans.ts'

const none = new Float64Array()
const history = { machine: 'a', cycles: none, channels: none, conditions: none, startCycle: 0 }
const fleet = (endCycle: number) => ({
  channels: [],
  conditions: [],
  histories: [{ ...history, end: 'failure' as const, endCycle }],
  findings: [],
})

const plan: PastDecision = {
  decision: 7,
  run: 3,
  kind: 'service-plan',
  content: { fleet: 'saws', workOrders: [] },
  expected: {
    cyclesPerPeriod: 1,
    failureCost: 900,
    serviceCost: 100,
    machines: [{ machine: 'a', cycle: 10, age: 10, risk: [0.2, 0.4], serviceAt: null }],
  },
  outcomes: [],
}

test('the newest plan of the fleet is judged, and its outcome is to be recorded', () => {
  const other = { ...plan, decision: 8, content: { fleet: 'pumps' } }
  const older = { ...plan, decision: 5 }
  const { outcomes, past } = judgeServices([other, plan, older], 'saws', fleet(11))
  expect(outcomes).toMatchObject([
    { decision: 7, content: { services: [{ machine: 'a', end: 'failed' }] } },
  ])
  expect(past).toMatchObject({ plans: 1, failures: 1 })
})

test('a plan is judged once, and counts on in what is told', () => {
  const { outcomes } = judgeServices([plan], 'saws', fleet(11))
  const judged = { ...plan, outcomes: outcomes.map(({ content }) => content) }
  const again = judgeServices([judged], 'saws', fleet(11))
  expect(again.outcomes).toEqual([])
  expect(again.past).toMatchObject({ plans: 1, failures: 1 })
})

test('without anything new, or of a plan as older versions kept it, nothing is said', () => {
  expect(judgeServices([plan], 'saws', fleet(9))).toEqual({ outcomes: [], past: null })
  const old = { ...plan, expected: { total: 4 } }
  expect(judgeServices([old], 'saws', fleet(11))).toEqual({ outcomes: [], past: null })
  expect(judgeServices([], 'saws', fleet(11))).toEqual({ outcomes: [], past: null })
})

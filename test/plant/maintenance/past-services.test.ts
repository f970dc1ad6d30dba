import { expect, test } from 'vitest'
import type { MachineHistory } from '../../../src/plant/maintenance/histories.ts'
import {
  pastServices,
  serviceOutcomes,
  type MachineExpectation,
  type ServiceOutcome,
} from '../../../src/plant/maintenance/past-services.ts'
import { createRandom } from '../../../src/random.ts'

const risk = [0.1, 0.3, 0.6, 0.8]

/** Of a machine at cycle 100 and age 40, with periods of ten cycles, what came of its plan. */
function judge(
  lives: readonly [end: MachineHistory['end'], startCycle: number, endCycle: number][],
  changes: Partial<MachineExpectation> = {},
): ServiceOutcome | undefined {
  const none = new Float64Array()
  const histories = lives.map(([end, startCycle, endCycle]) => ({
    machine: 'm',
    cycles: none,
    channels: none,
    conditions: none,
    end,
    startCycle,
    endCycle,
  }))
  const machine = { machine: 'm', cycle: 100, age: 40, risk, serviceAt: null, ...changes }
  const costs = { cyclesPerPeriod: 10, failureCost: 1000, serviceCost: 200 }
  const fleet = { channels: [], conditions: [], histories, findings: [] }
  return serviceOutcomes({ ...costs, machines: [machine] }, fleet)[0]
}

test('nothing new of a machine judges nothing', () => {
  expect(judge([['end', 60, 100]])).toBeUndefined()
  expect(judge([])).toBeUndefined()
})

test('a failure is held against the hazard up to it', () => {
  const outcome = judge([
    ['failure', 60, 115],
    ['end', 115, 120],
  ])!
  expect(outcome).toMatchObject({ end: 'failed', from: 100, to: 115, realisedCost: 1000 })
  const hazard = (-Math.log(0.9) - Math.log(0.7)) / 2
  expect(outcome.expectedFailures).toBeCloseTo(hazard)
  expect(outcome.expectedCost).toBeCloseTo(1000 * hazard)
})

test('what comes after the firm periods is not of this plan', () => {
  const outcome = judge([['failure', 60, 190]])!
  expect(outcome).toMatchObject({ end: 'ran-on', to: 140, realisedCost: 0 })
  expect(outcome.expectedFailures).toBeCloseTo(-Math.log(0.2))
})

test('an order is due once its cycle came, was carried out early, or the machine failed before', () => {
  const order = { serviceAt: 120 }
  expect(judge([['end', 60, 115]], order)).toMatchObject({ isDue: false, end: 'ran-on' })
  expect(judge([['end', 60, 125]], order)).toMatchObject({ isDue: true, end: 'ran-on' })
  expect(judge([['failure', 60, 105]], order)).toMatchObject({ isDue: true, end: 'failed' })
  expect(judge([['service', 60, 110]], order)).toMatchObject({ isDue: true, end: 'serviced' })
  expect(judge([['service', 60, 110]])).toMatchObject({ isDue: false, end: 'serviced' })
})

test('a service at the cycle of the plan ends the life of then, unless that was new', () => {
  const lives = [
    ['service', 60, 100],
    ['end', 100, 118],
  ] as [MachineHistory['end'], number, number][]
  expect(judge(lives, { serviceAt: 100 })).toMatchObject({ end: 'serviced', to: 100 })
  expect(judge(lives, { age: 0 })).toMatchObject({ end: 'ran-on', to: 118 })
})

test('risks that are right agree with the failures, half of them does not', () => {
  const random = createRandom(1)
  const outcomes = Array.from({ length: 600 }, () => {
    const life = 20 * -Math.log(1 - random.uniform())
    const service = random.uniform() < 0.5 ? 40 * random.uniform() : Infinity
    const end = Math.min(life, service)
    const right = [10, 20, 30, 40].map((t) => 1 - Math.exp(-t / 20))
    const happened = end > 40 ? 'end' : life < service ? 'failure' : 'service'
    const lives = [[happened, 60, 100 + Math.min(end, 40)]] as Parameters<typeof judge>[0]
    return {
      right: judge(lives, { risk: right })!,
      half: judge(lives, { risk: right.map((share) => share / 2) })!,
    }
  })
  const right = pastServices([outcomes.map((one) => one.right)])!
  expect(right.failures).toBeGreaterThanOrEqual(right.likelyFailures[0])
  expect(right.failures).toBeLessThanOrEqual(right.likelyFailures[1])
  expect(right.realisedCost / right.expectedCost).toBeGreaterThan(0.9)
  const half = pastServices([outcomes.map((one) => one.half)])!
  expect(half.failures).toBeGreaterThan(half.likelyFailures[1])
})

test('plans are counted together, by their stated risks', () => {
  const order = { serviceAt: 110 }
  const past = pastServices([
    [judge([['failure', 60, 105]], order)!, judge([['service', 60, 110]], order)!],
    [],
    [judge([['end', 60, 110]], { risk: [0.01, 0.02] })!, judge([['service', 60, 105]])!],
  ])!
  expect(past).toMatchObject({ plans: 2, machines: 4, failures: 1 })
  expect(past).toMatchObject({ due: 2, dueServiced: 1, dueFailed: 1, unordered: 1 })
  expect(past.groups.map(({ from, machines }) => [from, machines])).toEqual([
    [0, 1],
    [0.05, 3],
  ])
  expect(past.realisedCost).toBe(1400)
  expect(pastServices([[], []])).toBeUndefined()
})

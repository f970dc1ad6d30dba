// What a plan of services saves: MILLRACE_DATA=... npx tsx bench/maintenance-policies/run.ts [--set FD001] [--model neighbours]
// docs/maintenance.md states the protocol.

import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { LifeModel } from '../../src/plant/maintenance/life-model.ts'
import { realisedCost, type MaintenancePolicy } from '../../src/plant/maintenance/outcome.ts'
import type { OutcomeInput, Trajectory } from '../../src/plant/maintenance/outcome.ts'
import {
  cheapestPolicy,
  fixedInterval,
  lifeThreshold,
  plannedServices,
  runToFailure,
  withParts,
} from '../../src/plant/maintenance/policies.ts'
import { foreseenCostRate, type ServiceTerms } from '../../src/plant/maintenance/service-costs.ts'
import { survivalLife } from '../../src/plant/maintenance/survival/survival-life.ts'
import { createRandom } from '../../src/random.ts'
import { openHighs } from '../../src/solvers/mip/highs.ts'
import { fitSensorLife } from '../../src/plant/maintenance/sensor-life/fit.ts'
import { readSensorLife } from '../../src/plant/maintenance/sensor-life/sensor-life-model.ts'
import { fleetOf, readEngines, trajectories } from './engines.ts'
import { neighbourLife } from './neighbours.ts'

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'FD001' },
    fleets: { type: 'string', default: '4' },
    swing: { type: 'string', default: '0.6' },
    model: { type: 'string', default: 'network' },
    lives: { type: 'string' },
    steps: { type: 'string', default: '3000' },
    members: { type: 'string', default: '5' },
    folds: { type: 'string', default: '5' },
    'fit-only': { type: 'boolean', default: false },
  },
})
const machineCount = 12
const periodCount = 104
const terms: ServiceTerms = {
  cycles_per_period: 10,
  costs: { failure: 12_000, service: 1_800, lost_hour: 300 },
  hours: { failure: 24, service: 6 },
  crews: 1,
  parts: { stock: 2, lead_time: 3, cost: 400 },
  horizon: 26,
}
const swing = Number(values.swing)
const weekly = createRandom(7)
  .split('load')
  .fillUniform(new Float64Array(periodCount + terms.horizon))
const loadOf = (period: number): number => 1 + swing * (2 * weekly[period]! - 1)

function fleet(engines: readonly Trajectory[], seed: number): OutcomeInput {
  const random = createRandom(seed).split('fleet')
  const decks = Array.from({ length: machineCount }, () => random.shuffle([...engines]))
  const startAges = decks.map((deck) => random.integer(Math.ceil(deck[0]!.expected.length / 2)))
  return { terms, decks, startAges, periodCount, loadOf }
}

function meanCost(policy: MaintenancePolicy, fleets: readonly OutcomeInput[]): number {
  return fleets.reduce((sum, input) => sum + realisedCost(policy, input).total, 0) / fleets.length
}

/** Fitted on the engines to fit on, or read from `--lives` where it was before. */
async function lifeModel(): Promise<LifeModel> {
  if (values.model === 'neighbours') return neighbourLife(fitted)
  const { lives: file } = values
  if (file !== undefined && existsSync(file)) return readSensorLife(file)
  const network = await fitSensorLife(fleetOf(fitted), {
    seed: 1,
    steps: Number(values.steps),
    members: Number(values.members),
    folds: Number(values.folds),
  })
  const { seconds, networks, heldOut } = network.description
  console.log(
    `${networks} networks in ${seconds.toFixed(0)} s, left-out engines: ${JSON.stringify(heldOut)}`,
  )
  if (file !== undefined) await network.save(file)
  return network
}

const engines = createRandom(1).split('split').shuffle(readEngines(values.set))
const fitCount = Math.round(0.4 * engines.length)
const tuneCount = Math.round(0.2 * engines.length)
const fitted = engines.slice(0, fitCount)
const model = await lifeModel()
if (values['fit-only']) process.exit()
const fresh = survivalLife('engines', fitted)
const [tuning, heldOut] = await Promise.all(
  [engines.slice(fitCount, fitCount + tuneCount), engines.slice(fitCount + tuneCount)].map((part) =>
    trajectories(part, model, fresh, terms.cycles_per_period),
  ),
)
const fleetCount = Number(values.fleets)
const fleets = (lives: readonly Trajectory[], first: number): OutcomeInput[] =>
  Array.from({ length: fleetCount }, (_, i) => fleet(lives, first + i))
const tuningFleets = fleets(tuning!, 100)
const heldOutFleets = fleets(heldOut!, 200)
const highs = await openHighs()
const meanLife = fitted.reduce((sum, { endCycle }) => sum + endCycle, 0) / fitted.length
const rate = foreseenCostRate(terms, meanLife)
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
const stocked = (policies: readonly MaintenancePolicy[]): MaintenancePolicy[] =>
  policies.flatMap((policy) => [2, 4, 6].map((level) => withParts(policy, level)))
const families: readonly MaintenancePolicy[][] = [
  stocked([runToFailure()]),
  stocked(numbers(6, 20).map(fixedInterval)),
  stocked(numbers(3, 16).map((n) => lifeThreshold(4 * n))),
  stocked(numbers(1, 12).map((n) => lifeThreshold(4 * n, 0.1))),
  [3, 4, 6].flatMap((firmPeriods) =>
    [0, 1].flatMap((foresight) =>
      [1.5, 2.2].map((factor) =>
        withParts(
          {
            ...plannedServices(
              highs,
              { ...terms, firm_periods: firmPeriods },
              { costRate: factor * rate, foresight },
            ),
            name: `plan of services, ${firmPeriods} firm periods, foresight ${foresight}, rate x ${factor}`,
          },
          4,
        ),
      ),
    ),
  ),
]
console.log(
  `${values.set}: fit on ${fitted.length}, tuned on ${tuning!.length}, held out ${heldOut!.length} engines`,
)
console.log(
  ['policy', 'tuned cost', 'held-out cost', 'failures', 'services', 'waiting', 'wasted', 's'].join(
    '\t',
  ),
)
for (const family of families) {
  const started = performance.now()
  const { policy, cost } = cheapestPolicy(family, (policy) => meanCost(policy, tuningFleets))
  const results = heldOutFleets.map((input) => realisedCost(policy, input))
  const mean = (of: (result: (typeof results)[number]) => number): number =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length
  console.log(
    [
      policy.name,
      cost.toFixed(1),
      mean(({ total }) => total).toFixed(1),
      mean(({ failureCount }) => failureCount).toFixed(1),
      mean(({ serviceCount }) => serviceCount).toFixed(1),
      mean(({ waitingCount }) => waitingCount).toFixed(1),
      mean(({ wastedLife }) => wastedLife).toFixed(3),
      ((performance.now() - started) / 1000).toFixed(0),
    ].join('\t'),
  )
}
console.log(`every failure foreseen: ${rate.toFixed(1)} at even load`)

// What a plan of services saves: MILLRACE_DATA=... npx tsx bench/maintenance-policies/run.ts [--set FD001] [--model neighbours]
// docs/maintenance.md states the protocol.

import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { MachineHistory } from '../../src/plant/maintenance/histories.ts'
import type { LifeModel } from '../../src/plant/maintenance/life-model.ts'
import { realisedCost, type MaintenancePolicy } from '../../src/plant/maintenance/outcome.ts'
import type { OutcomeInput, RealisedCost, Trajectory } from '../../src/plant/maintenance/outcome.ts'
import {
  cheapestPolicy,
  fixedInterval,
  lifeThreshold,
  plannedServices,
  runToFailure,
  withParts,
} from '../../src/plant/maintenance/policies.ts'
import { costDifference } from '../../src/plant/maintenance/policy-evidence.ts'
import {
  foreseenCostRate,
  outlookOnWear,
  type ServiceTerms,
} from '../../src/plant/maintenance/service-costs.ts'
import { survivalLife } from '../../src/plant/maintenance/survival/survival-life.ts'
import { createRandom } from '../../src/random.ts'
import { openHighs } from '../../src/solvers/mip/highs.ts'
import {
  fitConditions,
  standardised,
} from '../../src/plant/maintenance/sensor-life/operating-conditions.ts'
import { fitSensorLife } from '../../src/plant/maintenance/sensor-life/fit.ts'
import { mean } from '../../src/statistics/moments.ts'
import { readSensorLife } from '../../src/plant/maintenance/sensor-life/sensor-life-model.ts'
import { knownLives, leastCost } from './clairvoyant.ts'
import { fleetOf, readEngines, sensors, trajectories } from './engines.ts'
import { neighbourLife } from './neighbours.ts'
import { indexTrajectories, plainIndices, type PlainIndex } from './plain-index.ts'

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'FD001' },
    fleets: { type: 'string', default: '8' },
    'tuning-fleets': { type: 'string', default: '4' },
    swing: { type: 'string', default: '0.6' },
    crews: { type: 'string', default: '1' },
    visit: { type: 'string', default: '0' },
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
  costs: { failure: 12_000, service: 1_800, visit: Number(values.visit), lost_hour: 300 },
  hours: { failure: 24, service: 6 },
  crews: Number(values.crews),
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

/** One after the other. */
async function replayed(
  policy: MaintenancePolicy,
  fleets: readonly OutcomeInput[],
): Promise<RealisedCost[]> {
  const results: RealisedCost[] = []
  for (const input of fleets) results.push(await realisedCost(policy, input))
  return results
}

async function meanCost(
  policy: MaintenancePolicy,
  fleets: readonly OutcomeInput[],
): Promise<number> {
  return mean((await replayed(policy, fleets)).map(({ total }) => total))
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
/** The same engines in the same decks, whatever is said of them. */
const fleets = (lives: readonly Trajectory[], first: number, count: number): OutcomeInput[] =>
  Array.from({ length: count }, (_, i) => fleet(lives, first + i))
const tuningOf = (lives: readonly Trajectory[]): OutcomeInput[] =>
  fleets(lives, 100, Number(values['tuning-fleets']))
const heldOutOf = (lives: readonly Trajectory[]): OutcomeInput[] =>
  fleets(lives, 200, Number(values.fleets))
const tuningFleets = tuningOf(tuning!)
const heldOutFleets = heldOutOf(heldOut!)
const engineOf = new Map<Trajectory, Trajectory>()
const highs = await openHighs()
const meanLife = fitted.reduce((sum, { endCycle }) => sum + endCycle, 0) / fitted.length
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)
const stocked = (policies: readonly MaintenancePolicy[]): MaintenancePolicy[] =>
  policies.flatMap((policy) => [2, 4, 6].map((level) => withParts(policy, level)))
const product = outlookOnWear(terms, meanLife)
const families: readonly MaintenancePolicy[][] = [
  [{ ...plannedServices(highs, terms, product), name: 'plan of services, as in the product' }],
  stocked([runToFailure()]),
  stocked(numbers(6, 20).map(fixedInterval)),
  stocked(numbers(3, 16).map((n) => lifeThreshold(4 * n))),
  stocked(numbers(1, 12).map((n) => lifeThreshold(4 * n, 0.1))),
]
console.log(
  `${values.set}: fit on ${fitted.length}, tuned on ${tuning!.length}, held out ${heldOut!.length} engines`,
)
console.log(
  'policy\ttuned cost\theld-out cost\tleast and most of the fleets\tfailures\tservices\twasted\tplan less it, 90%\ts',
)
let plan: RealisedCost[] | undefined
for (const family of families) {
  const started = performance.now()
  const { policy, cost } = await cheapestPolicy(family, (one) => meanCost(one, tuningFleets))
  const results = await replayed(policy, heldOutFleets)
  plan ??= results
  report(policy.name, cost, results, started)
}
if (terms.costs.visit > 0) await reportUnaware()
await reportIndex()
await reportKnown()
const heldOutMean = mean(heldOut!.map(({ lifeCycles }) => lifeCycles))
console.log(
  `every failure foreseen: ${foreseenCostRate(terms, heldOutMean).toFixed(1)} at even load`,
)

function report(name: string, cost: number, results: RealisedCost[], started: number): void {
  const average = (of: (result: RealisedCost) => number): number =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length
  const totals = results.map(({ total }) => total)
  console.log(
    [
      name,
      cost.toFixed(1),
      average(({ total }) => total).toFixed(1),
      `${Math.min(...totals).toFixed(0)} to ${Math.max(...totals).toFixed(0)}`,
      average(({ failureCount }) => failureCount).toFixed(2),
      average(({ serviceCount }) => serviceCount).toFixed(1),
      average(({ wastedLife }) => wastedLife).toFixed(3),
      results === plan ? '' : intervalOf(results),
      ((performance.now() - started) / 1000).toFixed(0),
    ].join('\t'),
  )
}

/** Over engines, each counting once; as a share of the other's cost as well. */
function intervalOf(results: readonly RealisedCost[]): string {
  const { mean, low, high } = costDifference(renamed(plan!), renamed(results))
  const other = results.reduce((sum, { total }) => sum + total, 0) / results.length
  const share = (value: number): string => `${((100 * value) / other).toFixed(1)}%`
  return `${mean.toFixed(1)} (${low.toFixed(1)} to ${high.toFixed(1)}): ${share(mean)} (${share(low)} to ${share(high)})`
}

/** Costs by the engine itself, as each way of watching has trajectories of its own. */
function renamed(results: readonly RealisedCost[]): RealisedCost[] {
  return results.map((result) => ({
    ...result,
    lives: new Map([...result.lives].map(([life, cost]) => [engineOf.get(life) ?? life, cost])),
  }))
}

/** The plan as it is made where nobody says that visits cost something. */
async function reportUnaware(): Promise<void> {
  const started = performance.now()
  const unaware = { ...terms, costs: { ...terms.costs, visit: 0 } }
  const policy = plannedServices(highs, unaware, outlookOnWear(unaware, meanLife))
  const results = await replayed(policy, heldOutFleets)
  report(
    '(plan that knows nothing of visits)',
    await meanCost(policy, tuningFleets),
    results,
    started,
  )
}

/** Bounds, by which nothing is chosen: the plan told every true life, and the least cost whatever is known. */
async function reportKnown(): Promise<void> {
  const started = performance.now()
  const policy = plannedServices(highs, terms, { ...product, shownInTime: 0 })
  const [ofTuning, ofHeldOut] = [tuning!, heldOut!].map((lives) => {
    const known = knownLives(lives, terms.cycles_per_period)
    known.forEach((life, i) => engineOf.set(life, lives[i]!))
    return known
  })
  const results = await replayed(policy, heldOutOf(ofHeldOut!))
  report(
    '(plan told the true lives)',
    await meanCost(policy, tuningOf(ofTuning!)),
    results,
    started,
  )
  const [tuned, held] = [tuningFleets, heldOutFleets].map((inputs) => mean(inputs.map(leastCost)))
  console.log(`(bound: all lives known from the start)\t${tuned!.toFixed(1)}\t${held!.toFixed(1)}`)
}

/** The best limit that a plant without a model of lives can watch, chosen on the tuning engines. */
async function reportIndex(): Promise<void> {
  const started = performance.now()
  const conditions = fitConditions(fleetOf(fitted))
  // As a plant would that knows how its machines are driven.
  const plain = (engine: MachineHistory): MachineHistory => ({
    ...engine,
    channels: standardised(conditions, engine, [...sensors.keys()]).values,
  })
  const tuningEngines = engines.slice(fitCount, fitCount + tuneCount).map(plain)
  const far = 1000
  let best: { index: PlainIndex; policy: MaintenancePolicy; cost: number } | undefined
  const indices = plainIndices(fitted.map(plain), sensors)
  for (const index of indices) {
    const own = tuningOf(indexTrajectories(tuningEngines, index, terms.cycles_per_period, far))
    const limits = Array.from({ length: 24 }, (_, i) => 0.25 * (i + 1))
    const tried = await cheapestPolicy(
      limits.map((limit) => ({
        ...withParts(lifeThreshold(far - limit), 4),
        name: `${index.name}, limit ${limit}`,
      })),
      (policy) => meanCost(policy, own),
    )
    if (!best || tried.cost < best.cost) best = { index, ...tried }
  }
  const { index, policy, cost } = best!
  const lives = indexTrajectories(
    engines.slice(fitCount + tuneCount).map(plain),
    index,
    terms.cycles_per_period,
    far,
  )
  lives.forEach((life, i) => engineOf.set(life, heldOut![i]!))
  const results = await replayed(policy, heldOutOf(lives))
  report(`limit without a model: ${policy.name} (of ${indices.length})`, cost, results, started)
}

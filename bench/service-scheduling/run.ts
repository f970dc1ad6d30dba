// Service scheduling measured: npx tsx bench/service-scheduling/run.ts [machines] [periods] [scenarios]
// Five fleets by chance, as a plant would ask: from drawn lives to a schedule with its bound, in a worker
// thread. It stops at a proved gap of 0.1%, or after 60 s.

import { remainingLife } from '../../src/plant/maintenance/remaining-life.ts'
import { foreseenCostRate, type ServiceTerms } from '../../src/plant/maintenance/service-costs.ts'
import { serviceProblem } from '../../src/plant/maintenance/service-problem.ts'
import { createRandom, type Random } from '../../src/random.ts'
import { greedySchedule } from '../../src/solvers/service-scheduling/greedy.ts'
import { scheduleCost } from '../../src/solvers/service-scheduling/evaluate.ts'
import { solveServiceScheduling } from '../../src/solvers/service-scheduling/solve.ts'

const [machines = 50, periods = 26, scenarios = 200] = process.argv.slice(2).map(Number)
const meanLife = 200
const terms: ServiceTerms = {
  cycles_per_period: 10,
  costs: { failure: 12_000, service: 1_800, visit: 0, lost_hour: 300 },
  hours: { failure: 24, service: 6 },
  crews: Math.ceil((1.2 * machines * 10) / meanLife),
  parts: { stock: Math.ceil(machines / 10), lead_time: 3, cost: 400 },
  horizon: periods,
}

/** Lognormal lives around a mean that is anything up to a full life, as sure as sensors make it. */
function drawnLife(name: string, random: Random) {
  const middle = meanLife * (0.05 + 0.95 * random.uniform())
  const spread = 0.15 + 0.35 * random.uniform()
  const draws = Float64Array.from(
    { length: scenarios },
    () => middle * Math.exp(spread * random.normal()),
  )
  return remainingLife({ machine: name, cycle: 0, draws, fullLife: meanLife })
}

console.log(
  `${machines} machines, ${periods} periods, ${scenarios} scenarios, ${terms.crews} crews\n` +
    ['fleet', 'cost', 'bound', 'gap %', 'greedy', 'seconds'].join('\t'),
)
for (let seed = 1; seed <= 5; seed++) {
  const random = createRandom(seed)
  const loads = Array.from({ length: periods }, () => 0.4 + 1.2 * random.uniform())
  const lives = Array.from({ length: machines }, (_, m) => drawnLife(`machine-${m}`, random))
  const started = performance.now()
  const costRate = foreseenCostRate(terms, meanLife)
  const workshop = { waiting: 0, stock: terms.parts!.stock, arrivals: [] }
  const { problem } = serviceProblem(lives, terms, { loads, costRate }, workshop)
  const { cost, bound, gap } = await solveServiceScheduling(problem)
  const seconds = (performance.now() - started) / 1000
  const greedy = scheduleCost(problem, greedySchedule(problem))
  console.log(
    [
      seed,
      cost.toFixed(0),
      bound.toFixed(0),
      (100 * gap).toFixed(2),
      greedy.toFixed(0),
      seconds.toFixed(1),
    ].join('\t'),
  )
}

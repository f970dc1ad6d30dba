// Alerts on engines that they never saw: MILLRACE_DATA=... npx tsx bench/maintenance-alerts/run.ts [--set FD001] [--rate 1]
// Half of the engines set the limit, the other half are watched from their first cycle to their failure.

import { parseArgs } from 'node:util'
import { alertEpisodes, fitAlerts } from '../../src/plant/maintenance/alerts.ts'
import { createRandom } from '../../src/random.ts'
import { quantileOfSorted } from '../../src/statistics/quantile.ts'
import { fleetOf, readEngines } from '../maintenance-policies/engines.ts'

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'FD001' },
    rate: { type: 'string', default: '1' },
  },
})
const healthyShare = 0.4
const engines = createRandom(1).split('split').shuffle(readEngines(values.set))
const half = engines.length >> 1
const model = fitAlerts(fleetOf(engines.slice(0, half)), {
  falseAlarmRate: Number(values.rate),
  healthyShare,
})
const watched = engines.slice(half).map((engine) => {
  const episodes = alertEpisodes(model, engine)
  const healthyUntil = healthyShare * engine.endCycle
  const last = episodes.at(-1)
  return {
    healthyUntil,
    falseAlarms: episodes.filter(({ raisedAt }) => raisedAt <= healthyUntil).length,
    episodes: episodes.length,
    lead: last && last.clearedAt === null ? engine.endCycle - last.raisedAt : 0,
  }
})
const sum = (of: (engine: (typeof watched)[number]) => number): number =>
  watched.reduce((total, engine) => total + of(engine), 0)
const leads = Float64Array.from(watched, ({ lead }) => lead).sort()
const at = (level: number): string => quantileOfSorted(leads, level).toFixed(0)
const { rate, healthyCycles, alerts } = model.falseAlarms
console.log(
  `${values.set}: ${half} engines set the limit ${model.limit.toFixed(2)} (${alerts} alerts in ${healthyCycles} healthy cycles, ${rate} per 1,000 asked for)`,
)
console.log(
  `of ${watched.length} others: ${((1000 * sum(({ falseAlarms }) => falseAlarms)) / sum(({ healthyUntil }) => healthyUntil)).toFixed(2)} false alarms per 1,000 healthy cycles, ${watched.filter(({ lead }) => lead > 0).length} with an alert standing at their failure, raised ${at(0.1)} to ${at(0.9)} cycles before it (median ${at(0.5)}), ${(sum(({ episodes }) => episodes) / watched.length).toFixed(2)} alerts per life`,
)

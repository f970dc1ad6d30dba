// How long a loaded demand network takes to answer one series: `npx tsx bench/latency/run.ts`.
// From history to 100 joint paths of 13 steps, through the public forecaster, one series per call.

import { createCalendar } from '../../src/plant/demand/calendar.ts'
import { gan, histogram, vae, wassersteinGan } from '../../src/plant/demand/generative/families.ts'
import {
  generativeForecaster,
  loadGenerative,
  modelFiles,
} from '../../src/plant/demand/generative/forecaster.ts'
import { type Panel, selectSeries } from '../../src/plant/demand/series.ts'
import { createRandom } from '../../src/random.ts'

const options = { horizon: 13, sampleCount: 100, seed: 1 }
const calls = 300

/** Weekly histories of three years: levels, and counts that are mostly zero. */
function demand(isCount: boolean): Panel {
  const random = createRandom(isCount ? 'counts' : 'levels')
  const series = Array.from({ length: 20 }, (_, i) => ({
    id: `item ${i}`,
    start: 0,
    values: Float64Array.from({ length: 156 }, (_week, t) =>
      isCount
        ? Math.max(0, random.integer(9) - 5)
        : 100 + 20 * Math.sin((2 * Math.PI * t) / 52) + 5 * random.normal(),
    ),
    known: [],
    attributes: [],
  }))
  const calendar = createCalendar('week', 1, Date.UTC(2024, 0, 1))
  return { calendar, seasonLength: 52, knownNames: [], attributeNames: [], series }
}

for (const family of [histogram, vae, gan, wassersteinGan]) {
  for (const isCount of [false, true]) {
    const panel = demand(isCount)
    const trained = await generativeForecaster({ ...family, epochs: 1 }).fit(panel, options)
    const loaded = loadGenerative(modelFiles(trained))
    const one = selectSeries(panel, [3])
    const times: number[] = []
    for (let call = 0; call < calls + 20; call++) {
      const started = process.cpuUsage()
      await loaded.sample(one, options)
      const { user, system } = process.cpuUsage(started)
      if (call >= 20) times.push((user + system) / 1000)
    }
    times.sort((a, b) => a - b)
    const at = (share: number): string => times[Math.floor(share * calls)]!.toFixed(2)
    const kind = trained.trained[0]!.regime.name
    console.log(
      `${family.name.padEnd(16)} ${kind.padEnd(8)} median ${at(0.5)} ms, 90% ${at(0.9)} ms of processor time`,
    )
  }
}

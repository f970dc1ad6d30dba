// The usual rules that a plan is compared with: point forecasts with a normal safety stock.

import { historiesOf, type History } from '../demand/statistical/local.ts'
import { etsMethod } from '../demand/statistical/exponential-smoothing.ts'
import { rateOf } from '../demand/statistical/intermittent.ts'
import { seasonalNaiveMethod } from '../demand/statistical/naive.ts'
import type { Panel } from '../demand/series.ts'
import { standardDeviation } from '../../statistics/moments.ts'
import { normalQuantile } from '../../statistics/normal.ts'
import { orderUpTo, restingState, type PointForecast } from './order-up-to.ts'
import type { Rule } from './choice.ts'
import type { PlantState, ProductionRecords } from './records.ts'

type Forecast = (history: History, stepCount: number) => PointForecast

/** (a) seasonal naive and (b) SBA where demand is intermittent, ETS elsewhere; both fill up to a normal safety stock. */
export function usualRules(panel: Panel): readonly Rule[] {
  return [
    ruleOf('seasonal-naive', panel, seasonalNaiveForecast),
    ruleOf('sba-ets', panel, (history, stepCount) =>
      isIntermittent(history.values)
        ? sbaForecast(history, stepCount)
        : etsForecast(history, stepCount),
    ),
  ]
}

/** @param safetyFactor default: the normal quantile of each item's service level. */
export function ruleOf(
  name: string,
  panel: Panel,
  forecast: Forecast,
  safetyFactor?: number,
): Rule {
  const forecastsOf = forecastsFrom(panel, forecast)
  return {
    name,
    decide: (records, elapsed = 0) =>
      orderUpTo(records, forecastsOf(records, elapsed), safetyFactorsOf(records, safetyFactor)),
  }
}

/** Where the first rule rests: what a backtest starts from, for every contender alike. */
export function startingState(records: ProductionRecords, panel: Panel): PlantState {
  const forecastsOf = forecastsFrom(panel, seasonalNaiveForecast)
  return restingState(records, forecastsOf(records, 0), safetyFactorsOf(records))
}

/** Forecasts are made once per item, as far as they are needed; later ones are their ends. */
function forecastsFrom(
  panel: Panel,
  forecast: Forecast,
): (records: ProductionRecords, elapsed: number) => (PointForecast | undefined)[] {
  const histories = new Map(
    historiesOf(panel).flatMap((history) => (history ? [[history.id, history]] : [])),
  )
  const known = new Map<string, PointForecast>()
  return ({ items, steps, periodCount }, elapsed) =>
    items.map(({ item }) => {
      const history = histories.get(item.id)
      if (!history) return undefined
      const reach = steps.length + periodCount
      let whole = known.get(item.id)
      if (!whole || whole.mean.length < reach) {
        whole = forecast(history, reach)
        known.set(item.id, whole)
      }
      return { ...whole, mean: whole.mean.subarray(elapsed, elapsed + steps.length) }
    })
}

function safetyFactorsOf({ items }: ProductionRecords, factor?: number): number[] {
  return items.map(({ item }) => factor ?? normalQuantile(item.serviceLevel))
}

export function seasonalNaiveForecast(history: History, stepCount: number): PointForecast {
  const { values, seasonLength } = history
  const mean = new Float64Array(stepCount)
  seasonalNaiveMethod.forecast(history, null, values.length, stepCount, mean)
  const season = values.length > seasonLength ? seasonLength : 1
  const errors = values.subarray(season).map((value, i) => value - values[i]!)
  return { mean, deviation: rootMeanSquare(errors) }
}

/** Smoothing constant 0.1, the usual one for slow demand (Syntetos & Boylan 2005). */
const sbaSmoothing = { alpha: 0.1, beta: 0.1 }

export function sbaForecast({ values }: History, stepCount: number): PointForecast {
  const { probability, size } = rateOf('sba', values, sbaSmoothing)
  return {
    mean: new Float64Array(stepCount).fill(probability * size),
    deviation: deviationOf(values),
  }
}

export function etsForecast(history: History, stepCount: number): PointForecast {
  const { values } = history
  const parameters = etsMethod.fit(history)
  const first = Math.min(values.length, Math.max(4, history.seasonLength + 1))
  const fitted = new Float64Array(values.length - first + 1)
  etsMethod.forecast(history, parameters, first, 1, fitted)
  const errors = values.subarray(first).map((value, i) => value - fitted[i]!)
  const mean = new Float64Array(stepCount)
  etsMethod.forecast(history, parameters, values.length, stepCount, mean)
  const deviation = errors.length > 0 ? rootMeanSquare(errors) : deviationOf(values)
  return { mean: mean.map((value) => Math.max(0, value)), deviation }
}

/** Average interval between demands above 1.32 steps (Syntetos, Boylan & Croston 2005, doi:10.1057/palgrave.jors.2601841). */
function isIntermittent(values: Float64Array): boolean {
  const count = values.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0)
  return count === 0 || values.length / count > 1.32
}

function rootMeanSquare(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value * value
  return values.length > 0 ? Math.sqrt(sum / values.length) : 0
}

function deviationOf(values: Float64Array): number {
  return values.length > 1 ? standardDeviation(values) : 0
}

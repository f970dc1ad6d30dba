// Seasonal naive: the forecast of a step is the last value seen at its place in the season.

import { pointForecaster, type PointMethod } from './residual-bootstrap.ts'

export const seasonalNaiveMethod: PointMethod<null> = {
  name: 'seasonal-naive',
  fit: () => null,
  forecast({ values, seasonLength }, _parameters, firstOrigin, horizon, forecasts) {
    for (let origin = firstOrigin; origin <= values.length; origin++) {
      // A history shorter than a season repeats what there is of it.
      const period = Math.min(seasonLength, origin)
      for (let step = 0; step < horizon; step++) {
        forecasts[(origin - firstOrigin) * horizon + step] =
          values[origin - period + (step % period)]!
      }
    }
  },
}

export const seasonalNaive = pointForecaster(seasonalNaiveMethod)

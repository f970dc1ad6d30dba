// Bootstrap of a discounted history with an uncertain level: each step of a path repeats a past value, the
// newer the likelier, and all steps of a path are scaled by one draw of how wrong the level may be. The
// discount forgets slowly and the level is uncertain for the whole path, so that demand over a long lead
// time spreads as wide as it really does (a geometric bootstrap, Willemain, Smart & Schwarz 2004,
// doi:10.1016/S0169-2070(03)00013-X, with a gamma mixed level as in Snyder, Ord & Beaumont 2012).

import type { Random } from '../../../random.ts'
import { localForecaster, type LocalMethod } from './local.ts'

export interface DiscountedOptions {
  /** Weight of a value relative to the next newer one. */
  readonly discount: number
  /** Coefficient of variation of the level of a path. */
  readonly levelDeviation: number
}

export function discountedMethod({
  discount,
  levelDeviation,
}: DiscountedOptions): LocalMethod<null, null> {
  return {
    name: 'discounted',
    fit: () => null,
    pool: () => null,
    sample({ values, domain }, _parameters, _pool, horizon, random, paths) {
      // A draw of the age is geometric, cut to the length of the history.
      const reach = 1 - discount ** values.length
      const logDiscount = Math.log(discount)
      const last = values.length - 1
      for (let start = 0; start < paths.length; start += horizon) {
        const level = levelDeviation > 0 ? gamma(random, 1 / levelDeviation ** 2) : 1
        for (let step = start; step < start + horizon; step++) {
          const age = Math.floor(Math.log1p(-random.uniform() * reach) / logDiscount)
          const drawn = level * values[Math.max(0, last - age)]!
          // Rounded up or down by chance, so that scaled whole sizes keep their mean.
          paths[step] = domain.isInteger ? Math.floor(drawn + random.uniform()) : drawn
        }
      }
    },
  }
}

/** Half of the weight lies on the last 34 steps; the level is known to within about half. */
export const discounted = localForecaster(discountedMethod({ discount: 0.98, levelDeviation: 0.5 }))

/** Gamma with that shape and mean 1 (Marsaglia & Tsang 2000, doi:10.1145/358407.358414). */
function gamma(random: Random, shape: number): number {
  if (shape < 1) {
    return ((shape + 1) / shape) * gamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape)
  }
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.normal()
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return (d * v) / shape
    }
  }
}

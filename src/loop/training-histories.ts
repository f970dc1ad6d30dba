// How the generative forecasters learned, as the report shows it.

import type { FittedForecaster } from '../plant/demand/forecaster.ts'
import type { GenerativeFit } from '../plant/demand/generative/forecaster.ts'
import type { TrainedRegime } from '../plant/demand/generative/trained-regime.ts'
import type { TrainingHistory } from './report/content.ts'

/** One history per network; none for what is not trained by gradient steps. */
export function trainingHistoriesOf(fits: readonly FittedForecaster[]): TrainingHistory[] {
  return fits.filter(isGenerative).flatMap(({ name, trained }) =>
    trained.map((one) => ({
      model: trained.length > 1 ? `${name}, ${one.regime.name}` : name,
      curves: curvesOf(one),
      bestEpoch: one.bestEpoch,
    })),
  )
}

/** A curve per phase of a step (generator, discriminator) and per metric of what was held out. */
function curvesOf({ history }: TrainedRegime): TrainingHistory['curves'] {
  const [first] = history
  if (!first) return []
  // `phase/metric` is a remark on a loss, not a loss.
  const phases = Object.keys(first.losses).filter((name) => !name.includes('/'))
  return [
    ...phases.map((name) => ({
      name: phases.length > 1 ? name : 'training',
      points: history.map(({ epoch, losses }) => ({ epoch, loss: losses[name]! })),
    })),
    ...Object.keys(first.validation).map((name) => ({
      name: `validation: ${name}`,
      points: history.map(({ epoch, validation }) => ({ epoch, loss: validation[name]! })),
    })),
  ]
}

function isGenerative(fitted: FittedForecaster): fitted is GenerativeFit {
  return 'trained' in fitted
}

// A forecaster from a generative family: one network for all series of a kind, trained on windows of
// their histories, whose samples are joint paths of the horizon.

import { MillraceError, throwIfCancelled } from '../../../errors.ts'
import { windowCodec } from '../../../generative/encoding/window.ts'
import type { Codec } from '../../../generative/encoding/codec.ts'
import type { GenerativeModel } from '../../../generative/family.ts'
import { encodeSampler } from '../../../generative/sampler.ts'
import { createSamplerPool } from '../../../generative/sampler-pool.ts'
import { fit } from '../../../learning/training/fit.ts'
import { progressWithin } from '../../../progress.ts'
import { createRandom } from '../../../random.ts'
import {
  emptyScenarios,
  type FittedForecaster,
  type FitOptions,
  type Forecaster,
} from '../forecaster.ts'
import { likeItemsSampler } from '../cold-start/like-items.ts'
import { domainOf, type Panel, selectSeries } from '../series.ts'
import { fitDomain } from '../statistical/local.ts'
import { attributeWidth, fitCovariates } from './covariates.ts'
import { intermittentRegime, isIntermittent, levelRegime, type Regime } from './regime.ts'
import { readTrainedRegime, regimeMetadata, type TrainedRegime } from './trained-regime.ts'
import { samplerRows, trainingRows, windowPlaces } from './window-rows.ts'

/** How a family is used for demand. */
export interface DemandFamily {
  readonly name: string
  /** Validation metric that says when to stop. */
  readonly metric: string
  readonly averageDecay?: number
  /** Most epochs, each of `iterationsPerEpoch` steps, and how many without progress are waited for. */
  readonly epochs: number
  readonly patience: number
  /** Whether it is trained again with the held-out steps, for as long as was best without them. */
  readonly trainsAgain: boolean
  /** The regime as the family wants it; by default as it is. */
  regime?(regime: Regime): Regime
  model(codec: Codec, regime: Regime, batchSize: number): GenerativeModel
}

export interface GenerativeForecaster extends Forecaster {
  fit(panel: Panel, options: FitOptions): Promise<GenerativeFit>
}

export interface GenerativeFit extends FittedForecaster {
  readonly trained: readonly TrainedRegime[]
}

const iterationsPerEpoch = 40
/** Windows below which a network has nothing to generalise from. */
const fewestWindows = 16
const windowsPerSeries = 260

/** A fitted forecaster is a value; which of its networks are open is nobody's business but this. */
const samplers = createSamplerPool(4)

/**
 * Fitting ends in `unsupported` where the panel has too few windows of history and future to learn from.
 */
export function generativeForecaster(family: DemandFamily): GenerativeForecaster {
  return {
    name: family.name,
    async fit(panel, options) {
      throwIfCancelled(options.signal)
      const groups = groupsOf(panel)
      const trained: TrainedRegime[] = []
      for (const [i, { regime, positions }] of groups.entries()) {
        const onProgress = progressWithin(
          options.onProgress,
          i / groups.length,
          (i + 1) / groups.length,
        )
        const result = await trainRegime(
          family,
          selectSeries(panel, positions),
          family.regime?.(regime) ?? regime,
          { ...options, onProgress },
        )
        if (result) trained.push(result)
      }
      if (trained.length === 0) {
        throw new MillraceError(
          'unsupported',
          `${family.name}: too little history to train on, expected at least ${fewestWindows} windows of history and future`,
          { hint: 'The statistical forecasters need no training.' },
        )
      }
      return fittedGenerative(family.name, trained)
    },
  }
}

interface Group {
  readonly regime: Regime
  readonly positions: readonly number[]
}

/** Series that share a network; a kind too rare for one of its own goes with the other. */
function groupsOf(panel: Panel): Group[] {
  const all = panel.series.map((_, i) => i)
  const rare = all.filter((i) => isIntermittent(panel.series[i]!))
  const isRareFew = rare.length < 0.1 * all.length && rare.length < 50
  const isLevelFew = all.length - rare.length < 0.1 * all.length && all.length - rare.length < 50
  const intermittent = isRareFew ? [] : isLevelFew ? all : rare
  const level = all.filter((i) => !intermittent.includes(i))
  const pick = (positions: readonly number[]) => positions.map((i) => panel.series[i]!)
  return [
    ...(level.length > 0 ? [{ regime: levelRegime(pick(level)), positions: level }] : []),
    ...(intermittent.length > 0
      ? [{ regime: intermittentRegime(pick(intermittent)), positions: intermittent }]
      : []),
  ]
}

async function trainRegime(
  family: DemandFamily,
  panel: Panel,
  regime: Regime,
  { horizon, seed, onProgress, signal }: FitOptions,
): Promise<TrainedRegime | undefined> {
  const encoding = fitCovariates(panel)
  const lengths = { contextLength: contextLengthOf(panel, horizon), horizon }
  const place = {
    limit: windowsPerSeries,
    minimumHistory: Math.min(6, lengths.contextLength),
    allowsPartial: true,
  }
  const early = windowPlaces(panel.series, horizon, place, horizon)
  const all = windowPlaces(panel.series, horizon, place)
  const held = windowPlaces(panel.series, horizon, { ...place, limit: 1, allowsPartial: false })
  if (early.length < fewestWindows || held.length === 0) return undefined
  const batchSize = Math.min(512, 2 ** Math.floor(Math.log2(early.length)))
  const codec = windowCodec({
    ...lengths,
    calendarCount: encoding.calendarCount,
    knownCount: encoding.known.length,
    attributeCount: attributeWidth(encoding),
    normalisation: regime.normalisation,
    transform: regime.transform,
    typical: regime.typical,
  })
  const model = family.model(codec, regime, batchSize)
  const common = { seed, signal, iterationsPerEpoch, averageDecay: family.averageDecay }
  const stage = `train ${family.name}`
  const search = await fit(model.program, trainingRows(panel, early, encoding, lengths, horizon), {
    ...common,
    stage,
    epochs: family.epochs,
    validation: trainingRows(panel, held, encoding, lengths),
    earlyStopping: { metric: family.metric, patience: family.patience },
    onProgress: progressWithin(onProgress, 0, family.trainsAgain ? 0.5 : 1),
  })
  if (search.status !== 'trained') return undefined
  const final = family.trainsAgain
    ? await fit(model.program, trainingRows(panel, all, encoding, lengths), {
        ...common,
        stage,
        epochs: search.bestEpoch,
        onProgress: progressWithin(onProgress, 0.5, 1),
      })
    : search
  if (final.status !== 'trained') return undefined
  const { history, bestEpoch } = search
  const description = { name: family.name, ...lengths, regime, encoding, history, bestEpoch }
  const metadata = regimeMetadata(description)
  return { ...description, sampler: encodeSampler(model, codec, final.parameters, { metadata }) }
}

/** A season and a horizon back, so that last year's season can be seen; less where histories are short. */
function contextLengthOf({ series, seasonLength }: Panel, horizon: number): number {
  const lengths = series.map(({ values }) => values.length).sort((a, b) => a - b)
  const typical = lengths[Math.floor(lengths.length / 2)] ?? 1
  const wanted = Math.max(
    2 * horizon,
    Math.min(seasonLength + horizon, 128),
    5 * Math.min(horizon, 13),
  )
  return Math.max(1, Math.min(wanted, typical - 1))
}

/** Content by file name: `level.onnx`, `counts.onnx`. */
export function modelFiles({ trained }: GenerativeFit): Map<string, Uint8Array> {
  return new Map(trained.map(({ regime, sampler }) => [`${regime.name}.onnx`, sampler]))
}

/** The forecaster from its files. @throws MillraceError as `readTrainedRegime`. */
export function loadGenerative(files: ReadonlyMap<string, Uint8Array>): GenerativeFit {
  const trained = [...files].map(([fileName, content]) => readTrainedRegime(fileName, content))
  if (!trained[0]) throw new MillraceError('bad-input', 'model: no files, expected at least one')
  return fittedGenerative(trained[0].name, trained)
}

function fittedGenerative(name: string, trained: readonly TrainedRegime[]): GenerativeFit {
  return {
    name,
    trained,
    async sample(panel, options) {
      const { horizon, sampleCount, seed, signal } = options
      const scenarios = emptyScenarios(panel, name, options)
      const random = createRandom(seed)
      const size = sampleCount * horizon
      const fillNew = likeItemsSampler(panel, undefined)
      for (const one of trained) {
        throwIfCancelled(signal)
        const positions = panel.series.flatMap((series, i) =>
          regimeOf(trained, isIntermittent(series)) === one ? [i] : [],
        )
        const part = selectSeries(panel, positions)
        const randoms = part.series.map(({ id }) => random.split(name, id))
        const rows = samplerRows(part, one.encoding, one)
        const drawn = await samplers.use(one.sampler, (sampler) =>
          sampler.draw(rows, sampleCount, randoms),
        )
        for (const [row, position] of positions.entries()) {
          const paths = scenarios.values.subarray(position * size, (position + 1) * size)
          const { values } = panel.series[position]!
          if (values.every((value) => Number.isNaN(value))) {
            fillNew(
              position,
              horizon,
              random.split('like-items', panel.series[position]!.id),
              paths,
            )
            continue
          }
          if (values.every((value) => value === 0)) continue
          for (let sample = 0; sample < sampleCount; sample++) {
            for (let step = 0; step < horizon; step++) {
              paths[sample * horizon + step] =
                drawn[(row * sampleCount + sample) * one.horizon + step]!
            }
          }
          fitDomain(paths, domainOf(values))
        }
      }
      return scenarios
    },
  }
}

/** The network for a kind of series, or the other one where there is but one. */
function regimeOf(trained: readonly TrainedRegime[], isIntermittentSeries: boolean): TrainedRegime {
  const match = trained.find(({ regime }) => (regime.name === 'level') !== isIntermittentSeries)
  return match ?? trained[0]!
}

// Forecasts of an item in its first steps, or before them: its level is drawn from what the levels of items
// like it say, and from its own demand as far as there is some; its ups and downs are pieces of the histories of
// those items, the more alike and the nearer in level the likelier, scaled to the drawn level.

import { createPause } from '../../../progress.ts'
import { createRandom, type Random } from '../../../random.ts'
import { emptyScenarios, type Forecaster } from '../forecaster.ts'
import { shortHistory } from '../segment.ts'
import { domainOf, type Panel } from '../series.ts'
import { stratifiedUniforms } from '../statistical/draws.ts'
import { fillGaps } from '../statistical/gaps.ts'
import {
  applyEffects,
  fitKnownEffects,
  type KnownEffects,
  withoutEffects,
} from '../statistical/known-effects.ts'
import {
  fitTaylorLaw,
  levelAfter,
  levelQuantile,
  type TaylorLaw,
  varianceAt,
} from './first-steps.ts'
import { levelPrior, type KnownLevel, type LevelPrior, type LogLevel } from './level-prior.ts'
import { traitsOf } from './traits.ts'

/** What a planner states holds within about half as much again, two times in three. */
const statedDeviation = 0.5
/** Values of a history from which its own pieces are as likely as those of others. */
const ownPieces = 12
/** Pieces come from items whose log level is this near, or less likely from others. */
const levelNearness = 0.7
const mostNeighbours = 100

/** An item with enough history to tell what others may sell. */
interface Donor extends KnownLevel {
  readonly id: string
  /** Its latest values, without effects of covariates known in advance. */
  readonly values: Float64Array
  /** Index on the calendar of the first of them. */
  readonly start: number
  readonly mean: number
}

interface Crowd {
  readonly donors: readonly Donor[]
  readonly prior: LevelPrior
  readonly law: TaylorLaw
  /** Positions of short histories, and which target of the prior they are. */
  readonly targets: ReadonlyMap<number, number>
  readonly isInteger: boolean
}

export const likeItems: Forecaster = {
  name: 'like-items',
  async fit(learnt, work) {
    await createPause(work)('fit like-items')
    const effects = fitKnownEffects(learnt)
    return {
      name: 'like-items',
      async sample(panel, options) {
        const { horizon, sampleCount, seed } = options
        const pause = createPause(options)
        const fill = likeItemsSampler(panel, effects)
        const scenarios = emptyScenarios(panel, 'like-items', options)
        const random = createRandom(seed)
        const size = sampleCount * horizon
        for (const [position, { id }] of panel.series.entries()) {
          await pause('sample like-items', position / panel.series.length)
          const paths = scenarios.values.subarray(position * size, (position + 1) * size)
          fill(position, horizon, random.split('like-items', id), paths)
        }
        return scenarios
      },
    }
  },
}

/** Fills the paths of the series at a position, shape [sampleCount, horizon]; with zeros where no item has a history. */
export type LikeItemsSampler = (
  position: number,
  horizon: number,
  random: Random,
  paths: Float64Array,
) => void

/** What the items have in common is looked at when the first short history is asked for. */
export function likeItemsSampler(
  panel: Panel,
  effects: KnownEffects | undefined,
): LikeItemsSampler {
  let crowd: Crowd | undefined
  return (position, horizon, random, paths) => {
    crowd ??= crowdOf(panel, effects)
    samplePaths(panel, position, crowd, effects, horizon, random, paths)
  }
}

/** What is said of the level of an item, for a report: the middle and the tenths of what it may be. */
export interface ExpectedLevel {
  readonly id: string
  readonly median: number
  readonly low: number
  readonly high: number
  /** The items most like it, nearest first. */
  readonly like: readonly string[]
  readonly source: 'stated' | 'like' | 'items'
}

/** For each series without any history. */
export function expectedLevels(panel: Panel): ExpectedLevel[] {
  const positions = panel.series.flatMap(({ values }, i) =>
    values.every((value) => Number.isNaN(value)) ? [i] : [],
  )
  if (positions.length === 0) return []
  const crowd = crowdOf(panel, undefined)
  return positions.map((position): ExpectedLevel => {
    const { id } = panel.series[position]!
    const target = crowd.targets.get(position)!
    const { source, ...level } = startOf(panel, position, crowd)
    const distribution = levelAfter(level, new Float64Array(0), crowd.law)
    const like = crowd.donors
      .map((donor, i) => ({ id: donor.id, weight: crowd.prior.likeness(target, i) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 3)
      .map((one) => one.id)
    const stated = traitsOf(panel, panel.series[position]!).like
    return {
      id,
      median: levelQuantile(distribution, 0.5),
      low: levelQuantile(distribution, 0.1),
      high: levelQuantile(distribution, 0.9),
      like: source === 'like' && stated !== undefined ? [stated] : like,
      source,
    }
  })
}

function crowdOf(panel: Panel, effects: KnownEffects | undefined): Crowd {
  const short = panel.series.flatMap((series, i) => (isShort(series.values) ? [i] : []))
  const smallest = smallestDemand(panel)
  const enough = panel.series.some(({ values }) => !isShort(values)) ? shortHistory : 1
  const histories = panel.series.flatMap((series) => {
    const plain = effects ? withoutEffects(series, effects).values : series.values
    const whole = fillGaps(plain, panel.seasonLength)
    if (whole.length < enough) return []
    // The latest two seasons, so that an old level does not speak for the present one.
    const values = whole.subarray(-Math.max(26, 2 * panel.seasonLength))
    const recent = whole.subarray(-Math.max(13, panel.seasonLength))
    const level = Math.max(momentsOf(recent).mean, (0.5 * smallest) / recent.length)
    return [{ series, values, level, steps: recent.length, ...momentsOf(values) }]
  })
  const law = fitTaylorLaw(histories)
  const donors = histories.map(({ series, values, level, steps, mean }): Donor => ({
    id: series.id,
    traits: traitsOf(panel, series),
    logLevel: Math.log(level),
    // Of demand at that level, because that of the history itself is 0 where nothing was sold.
    variance: 1 / (1 + (steps * level * level) / varianceAt(level, law)),
    values,
    start: series.start + series.values.length - values.length,
    mean,
  }))
  const kinds = panel.series
    .filter(({ values }) => values.length > 0)
    .map((s) => domainOf(s.values))
  return {
    donors,
    prior: levelPrior(
      donors,
      short.map((position) => traitsOf(panel, panel.series[position]!)),
    ),
    targets: new Map(short.map((position, target) => [position, target])),
    law,
    isInteger: kinds.every(({ isInteger }) => isInteger),
  }
}

/** What is expected of an item before its first step: by the planner, else by the items like it. */
function startOf(
  panel: Panel,
  position: number,
  { donors, prior, targets }: Crowd,
): LogLevel & Pick<ExpectedLevel, 'source'> {
  const { expected, like } = traitsOf(panel, panel.series[position]!)
  const deviation = statedDeviation
  if (expected !== undefined && expected > 0) {
    return {
      mean: Math.log(expected) - deviation ** 2 / 2,
      deviation,
      residuals: [],
      source: 'stated',
    }
  }
  const model = donors.find(({ id }) => id === like)
  if (model) return { mean: model.logLevel, deviation, residuals: [], source: 'like' }
  return { ...prior.level(targets.get(position)!), source: 'items' }
}

function samplePaths(
  panel: Panel,
  position: number,
  crowd: Crowd,
  effects: KnownEffects | undefined,
  horizon: number,
  random: Random,
  paths: Float64Array,
): void {
  const { donors, law, isInteger } = crowd
  const series = panel.series[position]!
  const plain = effects ? withoutEffects(series, effects).values : series.values
  const own = fillGaps(plain, panel.seasonLength)
  const target = crowd.targets.get(position)
  if (donors.length === 0) {
    paths.fill(0)
    return
  }
  const recent = own.subarray(-Math.max(13, panel.seasonLength))
  // A history that is not short is expected to sell as it did.
  const start =
    target === undefined
      ? { mean: Math.log(Math.max(1e-9, momentsOf(recent).mean)), deviation: 0.3, residuals: [] }
      : startOf(panel, position, crowd)
  const distribution = levelAfter(start, recent, law)
  const near = target === undefined ? [] : neighbours(crowd, series.id, target)
  const ownShare = target === undefined ? 1 : own.length / (own.length + ownPieces)
  const ownMean = momentsOf(own).mean
  const count = paths.length / horizon
  const first = series.start + series.values.length
  const draws = stratifiedUniforms(random, count)
  for (let i = 0; i < count; i++) {
    const level = levelQuantile(distribution, draws[i]!)
    const path = paths.subarray(i * horizon, (i + 1) * horizon)
    const isOwn = (ownMean > 0 || target === undefined) && random.uniform() < ownShare
    const donor = isOwn ? undefined : drawDonor(near, Math.log(level), random)
    if (donor) {
      const offset = offsetIn(donor, first, horizon, panel.seasonLength, random)
      copyPiece(donor.values, offset, level / donor.mean, path)
    } else if (ownMean > 0) {
      copyPiece(own, random.integer(own.length), level / ownMean, path)
    } else path.fill(0)
  }
  if (effects) applyEffects(series, effects, horizon, paths)
  // Rounded up or down by chance, so that scaled whole sizes keep their mean.
  if (own.length > 0 ? domainOf(series.values).isInteger : isInteger) {
    for (let i = 0; i < paths.length; i++) paths[i] = Math.floor(paths[i]! + random.uniform())
  }
}

interface Neighbour {
  readonly donor: Donor
  readonly closeness: number
}

/** The items from which pieces are taken: the most alike, and some of all, so that every level has its own. */
function neighbours({ donors, prior }: Crowd, id: string, target: number): Neighbour[] {
  const every = Math.ceil(donors.length / mostNeighbours)
  return donors
    .flatMap((donor, i) => {
      if (donor.mean === 0 || donor.id === id) return []
      return [{ donor, i, closeness: (0.02 + prior.likeness(target, i)) ** 4 }]
    })
    .sort((a, b) => b.closeness - a.closeness)
    .filter(({ i }, rank) => rank < mostNeighbours || i % every === 0)
}

function nearness(distance: number): number {
  return 1e-3 + Math.exp(-0.5 * (distance / levelNearness) ** 2)
}

function drawDonor(
  near: readonly Neighbour[],
  logLevel: number,
  random: Random,
): Donor | undefined {
  const weights = near.map(
    ({ donor, closeness }) => closeness * nearness(donor.logLevel - logLevel),
  )
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
  return near[weights.findIndex((weight) => (left -= weight) < 0)]?.donor
}

/** At the same place in the season where the history reaches, give or take a step or two. */
function offsetIn(
  { values, start }: Donor,
  first: number,
  horizon: number,
  seasonLength: number,
  random: Random,
): number {
  const room = Math.max(1, values.length - horizon + 1)
  if (seasonLength === 1 || room <= seasonLength) return random.integer(room)
  const phase = (((first - start) % seasonLength) + seasonLength) % seasonLength
  const seasons = Math.floor((room - 1 - phase) / seasonLength) + 1
  const jitter = random.integer(3) - 1
  const offset = phase + seasonLength * random.integer(Math.max(1, seasons)) + jitter
  return Math.min(room - 1, Math.max(0, offset))
}

function copyPiece(values: Float64Array, offset: number, scale: number, path: Float64Array): void {
  for (let step = 0; step < path.length; step++) {
    path[step] = scale * Math.max(0, values[(offset + step) % values.length]!)
  }
}

function momentsOf(values: Float64Array): { mean: number; variance: number } {
  if (values.length === 0) return { mean: 0, variance: 0 }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, variance: squares / Math.max(1, values.length - 1) }
}

/** As `segmentOf` has it, or without any value. */
function isShort(values: Float64Array): boolean {
  let count = 0
  for (const value of values) if (!Number.isNaN(value)) count++
  return count < shortHistory
}

function smallestDemand(panel: Panel): number {
  let least = Number.POSITIVE_INFINITY
  for (const { values } of panel.series) {
    for (const value of values) if (value > 0 && value < least) least = value
  }
  return Number.isFinite(least) ? least : 1
}

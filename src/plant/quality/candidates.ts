// The ways to predict an outcome that are tried. Which of them predicts is decided on held-out records.

import type { AlignedColumn } from '../../data/table/aligned-columns.ts'
import { blended, openBlend } from '../../generative/predictors/blend.ts'
import type { BoostingOptions } from '../../generative/predictors/boosted-trees.ts'
import type { Link } from '../../generative/predictors/link.ts'
import type { LinearOptions } from '../../generative/predictors/logistic-regression.ts'
import type { ForestOptions } from '../../generative/predictors/random-forest.ts'
import type { Recipe } from '../../generative/predictors/recipe.ts'
import { threadFit, type ThreadFit } from '../../generative/predictors/thread-fit.ts'

export type OutcomeTask = 'failure' | 'value'

export interface Candidates {
  readonly link: Link
  /** Fitted one by one. */
  readonly single: ReadonlyMap<string, ThreadFit>
  /** Means of single ones, by their names. */
  readonly blends: ReadonlyMap<string, readonly string[]>
}

export interface CandidateOptions {
  readonly seed: number | string
  /** Share of the trees of a forest: less is quicker and rougher. Default 1. */
  readonly size?: number
}

/** Columns above which every model is of the kind that bears many weak columns. */
const manyColumns = 40
/** Numbers up to which pairs of them are tried: their features grow with the square. */
const mostPaired = 10

export function candidatesFor(
  columns: readonly AlignedColumn[],
  task: OutcomeTask,
  { seed, size = 1 }: CandidateOptions,
): Candidates {
  const linear = (options: LinearOptions): Recipe => ({
    kind: task === 'failure' ? 'logistic-regression' : 'ridge-regression',
    options,
  })
  const randomForest = (options: ForestOptions): Recipe => ({ kind: 'random-forest', options })
  const trees = Math.max(20, Math.round(200 * size))
  const isWide = columns.length > manyColumns
  const numbers = columns.filter(({ kind }) => kind === 'number').length
  const gentle: BoostingOptions = isWide
    ? { trees: 100, rate: 0.03, maximumLeaves: 4, penalty: 10, bins: 64 }
    : { trees: 200, rate: 0.05, maximumLeaves: 16, minimumLeafRows: 5, penalty: 1, bins: 64 }
  const boosted: Recipe = {
    kind: task === 'failure' ? 'boosted-classifier' : 'boosted-regression',
    options: gentle,
  }
  const single = new Map<string, Recipe>([
    [
      task === 'failure' ? 'logistic regression' : 'ridge regression',
      linear({ penalty: isWide ? 1000 : 1 }),
    ],
    ['boosted trees', boosted],
  ])
  const blends = new Map<string, string[]>()
  if (isWide) {
    const columnsPerSplit = Math.round(columns.length / 6)
    const forest = { seed, columnsPerSplit, bins: 64 }
    single.set('wide random forest', randomForest({ ...forest, trees }))
    blends.set('boosted trees and wide random forest', ['boosted trees', 'wide random forest'])
    if (task === 'failure') {
      // Its trees are of few rows: twice as many cost less than those of the other forest.
      const balanced = { ...forest, isBalanced: true, trees: 2 * trees, minimumLeafRows: 2 }
      single.set('balanced random forest', randomForest(balanced))
      blends.set('wide forests', ['wide random forest', 'balanced random forest'])
      blends.set('boosted trees and wide forests', [
        'boosted trees',
        'wide random forest',
        'balanced random forest',
      ])
    }
  } else {
    single.set('random forest', randomForest({ trees, seed }))
    blends.set('boosted trees and random forest', ['boosted trees', 'random forest'])
  }
  if (!isWide && numbers >= 2 && numbers <= mostPaired) {
    const features = columns.length + (3 * numbers * (numbers - 1)) / 2
    const columnsPerSplit = Math.max(1, Math.round(features / 3))
    const forest = randomForest({ trees, seed, minimumLeafRows: 2, columnsPerSplit })
    single.set('response surface', { kind: 'surface', inner: linear({ penalty: 1 }) })
    single.set('boosted trees of pairs', { kind: 'pairs', inner: boosted })
    single.set('random forest of pairs', { kind: 'pairs', inner: forest })
    blends.set('trees of pairs', ['boosted trees of pairs', 'random forest of pairs'])
  }
  const threaded = new Map([...single].map(([name, recipe]) => [name, threadFit(recipe)]))
  return { link: task === 'failure' ? 'sigmoid' : 'identity', single: threaded, blends }
}

/** Whether the candidate of that name goes on in a line or a parabola where there are no records. */
export function goesOn(name: string): boolean {
  return name.endsWith('regression') || name === 'response surface'
}

/** The fit of that name, single or blended. */
export function fitNamed({ link, single, blends }: Candidates, name: string): ThreadFit {
  const parts = blends.get(name)
  if (!parts) return single.get(name)!
  return async (columns, target, work) => {
    const fitted = parts.map((part) => single.get(part)!(columns, target, work))
    return openBlend(link, await Promise.all(fitted))
  }
}

/** The predictions of all candidates from those of single ones; of a blend, where all of its parts are there. */
export function withBlends(
  { link, blends }: Candidates,
  predictions: ReadonlyMap<string, Float64Array>,
): Map<string, Float64Array> {
  const all = new Map(predictions)
  for (const [name, parts] of blends) {
    if (!parts.every((part) => predictions.has(part))) continue
    all.set(
      name,
      blended(
        link,
        parts.map((part) => predictions.get(part)!),
      ),
    )
  }
  return all
}

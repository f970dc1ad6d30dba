// What is to be fitted, as plain data, so that it can be sent to a thread.

import {
  boostedTreesClassifier,
  boostedTreesRegression,
  type BoostingOptions,
} from './boosted-trees.ts'
import { type LinearOptions, logisticRegression, ridgeRegression } from './logistic-regression.ts'
import { withPairs } from './number-pairs.ts'
import type { Fit } from './predictor.ts'
import { type ForestOptions, randomForest } from './random-forest.ts'
import { withSurface } from './response-surface.ts'

export type Recipe =
  | { readonly kind: 'logistic-regression' | 'ridge-regression'; readonly options: LinearOptions }
  | { readonly kind: 'boosted-classifier'; readonly options: BoostingOptions }
  | { readonly kind: 'boosted-regression'; readonly options: BoostingOptions }
  | { readonly kind: 'random-forest'; readonly options: ForestOptions }
  | { readonly kind: 'pairs'; readonly inner: Recipe }
  | { readonly kind: 'surface'; readonly inner: Recipe }

export function fitOf(recipe: Recipe): Fit {
  switch (recipe.kind) {
    case 'logistic-regression':
      return logisticRegression(recipe.options)
    case 'ridge-regression':
      return ridgeRegression(recipe.options)
    case 'boosted-classifier':
      return boostedTreesClassifier(recipe.options)
    case 'boosted-regression':
      return boostedTreesRegression(recipe.options)
    case 'random-forest':
      return randomForest(recipe.options)
    case 'pairs':
      return withPairs(fitOf(recipe.inner))
    case 'surface':
      return withSurface(fitOf(recipe.inner))
    default:
      return recipe satisfies never
  }
}

// Random forest (Breiman 2001, doi:10.1023/A:1010933404324): trees on bootstrap samples, each split
// chosen among a few columns drawn for it, averaged. Of many weak columns it makes more than boosting.

import { createRandom, type Random } from '../../random.ts'
import { binned, binRules } from './binned-features.ts'
import { growForestTree } from './forest-tree.ts'
import type { Fit } from './predictor.ts'
import { openTrees } from './tree-ensemble.ts'

export interface ForestOptions {
  readonly trees?: number
  readonly minimumLeafRows?: number
  /** Columns among which a split is chosen. Default: the square root of their number. */
  readonly columnsPerSplit?: number
  /** Bins of a column at most, with the one for missing values; fewer are quicker. */
  readonly bins?: number
  /**
   * Of a rare class: each tree sees as many rows of one class as of the other, drawn anew (Chen, Liaw &
   * Breiman 2004), and what the forest says is brought back to the shares of the target (Elkan 2001).
   */
  readonly isBalanced?: boolean
  readonly seed?: number | string
}

/** Means of the target in the leaves: probabilities of a class of 0 and 1, values of a number. */
export function randomForest({
  trees: treeCount = 300,
  minimumLeafRows = 5,
  columnsPerSplit,
  bins,
  isBalanced = false,
  seed = 1,
}: ForestOptions = {}): Fit {
  return (columns, target) => {
    const rules = binRules(columns, target, bins)
    const features = binned(rules, columns)
    const random = createRandom(seed)
    const { draw, oddsFactor } = isBalanced ? balancedDraws(target) : allDraws(target.length)
    const trees = Array.from({ length: treeCount }, (_, i) => {
      const own = random.split('tree', i)
      return growForestTree(features, target, draw(own), {
        minimumLeafRows,
        columnsPerSplit: columnsPerSplit ?? Math.max(1, Math.round(Math.sqrt(columns.length))),
        random: own,
      })
    })
    return openTrees({
      kind: 'trees',
      rules,
      start: 0,
      rate: 1 / treeCount,
      link: 'identity',
      ...(oddsFactor !== 1 && { oddsFactor }),
      trees,
    })
  }
}

interface Draws {
  /** Places of the rows of one tree, with repetitions. */
  draw(random: Random): Int32Array
  readonly oddsFactor: number
}

function allDraws(rowCount: number): Draws {
  return {
    draw: (random) => new Int32Array(rowCount).map(() => random.integer(rowCount)),
    oddsFactor: 1,
  }
}

/** As many of each class as the rarer one has. */
function balancedDraws(target: Float64Array): Draws {
  const rows = Int32Array.from(target, (_, row) => row)
  const classes = [rows.filter((row) => target[row] === 1), rows.filter((row) => target[row] !== 1)]
  const count = Math.min(...classes.map(({ length }) => length))
  if (count === 0) return allDraws(target.length)
  return {
    draw: (random) =>
      Int32Array.from(
        classes.flatMap((own) =>
          Array.from({ length: count }, () => own[random.integer(own.length)]!),
        ),
      ),
    oddsFactor: classes[0]!.length / classes[1]!.length,
  }
}

// Rows on a plane: the first two principal components (Pearson 1901, doi:10.1080/14786440109462720)
// of the real rows, standardised numbers beside the indicators of levels.

import type { Random } from '../../random.ts'
import { type AlignedColumn, lengthOf, takeRows } from '../../data/table/aligned-columns.ts'
import { sampleRows } from './folds.ts'

export type Point = readonly [number, number]

export interface Projection {
  readonly real: readonly Point[]
  readonly synthetic: readonly Point[]
  /** Share of the variance of the real rows that each axis shows. */
  readonly explained: Point
}

export interface ProjectionOptions {
  readonly maximumRows?: number
  /** Levels of a category that have an indicator, the commonest first. */
  readonly maximumLevels?: number
}

const iterations = 60

export function projection(
  real: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
  random: Random,
  { maximumRows = 600, maximumLevels = 12 }: ProjectionOptions = {},
): Projection {
  const draw = (columns: readonly AlignedColumn[], label: string): AlignedColumn[] => {
    const rows = sampleRows(lengthOf(columns[0]!), maximumRows, random.split(label))
    return columns.map((column) => takeRows(column, rows))
  }
  const shown = draw(real, 'real')
  const features = shown.flatMap((column, i) => featuresOf(column, i, maximumLevels))
  const matrix = features.map((feature) => feature(shown))
  const axes = principalAxes(matrix, random.split('axes'))
  const place = (columns: readonly AlignedColumn[]): Point[] => {
    const values = features.map((feature) => feature(columns))
    return Array.from({ length: lengthOf(columns[0]!) }, (_, row) => {
      const along = (axis: Float64Array): number =>
        values.reduce((sum, feature, i) => sum + feature[row]! * axis[i]!, 0)
      return [along(axes[0]), along(axes[1])] as const
    })
  }
  const total = matrix.reduce((sum, feature) => sum + meanSquare(feature), 0)
  const points = place(shown)
  const share = (axis: 0 | 1): number =>
    meanSquare(Float64Array.from(points, (point) => point[axis])) / total
  return {
    real: points,
    synthetic: place(draw(synthetic, 'synthetic')),
    explained: [share(0), share(1)],
  }
}

type Feature = (columns: readonly AlignedColumn[]) => Float64Array

/** Functions of a table, centred on what was fitted; a missing number stands at the centre. */
function featuresOf(fitted: AlignedColumn, index: number, maximumLevels: number): Feature[] {
  if (fitted.kind === 'number') {
    const present = fitted.values.filter((value) => !Number.isNaN(value))
    const centre = present.reduce((sum, value) => sum + value, 0) / present.length
    const deviation = Math.sqrt(meanSquare(present.map((value) => value - centre)))
    if (!(deviation > 1e-12 * Math.abs(centre))) return []
    return [
      (columns) => {
        const column = columns[index]!
        if (column.kind !== 'number') return new Float64Array()
        return column.values.map((value) =>
          Number.isNaN(value) ? 0 : (value - centre) / deviation,
        )
      },
    ]
  }
  const counts = fitted.levels.map((_, level) => {
    let count = 0
    for (const code of fitted.codes) count += +(code === level)
    return { level, share: count / fitted.codes.length }
  })
  return counts
    .filter(({ share }) => share > 0 && share < 1)
    .sort((a, b) => b.share - a.share)
    .slice(0, maximumLevels)
    .map(({ level, share }): Feature => (columns) => {
      const column = columns[index]!
      if (column.kind !== 'category') return new Float64Array()
      return Float64Array.from(column.codes, (code) => +(code === level) - share)
    })
}

/** The two axes of most variance, by power iteration and deflation. */
function principalAxes(
  matrix: readonly Float64Array[],
  random: Random,
): readonly [Float64Array, Float64Array] {
  const rows = matrix[0]?.length ?? 0
  const first = powerIteration(undefined)
  return [first, powerIteration(first)]

  function powerIteration(other: Float64Array | undefined): Float64Array {
    let axis = random.fillNormal(new Float64Array(matrix.length))
    for (let step = 0; step < iterations; step++) {
      const scores = new Float64Array(rows)
      matrix.forEach((feature, i) => {
        for (let row = 0; row < rows; row++) scores[row]! += feature[row]! * axis[i]!
      })
      const full = Float64Array.from(matrix, (feature) =>
        feature.reduce((sum, value, row) => sum + value * scores[row]!, 0),
      )
      const along = other ? full.reduce((sum, value, i) => sum + value * other[i]!, 0) : 0
      const next = full.map((value, i) => value - along * (other?.[i] ?? 0))
      const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0))
      // Nothing is left but rounding.
      if (length <= 1e-9 * Math.abs(along) || length === 0) return axis.fill(0)
      axis = next.map((value) => value / length)
    }
    return axis
  }
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length
}

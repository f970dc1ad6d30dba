// Response surfaces: numbers with their squares and products, so that a linear model can have an optimum
// within the region of the data (Box & Wilson 1951, doi:10.1111/j.2517-6161.1951.tb00067.x).

import type { AlignedColumn, NumberValues } from '../../data/table/aligned-columns.ts'
import type { Fit, Predictor } from './predictor.ts'

/** Means of the numbers among the columns, in their order: squares and products are taken about them. */
export type SurfaceCentres = readonly number[]

/** Fits to the columns and to the square and the products of all numbers among them. */
export function withSurface(fit: Fit): Fit {
  return (columns, target) => {
    const centres = numbersOf(columns).map(({ values }) => meanOfPresent(values))
    return openSurface(centres, fit(surfaceColumns(centres, columns), target))
  }
}

export function openSurface(centres: SurfaceCentres, inner: Predictor): Predictor {
  return {
    state: { kind: 'surface', centres, inner: inner.state },
    predict: (columns) => inner.predict(surfaceColumns(centres, columns)),
  }
}

export function surfaceColumns(
  centres: SurfaceCentres,
  columns: readonly AlignedColumn[],
): AlignedColumn[] {
  const numbers = numbersOf(columns)
  const curved = numbers.flatMap((a, i) =>
    numbers.slice(i).map((b, k): NumberValues => {
      const [centreA, centreB] = [centres[i]!, centres[i + k]!]
      const values = a.values.map((x, row) => (x - centreA) * (b.values[row]! - centreB))
      return { kind: 'number', name: `${a.name} * ${b.name}`, isTime: false, values }
    }),
  )
  return [...columns, ...curved]
}

function numbersOf(columns: readonly AlignedColumn[]): NumberValues[] {
  return columns.filter((column): column is NumberValues => column.kind === 'number')
}

/** NaN is missing; 0 where nothing is there. */
function meanOfPresent(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value))
  return present.reduce((sum, value) => sum + value, 0) / Math.max(1, present.length)
}

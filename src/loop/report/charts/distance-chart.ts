// Distances to the closest training record: of synthetic rows and of real rows that no model saw.

import {
  axisNumber,
  bottomAxis,
  grid,
  lineSeries,
  quantityAxis,
  renderChart,
  type Chart,
} from './chart.ts'

const bins = 30

export interface DistanceHistogram {
  /** The left edge of each bin. */
  readonly edges: readonly number[]
  /** Shares of the rows per bin; the last bin holds all that is farther. */
  readonly synthetic: readonly number[]
  readonly holdout: readonly number[]
}

/** Equal bins from zero to where 99% of both lie. */
export function distanceHistogram(
  synthetic: readonly number[],
  holdout: readonly number[],
): DistanceHistogram {
  const sorted = [...synthetic, ...holdout].sort((a, b) => a - b)
  const end = sorted[Math.floor(0.99 * (sorted.length - 1))] ?? 0
  const width = end > 0 ? end / bins : 1
  const sharesOf = (distances: readonly number[]): number[] => {
    const shares = Array.from({ length: bins }, () => 0)
    for (const distance of distances) {
      shares[Math.min(bins - 1, Math.floor(distance / width))]! += 1 / distances.length
    }
    return shares
  }
  return {
    edges: Array.from({ length: bins }, (_, bin) => bin * width),
    synthetic: sharesOf(synthetic),
    holdout: sharesOf(holdout),
  }
}

export function distanceChart({ edges, synthetic, holdout }: DistanceHistogram): Chart {
  const line = (shares: readonly number[]) =>
    shares.map((share, bin) => [edges[bin]!, share] as const)
  return renderChart({
    grid: grid(40),
    xAxis: bottomAxis(axisNumber),
    yAxis: quantityAxis((value) => `${axisNumber(100 * value)}%`, { min: 0 }),
    series: [
      lineSeries(line(holdout), { colour: 'muted', width: 2, dash: 'dashed' }),
      lineSeries(line(synthetic), { colour: 'blue', width: 2 }),
    ],
  })
}

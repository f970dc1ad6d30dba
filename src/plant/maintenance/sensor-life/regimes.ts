// Where points lie: around a few centres, or all over their space, which is then cut into cells. Lloyd's
// k-means (doi:10.1109/TIT.1982.1056489), started from points that lie farthest apart, which needs no luck.

export type Point = readonly number[]

/** Share of the spread of every condition that regimes must explain to count as such. */
const regimeShare = 0.99
const mostRegimes = 20
const cellCount = 16

/** As few centres as explain the spread of every condition; many where none do. */
export function findRegimes(points: readonly Point[], scales: readonly number[]): Point[] {
  let centres: Point[] = []
  for (let count = 2; count <= mostRegimes && count <= points.length; count++) {
    centres = kMeans(points, scales, count)
    if (centres.length < count) return centres
    if (unexplained(points, centres, scales).every((share) => share < 1 - regimeShare)) {
      return centres
    }
  }
  return kMeans(points, scales, Math.min(cellCount, points.length))
}

/** Distances are in units of `scales`. */
export function nearestCentre(
  centres: readonly Point[],
  point: Point,
  scales: readonly number[],
): { readonly regime: number; readonly distance: number } {
  let regime = 0
  let least = Infinity
  for (let i = 0; i < centres.length; i++) {
    let total = 0
    for (let j = 0; j < point.length; j++) {
      total += ((point[j]! - centres[i]![j]!) / scales[j]!) ** 2
    }
    if (total < least) [regime, least] = [i, total]
  }
  return { regime, distance: Math.sqrt(least) }
}

export function middleOf(points: readonly Point[]): number[] {
  const width = points[0]?.length ?? 0
  return Array.from({ length: width }, (_, i) => {
    const total = points.reduce((sum, point) => sum + point[i]!, 0)
    return total / points.length
  })
}

/** Of each condition, the share of its spread that is left within the regimes. */
function unexplained(
  points: readonly Point[],
  centres: readonly Point[],
  scales: readonly number[],
): number[] {
  const middle = middleOf(points)
  const regimes = points.map((point) => nearestCentre(centres, point, scales).regime)
  return scales.map((_, i) => {
    let within = 0
    let total = 0
    points.forEach((point, row) => {
      within += (point[i]! - centres[regimes[row]!]![i]!) ** 2
      total += (point[i]! - middle[i]!) ** 2
    })
    return total > 0 ? within / total : 0
  })
}

const lloydRounds = 10

function kMeans(points: readonly Point[], scales: readonly number[], count: number): Point[] {
  let centres: Point[] = [points[0]!]
  while (centres.length < count) {
    let farthest = points[0]!
    let most = 0
    for (const point of points) {
      const { distance } = nearestCentre(centres, point, scales)
      if (distance > most) [farthest, most] = [point, distance]
    }
    if (most === 0) return centres
    centres.push(farthest)
  }
  for (let round = 0; round < lloydRounds; round++) {
    const own: Point[][] = centres.map(() => [])
    for (const point of points) own[nearestCentre(centres, point, scales).regime]!.push(point)
    centres = own.map((list, i) => (list.length > 0 ? middleOf(list) : centres[i]!))
  }
  return centres
}

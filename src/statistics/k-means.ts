// Where points lie: Lloyd's k-means (doi:10.1109/TIT.1982.1056489), started from points that lie farthest
// apart, which needs no luck, and the fewest centres that say where all points are.

export type Point = readonly number[]

const mostCentres = 20

/**
 * As few centres as leave less than `mayLeave` of the spread of every coordinate; fewer where there are no more
 * different points, and undefined where twenty are not enough.
 *
 * @param scales one unit of each coordinate in distances
 */
export function fewestCentres(
  points: readonly Point[],
  scales: readonly number[],
  mayLeave: (count: number) => number,
): Point[] | undefined {
  for (let count = 2; count <= mostCentres && count <= points.length; count++) {
    const centres = kMeans(points, scales, count)
    if (centres.length < count) return centres
    const left = unexplained(points, centres, scales)
    if (left.every((share) => share < mayLeave(count))) return centres
  }
  return undefined
}

/** Distances are in units of `scales`. */
export function nearestCentre(
  centres: readonly Point[],
  point: Point,
  scales: readonly number[],
): { readonly centre: number; readonly distance: number } {
  let centre = 0
  let least = Infinity
  for (let i = 0; i < centres.length; i++) {
    let total = 0
    for (let j = 0; j < point.length; j++) {
      total += ((point[j]! - centres[i]![j]!) / scales[j]!) ** 2
    }
    if (total < least) [centre, least] = [i, total]
  }
  return { centre, distance: Math.sqrt(least) }
}

export function middleOf(points: readonly Point[]): number[] {
  const width = points[0]?.length ?? 0
  return Array.from({ length: width }, (_, i) => {
    const total = points.reduce((sum, point) => sum + point[i]!, 0)
    return total / points.length
  })
}

/** Of each coordinate, the share of its spread that is left around the nearest centres. */
function unexplained(
  points: readonly Point[],
  centres: readonly Point[],
  scales: readonly number[],
): number[] {
  const middle = middleOf(points)
  const nearest = points.map((point) => nearestCentre(centres, point, scales).centre)
  return scales.map((_, i) => {
    let within = 0
    let total = 0
    points.forEach((point, row) => {
      within += (point[i]! - centres[nearest[row]!]![i]!) ** 2
      total += (point[i]! - middle[i]!) ** 2
    })
    return total > 0 ? within / total : 0
  })
}

const lloydRounds = 10

/** `count` centres, or as many as there are different points. */
export function kMeans(
  points: readonly Point[],
  scales: readonly number[],
  count: number,
): Point[] {
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
    for (const point of points) own[nearestCentre(centres, point, scales).centre]!.push(point)
    centres = own.map((list, i) => (list.length > 0 ? middleOf(list) : centres[i]!))
  }
  return centres
}

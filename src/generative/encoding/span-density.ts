// The density of a field whose probabilities are those of bins: over how much room a bin's probability is spread
// where a value lies. Inside a span it is spread evenly, beyond the spans it falls off as a generalised Pareto
// distribution does (Pickands 1975, doi:10.1214/aos/1176343003).

import { binOfValue, type FieldBins, stepsOfValue } from './bins.ts'

export interface SpanDensity {
  /**
   * -log of the density of a value within its bin, in nats; added to -log p of the bin it gives that of the value.
   * Quantities are measured in standard deviations of the field; counts, levels and values that stand alone
   * have probabilities, for which it is 0.
   */
  logRoom(value: number): number
  /** Share of its bin's probability that lies below a value, on (0, 1); NaN where the bin is no span. */
  placeOf(value: number): number
  /** Its mean over the values that each bin stands for. */
  readonly meanLogRooms: Float64Array
}

/** Share of a bin's probability that lies on either side of its span where nothing was seen. */
const besideShare = 0.01
/** Tails fall off slower than exponentially, so that a single outlier is a surprise and no catastrophe. */
const tailShape = 0.25
/** A value whose neighbours' spans are so many times wider stands alone: its share is a probability. */
const aloneFactor = 10
/** No value lies at the very end of its bin. */
const smallestPlace = 1e-6
/** The outer bins, as a share of all, that tell how fast a tail falls off. */
const tailBins = 1 / 20

export function spanDensity(bins: FieldBins): SpanDensity {
  const { low, high, isWhole } = bins
  const last = low.length - 1
  const width = (from: number, to: number): number => to - from + (isWhole ? 1 : 0)
  const own = low.map((from, bin) => width(from, high[bin]!))
  const isPoint = low.map((from, bin) => from === high[bin])
  const isLevels = isPoint.every(Boolean)
  const isAlone = own.map(
    (wide, bin) =>
      isLevels || (isPoint[bin]! && aloneFactor * wide <= narrowest(own[bin - 1], own[bin + 1])),
  )
  // Neighbouring spans with no more between them than chance leaves meet in the middle; the rest is empty.
  const meets = low.slice(1).map((next, bin) => {
    const gap = width(high[bin]!, next) - (isWhole ? 2 : 0)
    return !isAlone[bin] && !isAlone[bin + 1] && gap <= (own[bin]! + own[bin + 1]!) / 2
  })
  const middle = (bin: number): number => (high[bin]! + low[bin + 1]!) / 2
  const from = low.map((start, bin) => {
    if (!meets[bin - 1]) return start
    return isWhole ? Math.floor(middle(bin - 1)) + 1 : middle(bin - 1)
  })
  const to = high.map((end, bin) => {
    if (!meets[bin]) return end
    return isWhole ? Math.floor(middle(bin)) : middle(bin)
  })

  const unit = bins.isCounted ? 1 : deviation(low, high)
  const scales = tailScales(from, to)
  const scaleOf = (side: Side, bin: number): number => {
    const scale = (bin === (side === 'below' ? 0 : last) ? scales[side] : undefined) ?? meanScale
    return Math.max(scale, isWhole ? 0.5 : Number.MIN_VALUE)
  }
  const meanScale = (scales.below + scales.above) / 2
  const isTail = (side: Side, bin: number): boolean =>
    last > 0 && !isPoint[bin] && bin === (side === 'below' ? 0 : last)

  function tail(distance: number, scale: number): number {
    const survival = (steps: number): number =>
      (1 + (tailShape * steps) / scale) ** (-1 / tailShape)
    const room = isWhole
      ? -Math.log(survival(distance) - survival(distance + 1))
      : Math.log(scale) + (1 + 1 / tailShape) * Math.log1p((tailShape * distance) / scale)
    return room - Math.log(unit)
  }

  /** What is left for the span itself. */
  function logInside(bin: number): number {
    const sides =
      Number(!meets[bin - 1] && !isTail('below', bin)) +
      Number(!meets[bin] && !isTail('above', bin))
    return -Math.log1p(-besideShare * sides)
  }

  function logRoom(value: number): number {
    if (Number.isNaN(value) || last < 1) return 0
    const bin = binOfValue(bins, value)
    const steps = stepsOfValue(bins, value)
    const beside = { below: from[bin]! - steps, above: steps - to[bin]! }
    for (const side of ['below', 'above'] as const) {
      // The outermost spans are tails from their inner edges on.
      const isInside = beside[side === 'below' ? 'above' : 'below'] <= 0
      if (isTail(side, bin) && isInside) {
        const distance = side === 'above' ? steps - from[bin]! : to[bin]! - steps
        return tail(distance, scaleOf(side, bin)) + logInside(bin)
      }
      if (beside[side] > 0) {
        const distance = beside[side] - (isWhole ? 1 : 0)
        return tail(distance, scaleOf(side, bin)) - Math.log(besideShare)
      }
    }
    // Probabilities stay what they are: of what stands alone nothing is put aside.
    if (isAlone[bin]) return 0
    return Math.log(width(from[bin]!, to[bin]!) / unit) + logInside(bin)
  }

  function placeOf(value: number): number {
    if (Number.isNaN(value) || last < 1) return NaN
    const bin = binOfValue(bins, value)
    if (isAlone[bin]) return NaN
    const steps = stepsOfValue(bins, value) + (isWhole ? 0.5 : 0)
    const [start, wide] = [from[bin]!, width(from[bin]!, to[bin]!)]
    const beyond = (distance: number, side: Side): number =>
      (1 + (tailShape * Math.max(0, distance)) / scaleOf(side, bin)) ** (-1 / tailShape)
    const place = isTail('below', bin)
      ? beyond(start + wide - steps, 'below')
      : isTail('above', bin)
        ? 1 - beyond(steps - start, 'above')
        : (steps - start) / wide
    return Math.min(Math.max(place, smallestPlace), 1 - smallestPlace)
  }

  const meanLogRooms = Float64Array.from(
    { length: low.length + (bins.hasMissing ? 1 : 0) },
    (_, bin) => {
      if (bin > last || last < 1) return 0
      for (const side of ['below', 'above'] as const) {
        // The entropy of a generalised Pareto distribution.
        if (isTail(side, bin)) return Math.log(scaleOf(side, bin) / unit) + 1 + tailShape
      }
      return isAlone[bin] ? 0 : Math.log(width(from[bin]!, to[bin]!) / unit)
    },
  )
  return { logRoom, placeOf, meanLogRooms }
}

type Side = 'below' | 'above'

function narrowest(...widths: readonly (number | undefined)[]): number {
  return Math.min(...widths.map((wide) => wide ?? Infinity))
}

/** Of the values in steps, as if every bin held as many. */
function deviation(low: readonly number[], high: readonly number[]): number {
  const centres = low.map((from, bin) => (from + high[bin]!) / 2)
  const mean = centres.reduce((sum, centre) => sum + centre, 0) / centres.length
  const variance = centres.reduce(
    (sum, centre, bin) => sum + (centre - mean) ** 2 + (high[bin]! - low[bin]!) ** 2 / 12,
    0,
  )
  return Math.sqrt(variance / centres.length) || 1
}

/**
 * How far the density falls to 1 / e, in steps: of the outer bins, each with the same share, the distance between
 * the inner edges of the first and the last is the scale times the logarithm of their number.
 */
function tailScales(from: readonly number[], to: readonly number[]): Record<Side, number> {
  const count = from.length
  const outer = Math.max(2, Math.ceil(tailBins * count))
  if (count < 3) {
    const all = to.at(-1)! - from[0]!
    return { below: all, above: all }
  }
  return {
    below: (to[outer - 1]! - to[0]!) / Math.log(outer),
    above: (from[count - 1]! - from[count - outer]!) / Math.log(outer),
  }
}

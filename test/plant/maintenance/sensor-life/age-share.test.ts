import { describe, expect, test } from 'vitest'
import type { MachineHistory } from '../../../../src/plant/maintenance/histories.ts'
import {
  chooseAgeShare,
  withAges,
} from '../../../../src/plant/maintenance/sensor-life/age-share.ts'
import type { LifeRows } from '../../../../src/plant/maintenance/sensor-life/rows.ts'

const bins = { low: [0, 20, 40, 60, 80], high: [20, 40, 60, 80, 110] }
const count = bins.low.length
const lifeSpans = [52, 61, 68, 75, 83, 100]
const looks = [10, 20, 30, 40]
const none = new Float64Array()

const histories = lifeSpans.map((endCycle, i): MachineHistory => ({
  machine: String(i),
  cycles: Float64Array.of(1, 2),
  startCycle: 0,
  channels: none,
  conditions: none,
  end: 'failure',
  endCycle,
}))
const left = lifeSpans.flatMap((life) => looks.map((age) => life - age))
const rows: LifeRows = {
  rowCount: left.length,
  history: new Float32Array(),
  outcome: Float32Array.from(left.flatMap((life) => [life, 1])),
  historyOf: Uint32Array.from(left, (_, row) => Math.floor(row / looks.length)),
}
const foldOf = Int32Array.from(rows.historyOf, (history) => history % 3)

/** All chance in the bin that `life` gives for a row. */
function certainOf(life: (row: number) => number): Float32Array {
  const probability = new Float32Array(rows.rowCount * count)
  left.forEach((_, row) => {
    const bin = bins.high.findIndex((high) => life(row) <= high)
    probability[row * count + bin] = 1
  })
  return probability
}

/** Mean ranked score of what was said of every row, up to where the networks' bins end. */
function scoreOf(probability: ArrayLike<number>, width: number, high: readonly number[]): number {
  const middles = high.map((end, bin) => (end + (high[bin - 1] ?? 0)) / 2)
  let total = 0
  left.forEach((life, row) => {
    let reached = 0
    for (let bin = 0; bin < width - 1; bin++) {
      reached += probability[row * width + bin]!
      const error = reached - (life <= high[bin]! ? 1 : 0)
      total += (middles[bin + 1]! - middles[bin]!) * error ** 2
    }
  })
  return total / left.length
}

describe('the share of ages', () => {
  test('is none where networks know the lives', () => {
    const heldOut = certainOf((row) => left[row]!)
    const { ages, probability, scores } = chooseAgeShare(histories, rows, foldOf, heldOut, bins)
    expect(ages).toBeNull()
    expect(probability).toBe(heldOut)
    expect(scores!.networks).toBe(0)
    expect(scores!.ages).toBeGreaterThan(5)
  })

  test('is nearly all where networks are surely wrong', () => {
    const heldOut = certainOf(() => 5)
    const { ages } = chooseAgeShare(histories, rows, foldOf, heldOut, bins)
    expect(ages!.share).toBeGreaterThan(0.9)
  })

  test('is the one of least score on the machines that were left out', () => {
    const heldOut = certainOf((row) => Math.max(1, left[row]! + (row % 2 === 0 ? 18 : -18)))
    const { ages, probability, scores } = chooseAgeShare(histories, rows, foldOf, heldOut, bins)
    const { share, bins: wide } = ages!
    const width = count + 1
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.95)
    expect(scoreOf(probability, width, wide.high)).toBeCloseTo(scores!.both, 4)
    expect(scores!.both).toBeLessThan(Math.min(scores!.networks, scores!.ages))
    // Other shares of the same two are worse.
    for (const other of [share - 0.05, share + 0.05]) {
      const mixed = Array.from(probability, (both, at) => {
        const [row, bin] = [Math.floor(at / width), at % width]
        const networks = bin < count ? heldOut[row * count + bin]! : 0
        return networks + (other / share) * (both - networks)
      })
      expect(scoreOf(mixed, width, wide.high)).toBeGreaterThan(scores!.both)
    }
  })

  test('is none where ages tell no distribution', () => {
    const censored = histories.map((own) => ({ ...own, end: 'end' as const }))
    const heldOut = certainOf(() => 5)
    expect(chooseAgeShare(censored, rows, foldOf, heldOut, bins)).toEqual({
      ages: null,
      scores: null,
      probability: heldOut,
    })
  })
})

describe('networks and ages together', () => {
  const ages = { share: 0.25, lives: [{ shape: 1, scale: 50 }], bins }

  test('have the chances of both, in their shares', () => {
    const both = withAges(ages, [0, 1, 0, 0, 0], 30)
    // A life of constant risk is as long whatever its age.
    expect(both[0]).toBeCloseTo(0.25 * (1 - Math.exp(-20 / 50)), 10)
    expect(both[1]).toBeCloseTo(0.25 * (Math.exp(-20 / 50) - Math.exp(-40 / 50)) + 0.75, 10)
    expect(both.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10)
  })

  test('give what is longer than the networks know to the last bin', () => {
    const wide = { low: [...bins.low, 110], high: [...bins.high, 300] }
    const both = withAges({ ...ages, bins: wide }, [0, 0, 0, 0, 1], 30)
    expect(both[5]).toBeCloseTo(0.25 * Math.exp(-110 / 50), 10)
  })
})

// A forest of rows, opened: conditions make leaves more or less likely, the graph draws from the leaf that is chosen.

import { throwIfCancelled } from '../../errors.ts'
import { createSession, type Session } from '../../learning/onnx/session.ts'
import type { Random } from '../../random.ts'
import {
  binCount,
  binOfValue,
  type FieldBins,
  stepsOfValue,
  valueOfSteps,
} from '../encoding/bins.ts'
import { spanDensity } from '../encoding/span-density.ts'
import { type LeafMixture, leafMixture, type LeafWeights } from '../leaf-mixture.ts'
import { noiseFeeds } from './graph-rows.ts'
import type { RowField } from './row-matrix.ts'
import {
  type DrawOptions,
  type GivenRows,
  isSameForAll,
  type RowDensity,
  type RowModel,
} from './row-model.ts'

/** Plain data beside the graph, which holds the members of the leaves. */
export interface ForestState {
  readonly bins: readonly FieldBins[]
  /** Of each bin among all rows, one list per field. */
  readonly shares: readonly (readonly number[])[]
  /** Members of each leaf. */
  readonly sizes: readonly number[]
}

interface Forest extends ForestState {
  readonly fields: readonly RowField[]
  readonly session: Session
  readonly mixture: LeafMixture
  /** First member of each leaf. */
  readonly starts: Int32Array
  /** By field, the bin of each member. */
  readonly members: readonly Int32Array[]
}

export async function openForest(
  model: Uint8Array,
  state: ForestState,
  fields: readonly RowField[],
): Promise<RowModel> {
  const session = await createSession(model)
  const { bins, shares, sizes } = state
  const starts = new Int32Array(sizes.length)
  for (let leaf = 1; leaf < sizes.length; leaf++)
    starts[leaf] = starts[leaf - 1]! + sizes[leaf - 1]!
  const members = await readMembers(session, state, starts)
  const mixed = bins.map((own, i) => ({
    shares: possible(shares[i]!, members[i]!.length),
    ranks: binRanks(fields[i]!, own, shares[i]!),
  }))
  const mixture = leafMixture({ sizes, bins: members }, mixed)
  const forest = { ...state, fields, session, mixture, members, starts }
  return {
    draw: (given, random, options) => draw(forest, given, random, options),
    density: densityOf(forest),
    release: () => session.release(),
  }
}

/** Of each bin of a quantity, its place among all rows, NaN for a gap; absent for levels. */
export function binRanks(
  { levels }: RowField,
  { low, hasMissing }: FieldBins,
  shares: readonly number[],
): Float64Array | undefined {
  if (levels !== undefined || low.length < 3) return undefined
  let reached = 0
  const ranks = Float64Array.from(shares, (share) => (reached += share) - share / 2)
  if (hasMissing) ranks[low.length] = NaN
  return ranks
}

/** Half a row for each bin that no row has. */
function possible(shares: readonly number[], count: number): Float64Array {
  const raised = Float64Array.from(shares, (share) => Math.max(share, 0.5 / count))
  const total = raised.reduce((sum, share) => sum + share, 0)
  return raised.map((share) => share / total)
}

const membersAtOnce = 20_000

/** What the leaves hold is kept once, in the graph: read back by drawing every member. */
async function readMembers(
  session: Session,
  { bins, sizes }: ForestState,
  starts: Int32Array,
): Promise<Int32Array[]> {
  const width = bins.length
  const count = starts.at(-1)! + sizes.at(-1)!
  const leafOf = new Int32Array(count)
  sizes.forEach((size, leaf) => leafOf.fill(leaf, starts[leaf]!, starts[leaf]! + size))
  const members = bins.map(() => new Int32Array(count))
  for (let first = 0; first < count; first += membersAtOnce) {
    const rows = Math.min(membersAtOnce, count - first)
    const wide = { shape: [rows, width] }
    const { rows: steps } = await session.run({
      values: { shape: [1, width], data: new Float32Array(width) },
      given: { shape: [1, width], data: new Float32Array(width) },
      'uniform/leaf': {
        shape: [rows, 1],
        data: Float32Array.from({ length: rows }, (_, i) => (first + i + 0.5) / count),
      },
      'uniform/member': {
        ...wide,
        data: Float32Array.from({ length: rows * width }, (_, i) => {
          const member = first + Math.floor(i / width)
          const leaf = leafOf[member]!
          return (member - starts[leaf]! + 0.5) / sizes[leaf]!
        }),
      },
      'uniform/place': { ...wide, data: new Float32Array(rows * width).fill(0.5) },
    })
    for (const [field, own] of bins.entries()) {
      for (let row = 0; row < rows; row++) {
        const value = valueOfSteps(own, steps!.data[row * width + field]!)
        members[field]![first + row] = binOfValue(own, value)
      }
    }
  }
  return members
}

async function draw(
  forest: Forest,
  asked: GivenRows,
  random: Random,
  options: DrawOptions = {},
): Promise<Float64Array> {
  const { bins, session } = forest
  const { rowCount, values, flags } = asked
  const width = bins.length
  // What all rows have in common is given once.
  const givenCount = rowCount > 0 && isSameForAll(asked) ? 1 : rowCount
  const steps = new Float32Array(givenCount * width)
  for (let i = 0; i < steps.length; i++) {
    if (flags[i] === 1) steps[i] = stepsOfValue(bins[i % width]!, values[i]!)
  }
  const { rows } = await session.run({
    values: { shape: [givenCount, width], data: steps },
    given: { shape: [givenCount, width], data: Float32Array.from(flags.subarray(0, steps.length)) },
    ...noiseFeeds(session.inputs, rowCount, random, chosenMembers(forest, asked, random, options)),
  })
  const drawn = new Float64Array(rowCount * width)
  for (const [field, own] of bins.entries()) {
    for (let i = field; i < drawn.length; i += width) {
      drawn[i] = flags[i] === 1 ? values[i]! : valueOfSteps(own, rows!.data[i]!)
    }
  }
  return drawn
}

/** Noise that leads to the leaves which go with what is given, and to members that may be drawn. */
function chosenMembers(
  forest: Forest,
  { rowCount, values, flags }: GivenRows,
  random: Random,
  options: DrawOptions,
): Readonly<Record<string, Float32Array>> {
  const { bins, members, mixture, sizes, starts } = forest
  const allowed = bins.map((own, field) => allowedBins(own, field, options))
  if (!flags.includes(1) && !allowed.some(Boolean)) return {}
  const width = bins.length
  const count = members[0]!.length
  const leafNoise = random.split('uniform/leaf').fillUniform(new Float32Array(rowCount))
  const memberNoise = random.split('uniform/member').fillUniform(new Float32Array(rowCount * width))
  const anywhere = allowed.map((own, field) => own && placesOf(members[field]!, own))

  /** The member of that leaf, or of another one where it has none that may be. */
  function memberOf(field: number, own: Uint8Array, leaf: number, level: number): number {
    const bin = members[field]!
    const inside: number[] = []
    for (let i = 0; i < sizes[leaf]!; i++) if (own[bin[starts[leaf]! + i]!] === 1) inside.push(i)
    const others = anywhere[field]!
    if (inside.length > 0) return inside[Math.floor(level * inside.length)]!
    if (others.length === 0) return Math.floor(level * sizes[leaf]!)
    return others[Math.floor(level * others.length)]! - starts[leaf]!
  }

  for (const rows of rowsAlike({ rowCount, values, flags }, width)) {
    const first = rows[0]! * width
    const isGiven = flags.subarray(first, first + width)
    const weights = mixture.prior()
    for (let field = 0; field < width; field++) {
      const own = allowed[field]
      if (isGiven[field] === 1) {
        mixture.observe(weights, field, binOfValue(bins[field]!, values[first + field]!))
      } else if (own) {
        mixture.restrict(weights, field, own)
      }
    }
    const reached = cumulated(weights)
    for (const row of rows) {
      const leaf = firstAbove(reached, leafNoise[row]!)
      leafNoise[row] = (starts[leaf]! + 0.5) / count
      for (let field = 0; field < width; field++) {
        const own = allowed[field]
        if (!own || isGiven[field] === 1) continue
        const at = row * width + field
        memberNoise[at] = (memberOf(field, own, leaf, memberNoise[at]!) + 0.5) / sizes[leaf]!
      }
    }
  }
  return { 'uniform/leaf': leafNoise, 'uniform/member': memberNoise }
}

/** 1 for each bin that may be drawn; absent where all of them may. */
function allowedBins(
  own: FieldBins,
  field: number,
  { isComplete = false, mayBe }: DrawOptions,
): Uint8Array | undefined {
  const allowed = Uint8Array.from({ length: binCount(own) }, (_, bin) => {
    const [low] = spanOf(own, bin)
    if (Number.isNaN(low)) return Number(!isComplete)
    return Number(!mayBe || mayBe(field, low))
  })
  return allowed.includes(0) ? allowed : undefined
}

function placesOf(bins: Int32Array, allowed: Uint8Array): Int32Array {
  return Int32Array.from(bins, (_, i) => i).filter((i) => allowed[bins[i]!] === 1)
}

/** Rows for which the same is given, together. */
function rowsAlike({ rowCount, values, flags }: GivenRows, width: number): Iterable<number[]> {
  const groups = new Map<string, number[]>()
  for (let row = 0; row < rowCount; row++) {
    let key = ''
    for (let i = row * width; i < (row + 1) * width; i++) {
      key += flags[i] === 1 ? `${values[i]},` : ','
    }
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups.values()
}

function cumulated(weights: LeafWeights): Float64Array {
  let reached = 0
  const sums = weights.map((weight) => (reached += weight))
  // Rounding must leave no level above the last leaf.
  return sums.map((sum) => sum / reached)
}

function firstAbove(reached: Float64Array, level: number): number {
  let [from, to] = [0, reached.length - 1]
  while (from < to) {
    const middle = (from + to) >> 1
    if (reached[middle]! > level) to = middle
    else from = middle + 1
  }
  return from
}

function spanOf(bins: FieldBins, bin: number): readonly [number, number] {
  return [valueOfSteps(bins, bins.low[bin] ?? NaN), valueOfSteps(bins, bins.high[bin] ?? NaN)]
}

function densityOf({ bins, fields, mixture }: Forest): RowDensity {
  const densities = bins.map(spanDensity)
  const width = bins.length
  return {
    outcomes: bins.map(binCount),
    outcomeOf: (field, value) => binOfValue(bins[field]!, value),
    spanOf: (field, outcome) => spanOf(bins[field]!, outcome),
    async logProbabilities(given, field) {
      const { values, flags } = given
      const outcomes = binCount(bins[field]!)
      const result = new Float32Array(given.rowCount * outcomes)
      for (const rows of rowsAlike(given, width)) {
        const weights = mixture.prior()
        const first = rows[0]! * width
        for (let other = 0; other < width; other++) {
          if (other === field || flags[first + other] !== 1) continue
          mixture.observe(weights, other, binOfValue(bins[other]!, values[first + other]!))
        }
        const logs = mixture.predict(weights, field).map(Math.log)
        for (const row of rows) result.set(logs, row * outcomes)
      }
      return result
    },
    async surprise(matrix, random, { orders = 4, scored, given = [], onProgress, signal } = {}) {
      const isGiven = fields.map(({ isContext = false }, i) => isContext || given.includes(i))
      const known = indicesWhere(isGiven, true)
      const asked = indicesWhere(isGiven, false).filter((i) => scored?.includes(i) ?? true)
      const surprise = new Float64Array(matrix.rowCount * width)
      const expected = new Float64Array(surprise.length)
      const order = Uint32Array.from(asked)
      for (let turn = 0; turn < orders; turn++) {
        random.split('order', turn).shuffle(order)
        for (let row = 0; row < matrix.rowCount; row++) {
          if (row % rowsPerReport === 0) {
            await new Promise(setImmediate)
            throwIfCancelled(signal)
            onProgress?.({ stage: 'score', fraction: (turn + row / matrix.rowCount) / orders })
          }
          const weights = mixture.prior()
          const binAt = (field: number): number =>
            binOfValue(bins[field]!, matrix.values[row * width + field]!)
          for (const field of known) mixture.observe(weights, field, binAt(field))
          for (const field of order) {
            const { logRoom, meanLogRooms } = densities[field]!
            const chances = mixture.predict(weights, field)
            const cell = row * width + field
            const bin = binAt(field)
            surprise[cell]! += (logRoom(matrix.values[cell]!) - Math.log(chances[bin]!)) / orders
            chances.forEach((chance, other) => {
              expected[cell]! += (chance * (meanLogRooms[other]! - Math.log(chance))) / orders
            })
            mixture.observe(weights, field, bin)
          }
        }
      }
      return { surprise, expected }
    },
  }
}

const rowsPerReport = 64

function indicesWhere(flags: readonly boolean[], wanted: boolean): number[] {
  return flags.flatMap((flag, i) => (flag === wanted ? [i] : []))
}

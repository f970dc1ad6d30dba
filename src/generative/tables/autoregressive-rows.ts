// An autoregressive model of rows, opened: draws and probabilities through its two ONNX graphs.

import { availableParallelism } from 'node:os'
import { createSession, type Session } from '../../learning/onnx/session.ts'
import { createPause } from '../../progress.ts'
import type { Random } from '../../random.ts'
import {
  binCount,
  binOffsets,
  binOfValue,
  type FieldBins,
  spanOfBin,
  stepsOfValue,
  valueOfSteps,
} from '../encoding/bins.ts'
import { spanDensity } from '../encoding/span-density.ts'
import type { RowMatrix } from './row-matrix.ts'
import {
  type DrawOptions,
  type FamilyModels,
  type GivenRows,
  isSameForAll,
  type RowDensity,
  type RowModel,
  type SurpriseOptions,
} from './row-model.ts'

/** Plain data beside the two graphs. */
export interface AutoregressiveState {
  readonly bins: readonly FieldBins[]
  /** Places of the fields that have anything to be learnt; the others are always the same. */
  readonly learnt: readonly number[]
  /** So many of these, the first ones, are always given and never drawn. Default 0. */
  readonly contextCount?: number
  /** One row of what is given may stand for all; absent in files of earlier versions, where it may not. */
  readonly sharesGiven?: true
}

const mostThreads = 4

export async function openAutoregressive(
  models: FamilyModels,
  state: AutoregressiveState,
): Promise<RowModel> {
  // Blocks are drawn side by side where there are many: threads within one would only wait for each other.
  const sampler = await createSession(models.sampler)
  // Products of a thousand rows are large enough to be shared by threads.
  const threads = Math.min(mostThreads, availableParallelism())
  const density = models['density'] && (await createSession(models['density'], { threads }))
  return {
    draw: (given, random, options) => draw(sampler, state, given, random, options),
    ...(density && { density: densityOf(density, state) }),
    async release() {
      await sampler.release()
      if (density) await density.release()
    },
  }
}

async function draw(
  session: Session,
  { bins, learnt, sharesGiven }: AutoregressiveState,
  given: GivenRows,
  random: Random,
  options: DrawOptions = {},
): Promise<Float64Array> {
  const { rowCount, values, flags } = given
  const width = bins.length
  // What is given for every row alike is looked up once.
  const givenCount = sharesGiven && isSameForAll(given) ? 1 : rowCount
  const steps = new Float32Array(givenCount * width)
  for (let i = 0; i < steps.length; i++) {
    if (flags[i] === 1) steps[i] = stepsOfValue(bins[i % width]!, values[i]!)
  }
  const levels = Math.max(1, learnt.length)
  const { rows } = await session.run({
    values: { shape: [givenCount, width], data: steps },
    given: { shape: [givenCount, width], data: new Float32Array(flags.subarray(0, steps.length)) },
    'uniform/level': {
      shape: [rowCount, levels],
      data: random.split('level').fillUniform(new Float32Array(rowCount * levels)),
    },
    'uniform/place': {
      shape: [rowCount, width],
      data: random.split('place').fillUniform(new Float32Array(rowCount * width)),
    },
    weights: weightsOf({ bins, learnt }, options),
  })
  const fresh = rows!.data
  const drawn = new Float64Array(rowCount * width)
  for (const [field, own] of bins.entries()) {
    for (let i = field; i < drawn.length; i += width) {
      drawn[i] = flags[i] === 1 ? values[i]! : valueOfSteps(own, fresh[i]!)
    }
  }
  return drawn
}

/** 1 for each bin that may be drawn, 0 for the others. */
function weightsOf(
  { bins, learnt }: AutoregressiveState,
  { isComplete = false, mayBe }: DrawOptions,
): { shape: number[]; data: Float32Array } {
  const weights = learnt.flatMap((field) => {
    const own = bins[field]!
    return Array.from({ length: binCount(own) }, (_, bin) => {
      const [low] = spanOfBin(own, bin)
      if (Number.isNaN(low)) return isComplete ? 0 : 1
      return !mayBe || mayBe(field, low) ? 1 : 0
    })
  })
  const data = Float32Array.from(weights.length === 0 ? [1] : weights)
  return { shape: [data.length], data }
}

/** Numbers in the largest input of one run. */
const numbersPerRun = 4_000_000

function densityOf(
  session: Session,
  { bins, learnt, contextCount = 0 }: AutoregressiveState,
): RowDensity {
  const own = learnt.map((field) => bins[field]!)
  const drawn = learnt.slice(contextCount)
  const { offsets, total } = binOffsets(own.slice(contextCount))
  const densities = drawn.map((field) => spanDensity(bins[field]!))
  const width = bins.length
  const count = learnt.length

  /** log p of all drawn fields' bins `[rows, total]`; `shown[row, f, g]` tells what is shown to the f-th. */
  async function logProbabilities(
    indices: Float32Array,
    shown: Float32Array,
  ): Promise<Float32Array> {
    const rows = indices.length / count
    const result = await session.run({
      bins: { shape: [rows, count], data: indices },
      shown: { shape: [rows, drawn.length, count], data: shown },
    })
    return result['log probabilities']!.data as Float32Array // Safe: the graph is float32.
  }

  function indicesOf(values: Float64Array, first: number, rows: number): Float32Array {
    return Float32Array.from({ length: rows * count }, (_, i) => {
      const row = first + Math.floor(i / count)
      return binOfValue(own[i % count]!, values[row * width + learnt[i % count]!]!)
    })
  }

  const rowsPerRun = Math.max(1, Math.floor(numbersPerRun / Math.max(total, count * count)))

  return {
    outcomes: bins.map(binCount),
    outcomeOf: (field, value) => binOfValue(bins[field]!, value),
    spanOf: (field, outcome) => spanOfBin(bins[field]!, outcome),
    async logProbabilities({ rowCount, values, flags }, field) {
      const outcomes = binCount(bins[field]!)
      const result = new Float32Array(rowCount * outcomes)
      const at = drawn.indexOf(field)
      if (at < 0) return result
      for (let first = 0; first < rowCount; first += rowsPerRun) {
        const rows = Math.min(rowsPerRun, rowCount - first)
        const shown = new Float32Array(rows * drawn.length * count)
        for (let row = 0; row < rows; row++) {
          for (const [g, place] of learnt.entries()) {
            const flag = place === field ? 0 : flags[(first + row) * width + place]!
            for (let f = 0; f < drawn.length; f++)
              shown[(row * drawn.length + f) * count + g] = flag
          }
        }
        const all = await logProbabilities(indicesOf(values, first, rows), shown)
        for (let row = 0; row < rows; row++) {
          const start = row * total + offsets[at]!
          result.set(all.subarray(start, start + outcomes), (first + row) * outcomes)
        }
      }
      return result
    },
    async surprise(matrix: RowMatrix, random: Random, options: SurpriseOptions = {}) {
      const { orders = 4, scored, given = [] } = options
      const pause = createPause(options)
      const isGiven = learnt.map((field, i) => i < contextCount || given.includes(field))
      const isScored = learnt.map((field, i) => !isGiven[i] && (scored?.includes(field) ?? true))
      const surprise = new Float64Array(matrix.rowCount * width)
      const expected = new Float64Array(surprise.length)
      // What is always given comes before all else, in every order.
      const order = Uint32Array.from(drawn, (_, f) => f)
      for (let turn = 0; turn < orders; turn++) {
        random.split('order', turn).shuffle(order)
        const rank = new Int32Array(count).fill(-1)
        order.forEach((f, place) => (rank[contextCount + f] = place))
        for (let first = 0; first < matrix.rowCount; first += rowsPerRun) {
          const rows = Math.min(rowsPerRun, matrix.rowCount - first)
          const indices = indicesOf(matrix.values, first, rows)
          const one = Float32Array.from({ length: drawn.length * count }, (_, i) => {
            const [f, g] = [contextCount + Math.floor(i / count), i % count]
            return Number(isGiven[g] || (isScored[g] && rank[g]! < rank[f]!))
          })
          const shown = new Float32Array(rows * one.length)
          for (let row = 0; row < rows; row++) shown.set(one, row * one.length)
          const all = await logProbabilities(indices, shown)
          for (let row = 0; row < rows; row++) {
            await pause('score', (turn + (first + row) / matrix.rowCount) / orders)
            for (const [f, field] of drawn.entries()) {
              if (!isScored[contextCount + f]) continue
              const bin = indices[row * count + contextCount + f]!
              const { logRoom, meanLogRooms } = densities[f]!
              const start = row * total + offsets[f]!
              const cell = (first + row) * width + field
              surprise[cell]! += (logRoom(matrix.values[cell]!) - all[start + bin]!) / orders
              meanLogRooms.forEach((room, other) => {
                const log = all[start + other]!
                expected[cell]! += (Math.exp(log) * (room - log)) / orders
              })
            }
          }
        }
      }
      return { surprise, expected }
    },
  }
}

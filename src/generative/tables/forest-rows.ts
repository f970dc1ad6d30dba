// A forest of rows, opened: the graph draws from leaves by their shares, or from those that go with what is given;
// the mixture of leaves gives probabilities.

import { createSession, type Session } from '../../learning/onnx/session.ts'
import { createPause } from '../../progress.ts'
import type { Random } from '../../random.ts'
import {
  binCount,
  binOfValue,
  type FieldBins,
  spanOfBin,
  stepsOfValue,
  valueOfSteps,
} from '../encoding/bins.ts'
import { spanDensity } from '../encoding/span-density.ts'
import { allowedBins, chosenMembers, rowsAlike } from './forest-choice.ts'
import { type ForestLeaves, type ForestState, readLeaves } from './forest-leaves.ts'
import { noiseFeeds } from './graph-rows.ts'
import type { RowField } from './row-matrix.ts'
import {
  type DrawOptions,
  type GivenRows,
  isSameForAll,
  type RowDensity,
  type RowModel,
} from './row-model.ts'

interface Forest {
  readonly bins: readonly FieldBins[]
  readonly session: Session
  readonly leaves: () => Promise<ForestLeaves>
}

export async function openForest(
  model: Uint8Array,
  state: ForestState,
  fields: readonly RowField[],
): Promise<RowModel> {
  const session = await createSession(model)
  let read: Promise<ForestLeaves> | undefined
  // Drawing without a condition needs the graph alone.
  const leaves = (): Promise<ForestLeaves> => (read ??= readLeaves(session, state, fields))
  const { bins } = state
  return {
    draw: (given, random, options) => draw({ bins, session, leaves }, given, random, options),
    density: densityOf(bins, fields, leaves),
    release: () => session.release(),
  }
}

async function draw(
  forest: Forest,
  asked: GivenRows,
  random: Random,
  options: DrawOptions = {},
): Promise<Float64Array> {
  const { bins, session, leaves } = forest
  const { rowCount, values, flags } = asked
  const width = bins.length
  // What all rows have in common is given once.
  const givenCount = rowCount > 0 && isSameForAll(asked) ? 1 : rowCount
  const steps = new Float32Array(givenCount * width)
  for (let i = 0; i < steps.length; i++) {
    if (flags[i] === 1) steps[i] = stepsOfValue(bins[i % width]!, values[i]!)
  }
  const allowed = allowedBins(bins, options)
  const isFree = !flags.includes(1) && !allowed.some(Boolean)
  const chosen = isFree ? {} : chosenMembers(await leaves(), asked, random, allowed)
  const { rows } = await session.run({
    values: { shape: [givenCount, width], data: steps },
    given: { shape: [givenCount, width], data: Float32Array.from(flags.subarray(0, steps.length)) },
    ...noiseFeeds(session.inputs, rowCount, random, chosen),
  })
  const drawn = new Float64Array(rowCount * width)
  for (const [field, own] of bins.entries()) {
    for (let i = field; i < drawn.length; i += width) {
      drawn[i] = flags[i] === 1 ? values[i]! : valueOfSteps(own, rows!.data[i]!)
    }
  }
  return drawn
}

function densityOf(
  bins: readonly FieldBins[],
  fields: readonly RowField[],
  leaves: () => Promise<ForestLeaves>,
): RowDensity {
  const densities = bins.map(spanDensity)
  const width = bins.length
  return {
    outcomes: bins.map(binCount),
    outcomeOf: (field, value) => binOfValue(bins[field]!, value),
    spanOf: (field, outcome) => spanOfBin(bins[field]!, outcome),
    async logProbabilities(given, field) {
      const { mixture } = await leaves()
      const { values, flags } = given
      const outcomes = binCount(bins[field]!)
      const result = new Float32Array(given.rowCount * outcomes)
      for (const rows of rowsAlike(given, width)) {
        const leafChances = mixture.prior()
        const first = rows[0]! * width
        for (let other = 0; other < width; other++) {
          if (other === field || flags[first + other] !== 1) continue
          mixture.observe(leafChances, other, binOfValue(bins[other]!, values[first + other]!))
        }
        const logs = mixture.predict(leafChances, field).map(Math.log)
        for (const row of rows) result.set(logs, row * outcomes)
      }
      return result
    },
    async surprise(matrix, random, { orders = 4, scored, given = [], ...work } = {}) {
      const { mixture } = await leaves()
      const pause = createPause(work)
      const isGiven = fields.map(({ isContext = false }, i) => isContext || given.includes(i))
      const known = indicesWhere(isGiven, true)
      const asked = indicesWhere(isGiven, false).filter((i) => scored?.includes(i) ?? true)
      const surprise = new Float64Array(matrix.rowCount * width)
      const expected = new Float64Array(surprise.length)
      const order = Uint32Array.from(asked)
      for (let turn = 0; turn < orders; turn++) {
        random.split('order', turn).shuffle(order)
        for (let row = 0; row < matrix.rowCount; row++) {
          await pause('score', (turn + row / matrix.rowCount) / orders)
          const leafChances = mixture.prior()
          const binAt = (field: number): number =>
            binOfValue(bins[field]!, matrix.values[row * width + field]!)
          for (const field of known) mixture.observe(leafChances, field, binAt(field))
          for (const field of order) {
            const { logRoom, meanLogRooms } = densities[field]!
            const chances = mixture.predict(leafChances, field)
            const cell = row * width + field
            const bin = binAt(field)
            surprise[cell]! += (logRoom(matrix.values[cell]!) - Math.log(chances[bin]!)) / orders
            chances.forEach((chance, other) => {
              expected[cell]! += (chance * (meanLogRooms[other]! - Math.log(chance))) / orders
            })
            mixture.observe(leafChances, field, bin)
          }
        }
      }
      return { surprise, expected }
    },
  }
}

function indicesWhere(flags: readonly boolean[], wanted: boolean): number[] {
  return flags.flatMap((flag, i) => (flag === wanted ? [i] : []))
}

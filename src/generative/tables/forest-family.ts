// The forest on rows of numbers: trees part the rows until within a leaf fields are nearly independent, and a record
// is drawn as a leaf and then every field from another of its members. The idea is that of adversarial random forests
// (Watson, Blesch, Kapar & Wright 2023, arXiv:2205.09435); splits are chosen by likelihood instead.

import { constant, input } from '../../learning/graph/apply.ts'
import { gather, reshape } from '../../learning/graph/arrangement.ts'
import {
  add,
  cast,
  floor,
  greater,
  multiply,
  subtract,
  where,
} from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'
import { encodeModel } from '../../learning/onnx/encode.ts'
import { createPause } from '../../progress.ts'
import { createRandom } from '../../random.ts'
import { binCount, binOffsets, binOfValue, type FieldBins, stepsInGraph } from '../encoding/bins.ts'
import { type MixtureField, standInCount, standIns } from '../leaf-mixture.ts'
import { growLikelihoodTree, type TreeField } from '../likelihood-tree.ts'
import { binRanks, type ForestState, mixtureFields } from './forest-leaves.ts'
import { openForest } from './forest-rows.ts'
import { rowBins } from './row-bins.ts'
import { fieldValues, type RowField, type RowMatrix } from './row-matrix.ts'
import type { FamilyOptions, FittedFamily, TableFamily } from './row-model.ts'

export const forestFamily: TableFamily = {
  name: 'forest',
  givesProbabilities: true,
  fit: fitForest,
  // Safe: what this version of the format holds is what `fit` made.
  open: ({ models, state }, fields) => openForest(models.sampler, state as ForestState, fields),
}

const treeCount = 5
const minimumLeafRows = 10
/** Rows that one tree learns from; of more, each tree takes others. */
const mostRows = 50_000
/** Of the fields, so many may split a leaf, and so many judge the split. */
const mostSplitters = 12
const mostJudges = 48

async function fitForest(rows: RowMatrix, options: FamilyOptions): Promise<FittedFamily> {
  const { seed, budgetSeconds = Infinity } = options
  const pause = createPause(options)
  const begun = performance.now()
  const seconds = (): number => (performance.now() - begun) / 1000
  const { fields, rowCount } = rows
  const bins = rowBins(rows)
  const treeFields: TreeField[] = []
  for (const [i, own] of bins.entries()) {
    await pause('grow trees', 0)
    treeFields.push(treeField(fields[i]!, own, fieldValues(rows, i)))
  }
  const random = createRandom(seed)
  const members: Int32Array[] = []
  const sizes: number[] = []
  for (let tree = 0; tree < treeCount; tree++) {
    await pause('grow trees', tree / treeCount)
    // One is grown whatever the time.
    if (tree > 0 && seconds() * (1 + 1 / tree) > budgetSeconds) break
    const own = random.split('tree', tree)
    const all = own.shuffle(Int32Array.from({ length: rowCount }, (_, row) => row))
    const leaves = await growLikelihoodTree(treeFields, all.slice(0, mostRows), {
      minimumLeafRows,
      fieldsPerSplit: Math.min(Math.max(1, Math.ceil(fields.length / 2)), mostSplitters),
      judgesPerSplit: Math.min(fields.length, mostJudges),
      random: own,
      pause: () => pause('grow trees', tree / treeCount),
    })
    members.push(leaves.order)
    sizes.push(...leaves.sizes)
  }
  const shares = treeFields.map((field) => sharesOf(field.bins, field.binCount))
  await pause('grow trees', 1)
  const state: ForestState = { bins, shares, sizes }
  const order = members.flatMap((own) => Array.from(own))
  const table = shuffledWithin(sizes, order, treeFields, random.split('members'))
  return {
    models: { sampler: encodeForest(bins, mixtureFields(state, fields), sizes, table) },
    state,
    training: { rows: rowCount, validationRows: 0, history: [], bestEpoch: 0, seconds: seconds() },
  }
}

function treeField(field: RowField, own: FieldBins, values: Float64Array): TreeField {
  const bins = Int32Array.from(values, (value) => binOfValue(own, value))
  const shares = sharesOf(bins, binCount(own))
  const ranks = binRanks(field, own, shares)
  const entropy = shares.reduce(
    (sum, share) => (share > 0 ? sum - share * Math.log(share) : sum),
    0,
  )
  return {
    bins,
    binCount: shares.length,
    // A gap stands beyond all values.
    ranks: ranks?.map((rank) => (Number.isNaN(rank) ? 1 : rank)),
    // Rare levels count for more than what they add to the likelihood: they are what people look for.
    weight: ranks ? 1 : 1 / Math.sqrt(Math.max(entropy, 1e-3)),
  }
}

function sharesOf(bins: Int32Array, count: number): number[] {
  const tallies = new Array<number>(count).fill(0)
  for (const bin of bins) tallies[bin]!++
  return tallies.map((tally) => tally / bins.length)
}

/** Bins `[members, fields]`; within a leaf each field is in an order of its own, so that no row can be read from it. */
function shuffledWithin(
  sizes: readonly number[],
  order: readonly number[],
  fields: readonly TreeField[],
  random: ReturnType<typeof createRandom>,
): Int32Array {
  const width = fields.length
  const table = new Int32Array(order.length * width)
  fields.forEach(({ bins }, field) => {
    let start = 0
    for (const size of sizes) {
      const own = random.shuffle(
        Int32Array.from({ length: size }, (_, i) => bins[order[start + i]!]!),
      )
      own.forEach((bin, i) => (table[(start + i) * width + field] = bin))
      start += size
    }
  })
  return table
}

/**
 * Inputs: `values` and `given`, `[batch or 1, fields]`, of which one row stands for all; `uniform/leaf`, `[batch, 1]`, the leaf by
 * its share; `uniform/member` and `uniform/place`, `[batch, fields]`, which member of it each field is taken from, and
 * where in the span of its bin. Output: `rows`, `[batch, fields]`, in steps above the field's origin, NaN where missing.
 */
function encodeForest(
  bins: readonly FieldBins[],
  fields: readonly MixtureField[],
  sizes: readonly number[],
  table: Int32Array,
): Uint8Array {
  const width = bins.length
  const count = table.length / width
  const values = input('values', [-1, width])
  const given = input('given', [-1, width])
  const leaf = input('uniform/leaf', [-1, 1])
  const member = input('uniform/member', [-1, width])
  const place = input('uniform/place', [-1, width])
  const ranges = new Float32Array(2 * count)
  let start = 0
  for (const size of sizes) {
    for (let i = start; i < start + size; i++) ranges.set([start, size], 2 * i)
    start += size
  }
  // A leaf is met by its share where any member of all leaves is.
  const any = cast(floor(multiply(leaf, count)), 'int32')
  const range = reshape(gather(constant(ranges, [count, 2]), any), [-1, 2])
  const pick = (column: number) => gather(range, constant(Int32Array.of(column), [1], 'int32'), 1)
  const row = cast(add(pick(0), floor(multiply(member, pick(1)))), 'int32')
  const column = constant(
    Int32Array.from(bins, (_, i) => i),
    [1, width],
    'int32',
  )
  const cell = add(multiply(row, constant(Int32Array.of(width), [1, 1], 'int32')), column)
  const own = gather(constant(table, [table.length], 'int32'), cell)
  // A member stands for the bins around its own: the place says first which, then where within its span.
  const scaled = multiply(place, standInCount)
  const slot = floor(scaled)
  const drawn = standIn(bins, fields, own, cast(slot, 'int32'))
  const rows = where(greater(given, 0), values, stepsInGraph(bins, drawn, subtract(scaled, slot)))
  return encodeModel({
    inputs: [values, given, leaf, member, place],
    outputs: { rows },
    shared: ['values', 'given'],
  })
}

function standIn(
  bins: readonly FieldBins[],
  fields: readonly MixtureField[],
  own: Node,
  slot: Node,
): Node {
  const { offsets } = binOffsets(bins)
  const table = fields.flatMap((field) => standIns(field).flatMap((slots) => Array.from(slots)))
  const first = constant(Int32Array.from(offsets), [1, offsets.length], 'int32')
  const count = constant(Int32Array.of(standInCount), [1, 1], 'int32')
  const cell = add(multiply(add(own, first), count), slot)
  return gather(constant(Float32Array.from(table), [table.length]), cell)
}

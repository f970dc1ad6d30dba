// What a forest of rows has learnt, read back from its graph: the members of the leaves, and the mixture they make.

import type { Session } from '../../learning/onnx/session.ts'
import { type FieldBins, binOfValue, valueOfSteps } from '../encoding/bins.ts'
import {
  type LeafMixture,
  leafMixture,
  type MixtureField,
  standInCount,
  standIns,
  startsOf,
} from '../leaf-mixture.ts'
import type { RowField } from './row-matrix.ts'

/** Plain data beside the graph, which holds the members of the leaves. */
export interface ForestState {
  readonly bins: readonly FieldBins[]
  /** Of each bin among all rows, one list per field. */
  readonly shares: readonly (readonly number[])[]
  /** Members of each leaf. */
  readonly sizes: readonly number[]
}

/** The leaves with their members. */
export interface ForestLeaves extends ForestState {
  readonly mixture: LeafMixture
  /** First member of each leaf, and the number of all members. */
  readonly starts: Int32Array
  /** By field, the bin of each member. */
  readonly members: readonly Int32Array[]
  /** By field and bin, the bins that a member with it stands for. */
  readonly stands: readonly (readonly Int32Array[])[]
}

export async function readLeaves(
  session: Session,
  state: ForestState,
  fields: readonly RowField[],
): Promise<ForestLeaves> {
  const { sizes } = state
  const starts = startsOf(sizes)
  const members = await readMembers(session, state, starts)
  const mixed = mixtureFields(state, fields)
  const mixture = leafMixture({ sizes, bins: members }, mixed)
  return { ...state, mixture, members, starts, stands: mixed.map(standIns) }
}

/** What the mixture of leaves has to know of each field. */
export function mixtureFields(
  { bins, shares, sizes }: ForestState,
  fields: readonly RowField[],
): MixtureField[] {
  const count = sizes.reduce((sum, size) => sum + size, 0)
  return bins.map((own, i) => ({
    shares: possible(shares[i]!, count),
    ranks: binRanks(fields[i]!, own, shares[i]!),
  }))
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
  const count = starts.at(-1)!
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
      'uniform/place': { ...wide, data: new Float32Array(rows * width).fill(0.5 / standInCount) },
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

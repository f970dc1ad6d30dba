// Histories as rows that a network learns from: each at every cycle, with what remained then.

import {
  type BlockShape,
  blocksWidth,
  historyBlocks,
} from '../../../generative/encoding/history-blocks.ts'
import type { MachineHistory } from '../histories.ts'
import { type OperatingConditions, standardised } from './operating-conditions.ts'

/** How histories become rows; plain data, kept in the file of a model. */
export interface RowShape extends BlockShape {
  /** The channels that are used, as indices into those of the fleet. */
  readonly used: readonly number[]
  readonly typicalAge: number
}

export interface LifeRows {
  readonly rowCount: number
  /** `[rows, blocksWidth]` */
  readonly history: Float32Array
  /** `[rows, 2]`: cycles that remained; 1 where a failure ended them, else 0. */
  readonly outcome: Float32Array
  /** The history that each row is of. */
  readonly historyOf: Uint32Array
}

/** Rows that a history must have before it is learnt from. */
export const fewestRows = 5

/** Every history at every cycle, or at every n-th where that gives more than `mostRows`. */
export function lifeRows(
  histories: readonly MachineHistory[],
  conditions: OperatingConditions,
  shape: RowShape,
  mostRows: number,
): LifeRows {
  const possible = histories.reduce((sum, { cycles }) => sum + cycles.length, 0)
  const stride = Math.max(1, Math.ceil(possible / mostRows))
  const ends = histories.map(({ cycles }) => {
    const all = Array.from(cycles, (_, row) => row + 1)
    return all.filter((rows) => rows >= fewestRows && (cycles.length - rows) % stride === 0)
  })
  const rowCount = ends.reduce((sum, own) => sum + own.length, 0)
  const width = blocksWidth(shape)
  const result = {
    rowCount,
    history: new Float32Array(rowCount * width),
    outcome: new Float32Array(rowCount * 2),
    historyOf: new Uint32Array(rowCount),
  }
  let at = 0
  for (const [index, history] of histories.entries()) {
    const { values } = standardised(conditions, history, shape.used)
    const blocks = historyBlocks(values, shape, shape.typicalAge)
    for (const rows of ends[index]!) {
      const cycle = history.cycles[rows - 1]!
      blocks.write(rows, cycle - history.startCycle, result.history, at * width)
      result.outcome[2 * at] = history.endCycle - cycle
      result.outcome[2 * at + 1] = history.end === 'failure' ? 1 : 0
      result.historyOf[at] = index
      at++
    }
  }
  return result
}

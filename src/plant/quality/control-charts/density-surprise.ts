// How surprising records are to a generative model, as a density. The model gives probabilities of spans of
// values; a wide span with few values in it, and what lies beyond the values seen, are as surprising as
// the values there are thin.

import type { Table } from '../../../data/table/table.ts'
import type { FieldProbability, TableModel } from '../../../generative/tables/table-model.ts'
import type { WorkOptions } from '../../../progress.ts'
import { mean } from '../../../statistics/moments.ts'
import type { ComponentScores } from './principal-components.ts'

export type ScoringModel = Pick<TableModel, 'score' | 'probability'>

export type SurpriseScore = (table: Table, options?: WorkOptions) => Promise<ComponentScores>

/**
 * -log p of the spans plus the logarithm of their widths, less its mean over records in control, so that 0 is
 * usual and contributions by field are what is unusual about each.
 */
export async function densitySurprise(
  model: ScoringModel,
  inControl: Table,
  options: WorkOptions = {},
): Promise<SurpriseScore> {
  const cellsOfField = new Map<string, Cells>()
  const raw: SurpriseScore = async (table, more = {}) => {
    const { byField } = await model.score(table, { seed: 1, ...more })
    const contributions = new Map<string, Float64Array>()
    for (const [field, surprise] of byField) {
      const column = table.columns.get(field)
      if (column?.kind !== 'number') {
        contributions.set(field, surprise)
        continue
      }
      const cells = cellsOfField.get(field) ?? cellsOf(await model.probability(field, {}))
      cellsOfField.set(field, cells)
      contributions.set(
        field,
        surprise.map((value, row) => value + logWidth(cells, column.values[row]!)),
      )
    }
    return { statistic: sumOf(contributions, table.rowCount), contributions }
  }
  const usual = await raw(inControl, options)
  const means = new Map([...usual.contributions].map(([field, values]) => [field, mean(values)]))
  return async (table, more) => {
    const { contributions } = await raw(table, more)
    const centred = new Map(
      [...contributions].map(([field, values]) => [
        field,
        values.map((value) => value - means.get(field)!),
      ]),
    )
    return { statistic: sumOf(centred, table.rowCount), contributions: centred }
  }
}

function sumOf(contributions: ReadonlyMap<string, Float64Array>, rowCount: number): Float64Array {
  const sum = new Float64Array(rowCount)
  for (const values of contributions.values()) values.forEach((value, row) => (sum[row]! += value))
  return sum
}

/** Ends of the cells around the spans of values, ascending. */
type Cells = readonly number[]

/** Neighbouring spans meet in the middle between them. */
function cellsOf(outcomes: readonly FieldProbability[]): Cells {
  const spans = outcomes
    .flatMap(({ from, to }) =>
      typeof from === 'number' && typeof to === 'number' ? [[from, to] as const] : [],
    )
    .sort(([a], [b]) => a - b)
  if (spans.length < 2) return []
  const inner = spans.slice(1).map(([from], i) => (spans[i]![1] + from) / 2)
  const [first, last] = [spans[0]!, spans.at(-1)!]
  // A single value at an end reaches as far out as in.
  const low = first[0] < first[1] ? first[0] : 2 * first[0] - inner[0]!
  const high = last[0] < last[1] ? last[1] : 2 * last[1] - inner.at(-1)!
  return [low, ...inner, high]
}

/** Beyond the ends the density falls off exponentially, on the scale of the last cell. */
function logWidth(cells: Cells, value: number): number {
  if (cells.length < 2 || Number.isNaN(value)) return 0
  let low = 0
  let high = cells.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (cells[middle]! <= value) low = middle
    else high = middle
  }
  const width = Math.max(cells[high]! - cells[low]!, Number.MIN_VALUE)
  const beyond = Math.max(0, cells[0]! - value, value - cells.at(-1)!)
  return Math.log(width) + beyond / width
}

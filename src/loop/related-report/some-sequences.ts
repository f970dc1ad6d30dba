// A few entities, drawn at random, of the real and of the synthetic tables: what a person looks at first.

import type { AlignedColumn, EvaluationField } from '../../data/table/aligned-columns.ts'
import { alignTables } from '../../data/table/aligned-columns.ts'
import type { KeyNames, TablePair } from '../../generative/evaluation/related/cardinality.ts'
import { sequencesOf, sequenceValues } from '../../generative/evaluation/related/sequences.ts'
import type { Random } from '../../random.ts'
import type { SequenceLine, SequenceLines } from '../report/charts/sequence-chart.ts'

/** One field of children, of some real and some drawn parents. */
export interface FieldSequences extends SequenceLines {
  readonly field: string
}

export interface SomeSequencesOptions {
  readonly keys: KeyNames
  readonly order?: string | undefined
  readonly fields: readonly EvaluationField[]
  readonly random: Random
}

const entities = 3
const mostFields = 12
/** Points that half a chart can show. */
const mostPoints = 90

/** Fields that are numbers and change; the same entities in all of them. */
export function someSequences(
  real: TablePair,
  synthetic: TablePair,
  { keys, order, fields, random }: SomeSequencesOptions,
): FieldSequences[] {
  const numbers = fields.filter(({ kind }) => kind === 'number')
  const sides = [real, synthetic]
  const columns = alignTables(
    sides.map(({ children }) => children),
    numbers,
  )
  const lines = sides.map(({ children }, side) => {
    const sequences = sequencesOf(children, keys.child, order)
    const places = Uint32Array.from(sequences.keys, (_, place) => place)
    const chosen = random.split(side).shuffle(places).slice(0, entities)
    return columns[side]!.map((column): SequenceLine[] => {
      if (column.kind !== 'number') return []
      const all = sequenceValues(sequences, column.values)
      return Array.from(chosen, (entity) => lineOf(all[entity]!))
    })
  })
  return numbers
    .map(({ name }, i) => ({ field: name, real: lines[0]![i]!, synthetic: lines[1]![i]! }))
    .filter((_, i) => changes(columns[0]![i]!))
    .slice(0, mostFields)
}

function lineOf(values: Float64Array): SequenceLine {
  const every = Math.ceil(values.length / mostPoints)
  return Array.from(values, (value, place) => [place, value] as const).filter(
    ([place, value]) => place % every === 0 && !Number.isNaN(value),
  )
}

function changes(column: AlignedColumn): boolean {
  return column.kind === 'number' && column.values.some((value) => value !== column.values[0])
}

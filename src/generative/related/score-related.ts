// How surprising parents, with the profile of their children, and children, given those before them, are.

import { createRandom } from '../../random.ts'
import { withoutProbabilities } from '../tables/families.ts'
import { rowsOf } from '../tables/row-matrix.ts'
import type { RowModel } from '../tables/row-model.ts'
import type { RecordScores, ScoreOptions, TableModel } from '../tables/table-model.ts'
import { conditionSurprise } from './condition-chain.ts'
import { withinConditions } from './conditions.ts'
import { courseRests } from './courses.ts'
import { profiled } from './profile.ts'
import type { StoredRelatedModel } from './related-file.ts'
import { relatedRows, type RelatedTables } from './related-rows.ts'
import { stepRows } from './step-rows.ts'

export type ScoreRelatedOptions = Omit<ScoreOptions, 'scored' | 'given'>

/** In nats: -log p. */
export interface RelatedScores {
  /** One per parent: that of its fields and profile; null where its family gives no probabilities. */
  readonly parents: RecordScores | null
  /**
   * One per child, in the order of its table, given its parent and the children before it: that of its operating
   * condition, by name like a field, and that of its fields given this.
   */
  readonly children: RecordScores
  /** One per parent: its own, where it has one, and the sum of its children's. */
  readonly total: Float64Array
}

export async function scoreRelated(
  parentModel: TableModel,
  steps: RowModel,
  { description, plan, profile, conditions, courses }: StoredRelatedModel,
  tables: RelatedTables,
  { seed = 1, ...options }: ScoreRelatedOptions = {},
): Promise<RelatedScores> {
  if (!steps.density) throw withoutProbabilities(description.family.child)
  const found = relatedRows(description.schema, tables)
  const within = { ...found, ...withinConditions(conditions, found) }
  const { children, scores } = courseRests(courses, within)
  const rows = { ...found, children }
  const { forms } = plan
  const { schema } = parentModel.description
  const { table } = profiled(description.schema, rows, forms, profile, scores)
  const parents = parentModel.hasProbabilities
    ? await parentModel.score(table, { seed, ...options })
    : null
  const matrix = stepRows(plan, rowsOf(schema, table), rows.children, rows.starts, within.labels)
  const cells = await steps.density.surprise(matrix, createRandom(seed), options)
  const width = matrix.fields.length
  const contexts = width - forms.length
  const surprise = new Float64Array(matrix.rowCount)
  const chain =
    conditions && within.labels && conditionSurprise(conditions.chain, within.labels, rows.starts)
  const names = [...(conditions ? [conditions.name] : []), ...forms.map(({ field }) => field.name)]
  const byName = (): Map<string, Float64Array> =>
    new Map(names.map((name) => [name, new Float64Array(matrix.rowCount)]))
  const [byField, excessByField] = [byName(), byName()]
  const excess = new Float64Array(matrix.rowCount)
  const total = parents?.surprise.slice() ?? new Float64Array(rows.parents.rowCount)
  for (const [own, row] of rows.rows.entries()) {
    const add = (name: string, value: number, expected: number): void => {
      excessByField.get(name)![row] = value - expected
      excess[row]! += value - expected
      byField.get(name)![row] = value
      surprise[row]! += value
      total[matrix.groups![own]!]! += value
    }
    if (conditions && chain) add(conditions.name, chain.surprise[own]!, chain.expected[own]!)
    forms.forEach(({ field }, i) => {
      const cell = own * width + contexts + i
      add(field.name, cells.surprise[cell]!, cells.expected[cell]!)
    })
  }
  return { parents, children: { surprise, byField, excess, excessByField }, total }
}

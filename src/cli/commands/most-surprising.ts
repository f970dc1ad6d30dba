// Which field of a record surprises a model most.

import type { RecordScores } from '../../generative/tables/table-model.ts'

/** Of each record, the field with the largest share of its surprise. */
export function mostSurprising({ surprise, byField }: RecordScores): {
  levels: string[]
  codes: Int32Array
} {
  const fields = [...byField.values()]
  const codes = Int32Array.from(surprise, (_, row) => {
    let most = 0
    for (let field = 1; field < fields.length; field++) {
      if (fields[field]![row]! > fields[most]![row]!) most = field
    }
    return most
  })
  return { levels: [...byField.keys()], codes }
}

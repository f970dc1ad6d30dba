// From what a model's file holds to rows of its schema: the family, opened, under the constraints.

import { openConstraints } from '../constraints/constrained-rows.ts'
import { constrainedModel } from './constrained-model.ts'
import { familyNamed } from './families.ts'
import type { StoredTableModel } from './model-file.ts'
import { rowFields } from './row-matrix.ts'
import type { RowModel } from './row-model.ts'

export async function openRows(stored: StoredTableModel): Promise<RowModel> {
  const { schema, family } = stored.description
  const constraints = openConstraints(stored.constraints, rowFields(schema))
  const opened = await familyNamed(family).open(stored, constraints.fields)
  return constrainedModel(opened, constraints)
}

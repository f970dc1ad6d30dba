// Fits a generative model of two related tables: parents with the profile of their children, then each
// child given its parent and the children before it.

import { MillraceError, throwIfCancelled } from '../../errors.ts'
import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { constrainedFields, modelledFields } from '../../data/table/schema.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import { fitConstraints } from '../constraints/constrained-rows.ts'
import { familyNamed } from '../tables/families.ts'
import { fitTable } from '../tables/fit-table.ts'
import { rowsOf } from '../tables/row-matrix.ts'
import { fitConditions, withinConditions } from './conditions.ts'
import { courseRests, fitCourses } from './courses.ts'
import { chooseProfile, profiled } from './profile.ts'
import { openRelatedModel, type RelatedModel } from './related-model.ts'
import { orderPlace, relatedRows, type RelatedTables } from './related-rows.ts'
import { stepForms } from './step-forms.ts'
import { calendarOf, type StepPlan, stepRows } from './step-rows.ts'

export interface FitRelatedOptions extends WorkOptions {
  /** Family of the children. Default `autoregressive`. */
  readonly family?: string | undefined
  /** Family of the parents. Default that of the children, but `copula` for few parents. */
  readonly parentFamily?: string | undefined
  readonly seed: number | string
  /** Time for the training of both; what is reached by then is kept. */
  readonly budgetSeconds?: number | undefined
}

/** Below this, a copula keeps what goes with what better than a network does. */
const fewParents = 500

/** Share of the time that the parents have. */
const parentShare = 0.25

/**
 * A model of the tables as the schema describes them.
 * @throws MillraceError `bad-input` where schema and tables do not fit together, a child has no parent,
 *   or there is nothing to learn; `cancelled`.
 */
export async function fitRelated(
  schema: RelatedSchema,
  tables: RelatedTables,
  {
    family = 'autoregressive',
    seed,
    budgetSeconds,
    onProgress,
    signal,
    ...options
  }: FitRelatedOptions,
): Promise<RelatedModel> {
  throwIfCancelled(signal)
  const found = relatedRows(schema, tables)
  const { children: whole, starts } = found
  if (whole.rowCount === 0 || whole.fields.length === 0) {
    throw new MillraceError(
      'bad-input',
      `${tables.children.source?.path ?? schema.child.table}: nothing to learn from, expected at least one child with one field that is no identifier, got ${whole.rowCount} of ${whole.fields.length} fields`,
    )
  }
  const isFew = found.parents.rowCount < fewParents
  const { parentFamily = isFew && family === 'autoregressive' ? 'copula' : family } = options
  const order = orderPlace(schema)
  const names = modelledFields(schema.child).map(([name]) => name)
  const kept = new Set(
    schema.child.constraints.flatMap(constrainedFields).map((name) => names.indexOf(name)),
  )
  const still = new Set(order === undefined ? kept : [...kept, order])
  const conditions = fitConditions(found, still)
  const within = { ...found, ...withinConditions(conditions, found) }
  const courses = fitCourses(within, stepForms(within, order, kept), kept)
  const { children, scores } = courseRests(courses, within)
  const rows = { ...within, children }
  const forms = stepForms(rows, order, kept)
  const profile = chooseProfile(schema, rows, forms, courses?.components.length)
  const described = profiled(schema, rows, forms, profile, scores)
  const parentModel = await fitTable(described.schema, described.table, {
    family: parentFamily,
    seed,
    budgetSeconds: budgetSeconds && budgetSeconds * parentShare,
    signal,
    onProgress: progressWithin(onProgress, 0, parentShare),
  })
  const parents = rowsOf(described.schema, described.table)
  const plan: StepPlan = {
    forms,
    parentFields: parents.fields,
    lengthPlace: parents.fields.findIndex(({ name }) => name === profile.length),
    firstPlaces: forms.map((_, place) => {
      const first = profile.parts.find((part) => part.place === place && part.statistic === 'first')
      return parents.fields.findIndex(({ name }) => name === first?.name)
    }),
    longest: longestOf(starts),
    condition: conditions && { name: conditions.name, count: conditions.centres.length },
    calendar: calendarOf(schema, order),
  }
  const steps = stepRows(plan, parents, children, starts, within.labels)
  const constraints = fitConstraints(schema.child.constraints, steps.fields, steps.values)
  const fitted = await familyNamed(family).fit(
    { ...steps, fields: constraints.fields, values: constraints.extend(steps.values) },
    {
      seed,
      budgetSeconds: budgetSeconds && budgetSeconds * (1 - parentShare),
      signal,
      onProgress: progressWithin(onProgress, parentShare, 1),
    },
  )
  const stored = {
    description: {
      schema,
      family: { parent: parentFamily, child: family },
      seed,
      training: { parent: parentModel.description.training, child: fitted.training },
      conditions: conditions && {
        count: conditions.centres.length,
        fields: conditions.fields.map(({ field }) => field.name),
      },
      columns: [...tables.children.columns.keys()],
    },
    parents: parentModel.encode(),
    plan,
    profile,
    conditions,
    courses,
    models: fitted.models,
    state: fitted.state,
    constraints: constraints.states,
  }
  await parentModel.release()
  return openRelatedModel(stored)
}

function longestOf(starts: Uint32Array): number {
  return starts.reduce(
    (most, start, p) => (p === 0 ? 0 : Math.max(most, start - starts[p - 1]!)),
    0,
  )
}

// What may stand under `quality:` in plant.yaml: one entry per operation whose units or lots are judged.

import { z } from 'zod'
import { columnNames, fileOf } from './file-source.ts'

const qualityColumns = ['time', 'lot', 'item'] as const

/** `xbar-r` and `xbar-s` take subgroups of measurements, `i-mr`, `ewma` and `cusum` single ones too, the rest counts. */
export const controlChartKinds = [
  'xbar-r',
  'xbar-s',
  'i-mr',
  'ewma',
  'cusum',
  'p',
  'np',
  'c',
  'u',
] as const

const limits = z
  .strictObject({ lower: z.number().optional(), upper: z.number().optional() })
  .superRefine(({ lower, upper }, context) => {
    if (lower === undefined && upper === undefined) {
      context.addIssue({ code: 'custom', message: 'lower, upper or both' })
    } else if (lower !== undefined && upper !== undefined && lower >= upper) {
      context.addIssue({ code: 'custom', message: 'lower below upper' })
    }
  })
  .describe('Specification: outside of them it fails')

const setting = z
  .strictObject({ lowest: z.number(), highest: z.number() })
  .refine(({ lowest, highest }) => lowest < highest, 'lowest below highest')
  .describe('How far it may be changed')

const qualityCosts = z
  .strictObject({
    scrap: z.number().nonnegative().describe('Of one record that fails and is found'),
    inspection: z.number().nonnegative().describe('Of inspecting one record'),
    escape: z.number().nonnegative().describe('Of one record that fails and is not found'),
  })
  .describe('Without them there is no advice and no choice of what to inspect')

const controlChart = z.strictObject({
  characteristic: z.string().min(1).describe('Column that is charted'),
  chart: z
    .enum(controlChartKinds)
    .optional()
    .describe('By default the one that suits the column and its subgroups'),
  subgroup: z.string().min(1).optional().describe('Column that is the same within a subgroup'),
  subgroup_size: z
    .int()
    .positive()
    .optional()
    .describe('Records in a row that make a subgroup, where no column says so'),
  opportunities: z
    .string()
    .min(1)
    .optional()
    .describe('Column with the units inspected, of p, np, c and u charts of counts'),
  baseline: z
    .int()
    .min(2)
    .optional()
    .describe('First points, from which the control limits come; by default all'),
  limits: limits.optional(),
})

const monitoring = z
  .strictObject({
    columns: columnNames.optional().describe('By default every setting and measurement'),
    conditions: columnNames
      .optional()
      .describe('Operating conditions: records are compared with what is usual under theirs'),
    baseline: z
      .int()
      .min(10)
      .optional()
      .describe('First records, from which the limits come; by default all'),
    false_alarm_rate: z
      .number()
      .positive()
      .max(0.2)
      .default(0.01)
      .describe('Share of records in control that signal'),
  })
  .describe('All measures watched at once: T2, SPE and the surprise of a generative model')

export const qualitySchema = z
  .array(
    fileOf(qualityColumns, 'What orders and names a record, each if there is one')
      .extend({
        operation: z.string().min(1).describe('Its name, for the report'),
        outcome: z.string().min(1).describe('Column that is judged'),
        failing: z
          .array(z.union([z.string().min(1), z.number(), z.boolean()]).transform(String))
          .min(1)
          .optional()
          .describe('Levels of the outcome that fail'),
        limits: limits.optional(),
        settings: z
          .record(z.string().min(1), setting)
          .default({})
          .describe('Columns that an engineer may change, and how far'),
        measurements: columnNames
          .optional()
          .describe('Columns that are measured; by default every other one'),
        ignore: columnNames
          .default([])
          .describe('Columns that are no cause: results of the same test, identifiers'),
        costs: qualityCosts.optional(),
        inspection_capacity: z
          .int()
          .nonnegative()
          .optional()
          .describe('Records that can be inspected of those to decide on; by default all'),
        control_charts: z.array(controlChart).default([]),
        monitoring: monitoring.optional(),
      })
      .superRefine((operation, context) => {
        const refuse = (path: (string | number)[], message: string): void =>
          context.addIssue({ code: 'custom', path, message })
        const { outcome, failing, limits, settings, measurements = [], ignore } = operation
        if (!failing && !limits) {
          refuse(['outcome'], 'failing (levels that fail) or limits (of a measurement) beside it')
        }
        if (failing && limits) refuse(['limits'], 'either failing or limits, not both')
        const causes = new Set([...Object.keys(settings), ...measurements])
        if (causes.has(outcome)) {
          refuse(['outcome'], 'a column that is no setting and no measurement as well')
        }
        for (const [i, name] of measurements.entries()) {
          if (Object.hasOwn(settings, name)) {
            refuse(['measurements', i], 'a column that is no setting as well')
          }
        }
        for (const [i, name] of ignore.entries()) {
          if (causes.has(name) || name === outcome) {
            refuse(['ignore', i], 'a column that is used nowhere else in this operation')
          }
        }
      }),
  )
  .superRefine((operations, context) => {
    for (const [i, { operation }] of operations.entries()) {
      if (operations.findIndex((other) => other.operation === operation) < i) {
        const message = 'a name that no other operation has'
        context.addIssue({ code: 'custom', path: [i, 'operation'], message })
      }
    }
  })
  .describe('Records of units or lots and how they were judged')

/** One operation of `quality:`. */
export type QualityOperation = z.output<typeof qualitySchema>[number]
export type ControlChartKind = (typeof controlChartKinds)[number]
/** One chart of `control_charts:`. */
export type ControlChartRequest = z.output<typeof controlChart>

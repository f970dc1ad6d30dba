// What may stand in plant.yaml. Tables (items, bill of materials, ...) are CSV files named here, and
// their columns are mapped here, so that an export of an ERP is used unchanged.

import { z } from 'zod'
import { fileOf } from './file-source.ts'
import { maintenanceSchema } from './maintenance-schema.ts'
import { qualitySchema } from './quality-schema.ts'

const demandColumns = ['item', 'period', 'quantity'] as const
const covariateColumns = ['item', 'period'] as const
/**
 * `family`, `expected_demand` per period and `like` (another item) say what an item without history may sell.
 * `unit_cost`: of a whole unit, components included (a standard cost). `making_cost`: of making one
 * beyond its components; used where there is no `unit_cost`.
 */
export const itemColumns = [
  'item',
  'description',
  'supply',
  'price',
  'unit_cost',
  'making_cost',
  'holding_cost_per_period',
  'holding_cost_per_year',
  'holding_rate_per_year',
  'shortage',
  'backorder_cost_per_period',
  'lost_sale_cost',
  'service_level',
  'stock_on_hand',
  'stock_on_order',
  'lead_time',
  'minimum_lot',
  'lot_multiple',
  'fixed_cost',
  'shelf_life',
  'end_value_rate',
  'family',
  'expected_demand',
  'like',
] as const
const receiptColumns = ['item', 'period', 'quantity'] as const
const materialColumns = ['parent', 'component', 'quantity'] as const
const resourceColumns = ['resource', 'hours', 'overtime_hours', 'overtime_cost'] as const
const exceptionColumns = ['resource', 'period', 'hours', 'overtime_hours'] as const
const routingColumns = ['item', 'resource', 'hours_per_unit', 'setup_hours'] as const

/** Tables that say nothing without demand to plan for. */
export const productionTables = [
  'items',
  'covariates',
  'receipts',
  'bill_of_materials',
  'resources',
  'routing',
] as const

export type ItemColumn = (typeof itemColumns)[number]

const nonNegative = z.number().nonnegative()
const wholePeriods = z.int().nonnegative()

/** Figures for items whose row does not give them. Anything absent here has a stated default. */
const itemDefaults = z
  .strictObject({
    markup: nonNegative.default(0.3).describe('Price where none is given: unit cost x (1 + this)'),
    holding_rate_per_year: nonNegative
      .default(0.2)
      .describe('Holding cost per year as a fraction of the unit cost'),
    shortage: z
      .enum(['backorder', 'lost_sale'])
      .default('backorder')
      .describe('What happens to demand that is not met from stock'),
    service_level: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.95)
      .describe('Share of demand to be met from stock; sets the shortage cost where none is given'),
    stock_on_hand: nonNegative.default(0),
    lead_time: wholePeriods.default(0).describe('Periods from release to receipt'),
    minimum_lot: nonNegative.default(0),
    lot_multiple: nonNegative
      .default(0)
      .describe('0: whole units where demand is whole, else any quantity'),
    fixed_cost: nonNegative.default(0).describe('Cost of each order or setup'),
    end_value_rate: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('Worth of a unit left at the end of the horizon, as a fraction of its unit cost'),
  })
  .prefault({})

/** Rules for the demand history; each names what is done and reported. */
const cleaning = z
  .strictObject({
    negatives: z
      .enum(['zero', 'error'])
      .default('zero')
      .describe('Negative demand (returns): counted as zero, or refused'),
    gaps: z
      .enum(['zero', 'interpolate', 'error'])
      .default('zero')
      .describe('Periods without a row, between the first and the last of an item'),
    duplicates: z
      .enum(['sum', 'first', 'last', 'error'])
      .default('error')
      .describe('Two rows for the same item and period'),
    outliers: z
      .enum(['keep', 'cap'])
      .default('keep')
      .describe('Demand far outside the usual: reported only, or capped'),
  })
  .prefault({})

const risk = z
  .discriminatedUnion('measure', [
    z.strictObject({ measure: z.literal('expected_profit') }),
    z.strictObject({
      measure: z.literal('cvar'),
      alpha: z
        .number()
        .gt(0)
        .lt(1)
        .default(0.9)
        .describe('Profit is averaged over the worst 1 - alpha of the scenarios'),
      weight: z
        .number()
        .min(0)
        .max(1)
        .default(0.5)
        .describe('0 looks at the expected profit only, 1 at the worst scenarios only'),
    }),
  ])
  .default({ measure: 'expected_profit' })

const planning = z
  .strictObject({
    horizon: z.int().positive().default(13).describe('Periods to plan'),
    frozen_periods: wholePeriods
      .default(0)
      .describe('First periods in which nothing new may be released'),
    service: z
      .strictObject({
        fill_rate: z
          .number()
          .gt(0)
          .lt(1)
          .describe('Share of the demand of all items together to be met from stock'),
        of: z
          .enum(['units', 'value', 'items', 'balanced'])
          .default('balanced')
          .describe('What the share is of: units, their cost, items alike, or between'),
      })
      .optional()
      .describe('One target for items that share nothing, in place of a level for each'),
    scenarios: z.int().positive().default(200).describe('Futures to plan over'),
    risk,
    effort: z
      .number()
      .positive()
      .default(60)
      .describe(
        'For the search of a plan: about as many seconds of a free core, counted in steps so that every machine finds the same plan',
      ),
    time_limit_seconds: z
      .number()
      .positive()
      .optional()
      .describe('Ends the search by the clock as well; two runs may then find different plans'),
  })
  .prefault({})

export const plantSchema = z
  .strictObject({
    name: z.string().min(1).describe('Name of the plant, for the report'),
    language: z.enum(['en', 'zh']).default('en').describe('Language of the report'),
    currency: z.string().min(1).default('EUR').describe('Of every price and cost; a label only'),
    frequency: z
      .enum(['hour', 'day', 'week', 'month', 'quarter', 'year'])
      .default('week')
      .describe('Length of a period; everything "per period" is in this unit'),
    season: z
      .int()
      .positive()
      .optional()
      .describe('Periods in a season; by default a year (a week of days, a day of hours)'),
    seed: z.int().nonnegative().default(1).describe('The same seed gives the same plan'),
    model: z.string().min(1).default('auto').describe('Forecaster, or auto to let it be chosen'),
    training_seconds: nonNegative
      .optional()
      .describe('Time for networks; those not ready by then are left out, and 0 trains none'),
    demand: fileOf(demandColumns, 'History: item, period, quantity')
      .extend({ cleaning })
      .optional(),
    covariates: fileOf(covariateColumns, 'Known ahead: period, and item where it differs')
      .extend({
        names: z.array(z.string().min(1)).min(1).describe('Columns to use, such as promotion'),
      })
      .optional(),
    items: fileOf(itemColumns, 'One row per item').extend({ defaults: itemDefaults }).optional(),
    receipts: fileOf(
      receiptColumns,
      'Open orders: item, period due (label, or number from 1), quantity',
    ).optional(),
    bill_of_materials: fileOf(materialColumns, 'Quantity of component in one parent').optional(),
    resources: fileOf(resourceColumns, 'Hours per period, overtime hours and cost per hour')
      .extend({
        exceptions: fileOf(
          exceptionColumns,
          'Other hours in single periods: holidays, stops',
        ).optional(),
      })
      .optional(),
    routing: fileOf(routingColumns, 'Hours an item takes on a resource').optional(),
    planning,
    quality: qualitySchema.default([]),
    maintenance: maintenanceSchema.default([]),
  })
  .meta({
    description: 'A plant of Millrace',
    // What `parsePlantFile` asks for beyond single keys, for editors.
    anyOf: [{ required: ['demand'] }, { required: ['quality'] }, { required: ['maintenance'] }],
    dependentRequired: {
      demand: ['items'],
      ...Object.fromEntries(productionTables.map((table) => [table, ['demand']])),
    },
  })

/** plant.yaml after parsing, with every default filled in: each area may be absent. */
export type AreasFile = z.output<typeof plantSchema>

/** plant.yaml of a plant that has demand to plan for, and items with it. */
export type PlantFile = AreasFile & {
  readonly [K in 'demand' | 'items']: NonNullable<AreasFile[K]>
}

/** JSON Schema (draft 2020-12) of plant.yaml, for editors. */
export function plantJsonSchema(): object {
  return z.toJSONSchema(plantSchema, { io: 'input' })
}

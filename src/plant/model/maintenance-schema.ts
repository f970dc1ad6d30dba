// What may stand under `maintenance:` in plant.yaml: one entry per fleet of machines of one kind.

import { z } from 'zod'
import { columnNames, fileOf } from './file-source.ts'

export const sensorColumns = ['machine', 'cycle'] as const
export const eventColumns = ['machine', 'cycle', 'event'] as const
const toldEventColumns = [...eventColumns, 'cause'] as const

const amount = z.number().nonnegative()

export const maintenanceSchema = z
  .array(
    fileOf(sensorColumns, 'One row per machine and cycle').extend({
      file: z
        .string()
        .min(1)
        .optional()
        .describe('Sensors: path of a CSV, CSV.gz or Parquet file; without it ages tell lives'),
      fleet: z.string().min(1).describe('Its name, for the report'),
      conditions: columnNames
        .default([])
        .describe('Columns that say under which conditions a machine runs'),
      channels: columnNames
        .min(1)
        .optional()
        .describe('Columns of sensors; by default every other column of numbers'),
      events: fileOf(toldEventColumns, 'failure, service or end (of observation) of a machine')
        .extend({
          failures: columnNames
            .optional()
            .describe('Words that mean a failure, such as CM; rows with no word said are left out'),
          services: columnNames.optional().describe('Words that mean a service, such as PM'),
        })
        .optional()
        .describe('Without them a machine counts as running on after its last row of sensors'),
      cycles_per_period: z
        .number()
        .positive()
        .optional()
        .describe(
          'Cycles that a machine runs in one period of the plan: by default 1, or where cycles are times the hours of a period',
        ),
      resource: z
        .string()
        .min(1)
        .optional()
        .describe('Resource of the plant that stands still while a machine is serviced'),
      costs: z.strictObject({
        failure: amount.describe('Of one failure, beyond the hours it takes'),
        service: amount.describe('Of one planned service, beyond the hours it takes'),
        visit: amount
          .default(0)
          .describe('Of each period in which a crew comes, however many machines it services'),
        lost_hour: amount.default(0).describe('Of an hour in which the machine stands still'),
      }),
      hours: z
        .strictObject({
          failure: amount.default(0).describe('Hours that a machine stands still after a failure'),
          service: amount.default(0).describe('Hours that a machine stands still for a service'),
        })
        .prefault({}),
      crews: z.int().positive().default(1).describe('Services that can be done in one period'),
      parts: z
        .strictObject({
          stock: z.int().nonnegative().describe('Sets of spare parts in stock'),
          lead_time: z
            .int()
            .nonnegative()
            .default(0)
            .describe('Periods until an order of parts comes'),
          cost: amount.default(0).describe('Of one set'),
        })
        .optional()
        .describe('One set per service or repair; without it there are always enough'),
      horizon: z.int().positive().default(26).describe('Periods to plan'),
      firm_periods: z
        .int()
        .positive()
        .optional()
        .describe(
          'Periods whose services are held to; later dates are provisional. By default 4, or until parts ordered now can be used',
        ),
    }),
  )
  .superRefine((fleets, context) => {
    for (const [i, { fleet, file, events }] of fleets.entries()) {
      if (file === undefined && events === undefined) {
        const message = 'a file of sensors, or one of events'
        context.addIssue({ code: 'custom', path: [i, 'file'], message })
      }
      if (fleets.findIndex((other) => other.fleet === fleet) < i) {
        const message = 'a name that no other fleet has'
        context.addIssue({ code: 'custom', path: [i, 'fleet'], message })
      }
    }
  })
  .describe('Sensors and events of machines, and what failures and services cost')

/** One fleet of `maintenance:`. */
export type Fleet = z.output<typeof maintenanceSchema>[number]

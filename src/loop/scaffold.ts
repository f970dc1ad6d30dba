// The files of a new plant: plant.yaml with comments, its schema for editors, and small tables that
// `millrace run` can plan at once, to be replaced by the user's own.

import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileExists, writeFileAtomic, writeFolderAtomic } from '../data/files.ts'
import { MillraceError } from '../errors.ts'
import { plantJsonSchema } from '../plant/model/schema.ts'

export interface ScaffoldOptions {
  /** The plant makes nothing: no bill of materials, resources and routing. */
  readonly buysOnly?: boolean | undefined
}

/**
 * Writes the files of a new plant into a folder, which is made where it is missing.
 * @returns their paths, in the order in which a person should look at them.
 * @throws MillraceError `bad-input` where one of them is there already; then nothing is written.
 */
export async function scaffoldPlant(
  folder: string,
  name: string,
  options: ScaffoldOptions = {},
): Promise<string[]> {
  const files = plantFiles(name, options)
  for (const path of files.keys()) {
    if (await fileExists(join(folder, path))) {
      throw new MillraceError(
        'bad-input',
        `${join(folder, path)}: already there, expected a folder without it`,
        { hint: 'name another folder; nothing was written' },
      )
    }
  }
  await writeFolderAtomic(join(folder, 'data'), async (temporary) => {
    for (const [path, content] of files) {
      if (dirname(path) === 'data') await writeFileAtomic(join(temporary, path.slice(5)), content)
    }
  })
  await mkdir(folder, { recursive: true })
  // plant.yaml goes last: a folder that has it is complete.
  for (const path of ['plant.schema.json', 'plant.yaml']) {
    await writeFileAtomic(join(folder, path), files.get(path)!)
  }
  return [...files.keys()].map((path) => join(folder, path))
}

/** Path below the plant's folder to content. */
export function plantFiles(
  name: string,
  { buysOnly = false }: ScaffoldOptions = {},
): ReadonlyMap<string, string> {
  return new Map([
    ['plant.yaml', plantYaml(name, buysOnly ? '' : makingYaml)],
    ['data/demand.csv', demandCsv()],
    ['data/items.csv', buysOnly ? boughtItemsCsv : itemsCsv],
    ...(buysOnly
      ? []
      : ([
          ['data/bill-of-materials.csv', materialsCsv],
          ['data/resources.csv', resourcesCsv],
          ['data/routing.csv', routingCsv],
        ] as const)),
    ['plant.schema.json', schemaText()],
  ])
}

/** JSON Schema of plant.yaml, for editors. */
export function schemaText(): string {
  return `${JSON.stringify(plantJsonSchema(), undefined, 2)}\n`
}

function plantYaml(name: string, making: string): string {
  return `# yaml-language-server: $schema=./plant.schema.json
# What Millrace knows about the plant is in this file and in the tables that it names.
# The tables in data/ are small examples: put yours in their place.

name: ${JSON.stringify(name)}
language: en # or zh: the language in which the report opens
currency: EUR # a label
frequency: week # hour, day, week, month, quarter or year: the length of a period
seed: 1 # the same seed gives the same plan
# training_seconds: 120 # time for networks; without it they take what they need

# What was sold: one row per item and period, CSV, CSV.gz or Parquet.
# If your columns have other names, say so here, as in
#   columns: { item: article, period: date, quantity: qty }
demand:
  file: data/demand.csv
  cleaning:
    negatives: zero # returns count as nothing sold; or error
    gaps: zero # a period without a row: zero, interpolate or error
    duplicates: error # two rows for one item and period: sum, first, last or error
    outliers: keep # reported only; or cap

# What is known ahead, such as promotions, for the past and for the periods to come:
# covariates:
#   file: data/promotions.csv # item (left out where it holds for all), period, promotion
#   names: [promotion]

# What is made and bought. Needed: item, and price or unit_cost. Whatever else a row leaves out is
# taken from the defaults, and the report says so. Columns with other names are named here too, as in
#   columns: { item: sku, unit_cost: cost_price, lead_time: lead_time_weeks }
# from our names:
#   item, description, supply (make or buy), price, unit_cost, making_cost, fixed_cost (of an order or setup),
#   stock_on_hand, stock_on_order, lead_time (whole periods), minimum_lot, lot_multiple, shelf_life,
#   holding_cost_per_period, holding_cost_per_year or holding_rate_per_year (a share of the unit cost),
#   shortage (backorder or lost_sale), backorder_cost_per_period, lost_sale_cost, service_level, end_value_rate,
#   family, and of an item without history expected_demand (per period) or like (another item)
items:
  file: data/items.csv
  defaults:
    holding_rate_per_year: 0.2 # cost of holding stock, as a share of its value
    markup: 0.3 # price where none is given: unit cost x (1 + this)
    service_level: 0.95 # share of demand to be met from stock; sets what a shortage costs
    lead_time: 0 # periods from release to receipt

# Open orders that will still arrive:
# receipts:
#   file: data/open-orders.csv # item, period, quantity

${making}planning:
  horizon: 8 # periods to plan
  frozen_periods: 0 # first periods in which nothing new may be released
  scenarios: 200 # futures to plan over
  risk: { measure: expected_profit } # or { measure: cvar, alpha: 0.9, weight: 0.5 }
  effort: 20 # for the search of a plan: about seconds of a free core, the same plan on any machine
${areasYaml}`
}

const makingYaml = `# The next three may be left out, together, by a plant that only buys and sells.
bill_of_materials: # what goes into what
  file: data/bill-of-materials.csv

resources: # hours per period, overtime and its cost per hour
  file: data/resources.csv

routing: # hours per unit and per setup
  file: data/routing.csv

`

/** Two more areas, to be filled when there are records of them. */
const areasYaml = `
# Quality: records of units or lots and how they were judged, to learn what drives failures, which
# settings to change and what to inspect. One entry per operation:
# quality:
#   - operation: gluing
#     file: data/gluing.csv # one row per unit or lot
#     columns: { time: finished_at, lot: lot, item: item } # what of these there is
#     outcome: result # the column that is judged
#     failing: [scrap, rework] # its levels that fail; or for a measured one: limits: { lower: 9.8, upper: 10.2 }
#     settings: # columns that an engineer may change, and how far
#       pressure: { lowest: 2, highest: 6 }
#     measurements: [humidity] # columns that are measured; without this every other one
#     ignore: [serial] # columns that are no cause: results of the same test, identifiers
#     costs: { scrap: 40, inspection: 1.5, escape: 300 } # per record; escape: failed and not found
#     inspection_capacity: 200 # records of those to decide on
#     control_charts: # chart: xbar-r, xbar-s, i-mr, ewma, cusum, p, np, c or u
#       - characteristic: bond
#         chart: xbar-r
#         subgroup: lot
#         baseline: 40 # first lots, from which the control limits come
#         limits: { lower: 9, upper: 11 } # specification

# Maintenance: sensors of machines over their cycles, to learn how long they last and when to service
# them. One entry per fleet of machines of one kind:
# maintenance:
#   - fleet: saws
#     file: data/saws.csv # one row per machine and cycle
#     columns: { machine: machine, cycle: hour }
#     conditions: [speed] # columns that say how it runs
#     channels: [vibration] # columns of sensors; without this every other column of numbers
#     events: # event: failure, service, or end of observation
#       file: data/saw-events.csv
#       columns: { machine: machine, cycle: hour, event: event }
#     cycles_per_period: 40 # cycles that a machine runs in a period
#     resource: workshop # stands still while a machine is serviced
#     costs: { failure: 4000, service: 600, visit: 0, lost_hour: 80 } # visit: once for all of a period
#     hours: { failure: 16, service: 4 } # that the machine stands still
#     crews: 1 # services in one period
#     parts: { stock: 2, lead_time: 3, cost: 150 } # sets of spare parts, one per service
#     horizon: 26 # periods to plan
`

/** Two years of two products, by a formula: season and a repeating unevenness. */
function demandCsv(): string {
  const firstMonday = Date.UTC(2024, 0, 1)
  const products = [
    { item: 'table', level: 40, season: 12, peak: 20 },
    { item: 'stool', level: 65, season: 25, peak: 46 },
  ]
  const rows = products.flatMap(({ item, level, season, peak }) =>
    Array.from({ length: 104 }, (_, week) => {
      const date = new Date(firstMonday + week * 7 * 864e5).toISOString().slice(0, 10)
      const wave = season * Math.cos((2 * Math.PI * (week - peak)) / 52)
      const unevenness = ((week * 7919) % 17) - 8
      return `${item},${date},${Math.max(0, Math.round(level + wave + 0.9 * unevenness))}`
    }),
  )
  return `item,period,quantity\n${rows.join('\n')}\n`
}

const itemsCsv = `item,description,supply,price,unit_cost,stock_on_hand,lead_time,minimum_lot,lot_multiple,fixed_cost
table,Folding table,make,95,48,60,0,,,20
stool,Stool,make,42,19,90,0,,,20
board,Beech board,buy,,9,150,2,50,10,35
`

const boughtItemsCsv = `item,description,price,unit_cost,stock_on_hand,lead_time,minimum_lot,lot_multiple,fixed_cost
table,Folding table,95,48,60,2,20,,35
stool,Stool,42,19,90,3,50,10,35
`

const materialsCsv = `parent,component,quantity
table,board,4
stool,board,1
`

const resourcesCsv = `resource,hours,overtime_hours,overtime_cost
workshop,80,16,45
`

const routingCsv = `item,resource,hours_per_unit,setup_hours
table,workshop,0.9,1
stool,workshop,0.4,1
`

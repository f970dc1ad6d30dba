// Makes the data of the pump plant: `npx tsx examples/pump-plant/generate.ts` writes data/*.csv again,
// and plant.schema.json, which editors check plant.yaml with.

import { mkdirSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { schemaText } from '../../src/loop/scaffold.ts'
import { createRandom, type Random } from '../../src/random.ts'
import { items, resources, type Item } from './catalogue.ts'
import {
  announcedWeeks,
  expectedDemand,
  historyWeeks,
  intermittentDemand,
  mondayOf,
  promotionWeeks,
  regularDemand,
} from './demand.ts'
import { eventHeader, eventRows, sensorHeader, sensorRows, spindleLives } from './machines.ts'
import { qualityHeader, qualityRows } from './quality.ts'

type Row = readonly (string | number)[]

/** File name to content, the same on every machine. */
export function pumpPlantFiles(seed = 2026): ReadonlyMap<string, string> {
  const random = createRandom(seed)
  const promotions = new Map(
    items.map((item) => [item.id, promotionWeeks(random.split('promotion', item.id))]),
  )
  const spindles = random.split('spindles')
  const lives = spindleLives(spindles)
  return new Map([
    ['demand.csv', csv(['item', 'week', 'quantity'], demandRows(promotions, random))],
    ['promotions.csv', csv(['item', 'week', 'promotion'], promotionRows(promotions))],
    ['items.csv', csv(itemHeader, items.map(itemRow))],
    ['open-orders.csv', csv(['item', 'week', 'quantity'], openOrderRows())],
    ['bill-of-materials.csv', csv(['parent', 'component', 'quantity'], materialRows())],
    ['resources.csv', csv(resourceHeader, resourceRows())],
    ['stops.csv', csv(['resource', 'week', 'hours', 'overtime_hours'], stopRows())],
    ['routing.csv', csv(['item', 'resource', 'hours_per_unit', 'setup_hours'], routingRows())],
    ['assembly-tests.csv', csv(qualityHeader, qualityRows(random.split('quality')))],
    ['spindles.csv', csv(sensorHeader, sensorRows(lives, spindles))],
    ['spindle-events.csv', csv(eventHeader, eventRows(lives))],
  ])
}

function demandRows(promotions: ReadonlyMap<string, Uint8Array>, random: Random): Row[] {
  const rows: Row[] = []
  for (const { id, demand } of items) {
    if (!demand) continue
    const stream = random.split('demand', id)
    const values =
      demand.kind === 'regular'
        ? regularDemand(demand, promotions.get(id)!, stream)
        : intermittentDemand(demand, stream)
    const start = historyWeeks - values.length
    rows.push(...values.map((value, age): Row => [id, mondayOf(start + age), value]))
  }
  return withFlaws(rows)
}

/** What real exports have: a hole, a row sent twice, a return booked as demand, a slip of the keyboard. */
function withFlaws(rows: readonly Row[]): Row[] {
  const flawed = (item: string, week: number): ((row: Row) => boolean) => {
    const monday = mondayOf(week)
    return (row) => row[0] === item && row[1] === monday
  }
  const isMissing = [flawed('CP-32', 76), flawed('CP-32', 77)]
  const isDoubled = flawed('DP-10', 118)
  const isReturn = flawed('SP-seal', 101)
  const isSlip = flawed('WP-4', 90)
  return rows.flatMap((row): Row[] => {
    const [item, week, quantity] = row
    if (isMissing.some((matches) => matches(row))) return []
    if (isDoubled(row)) return [row, row]
    if (isReturn(row)) return [[item!, week!, -6]]
    if (isSlip(row)) return [[item!, week!, 10 * Number(quantity)]]
    return [row]
  })
}

function promotionRows(promotions: ReadonlyMap<string, Uint8Array>): Row[] {
  return items.flatMap(({ id, demand }): Row[] => {
    if (demand?.kind !== 'regular' || demand.promotionLift === 1) return []
    const start = historyWeeks - (demand.weeksOnSale ?? historyWeeks)
    return Array.from({ length: historyWeeks + announcedWeeks - start }, (_, age): Row => {
      const week = start + age
      return [id, mondayOf(week), promotions.get(id)![week]!]
    })
  })
}

const itemHeader = [
  'item',
  'description',
  'supply',
  'price',
  'unit_cost',
  'shortage',
  'service_level',
  'stock_on_hand',
  'lead_time',
  'minimum_lot',
  'lot_multiple',
  'fixed_cost',
]

function itemRow(item: Item): Row {
  return [
    item.id,
    item.description,
    item.supply,
    item.price ?? '',
    Math.round(100 * standardCost(item)) / 100,
    item.shortage ?? '',
    item.serviceLevel ?? '',
    Math.round(item.stockWeeks * weeklyNeed(item.id)),
    item.leadTimeWeeks,
    item.minimumLot ?? '',
    item.lotMultiple ?? '',
    item.fixedCost,
  ]
}

/** A unit with its components. */
function standardCost(item: Item): number {
  let cost = item.addedCost
  for (const [component, quantity] of Object.entries(item.components ?? {})) {
    cost += quantity * standardCost(items.find(({ id }) => id === component)!)
  }
  return cost
}

/** Bought components are under way for every week of their lead time. */
function openOrderRows(): Row[] {
  return items.flatMap((item): Row[] => {
    const lot = item.lotMultiple ?? 1
    const quantity = Math.round(weeklyNeed(item.id) / lot) * lot
    if (item.supply === 'make' || quantity === 0) return []
    return Array.from({ length: item.leadTimeWeeks }, (_, week): Row => {
      return [item.id, mondayOf(historyWeeks + week), quantity]
    })
  })
}

function materialRows(): Row[] {
  return items.flatMap(({ id, components = {} }) =>
    Object.entries(components).map(([component, quantity]): Row => [id, component, quantity]),
  )
}

const resourceHeader = ['resource', 'hours', 'overtime_hours', 'overtime_cost']

function resourceRows(): Row[] {
  return resources.map(({ id, hours, overtimeHours, overtimeCost }) => {
    return [id, hours, overtimeHours, overtimeCost]
  })
}

/** The machining centre is overhauled in the seventh week to come. */
function stopRows(): Row[] {
  return [['machining', mondayOf(historyWeeks + 6), 40, 8]]
}

function routingRows(): Row[] {
  return items.flatMap(({ id, routing }): Row[] => (routing ? [[id, ...routing]] : []))
}

/** Mean units a week over the next quarter: the item's own demand and that of what it goes into. */
export function weeklyNeed(id: string): number {
  const quarter = 13
  const own = items.find((item) => item.id === id)?.demand
  let need = 0
  if (own?.kind === 'intermittent') need = own.chance * own.size
  if (own?.kind === 'regular') {
    for (let week = 0; week < quarter; week++) {
      need += expectedDemand(own, historyWeeks + week, false) / quarter
    }
  }
  for (const parent of items) {
    const perUnit = parent.components?.[id] ?? 0
    if (perUnit > 0) need += perUnit * weeklyNeed(parent.id)
  }
  return need
}

function csv(header: readonly string[], rows: readonly Row[]): string {
  const quote = (cell: string | number): string => {
    const text = String(cell)
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [header, ...rows].map((row) => `${row.map(quote).join(',')}\n`).join('')
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = new URL('data/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of pumpPlantFiles()) writeFileSync(new URL(name, folder), content)
  writeFileSync(new URL('plant.schema.json', import.meta.url), schemaText())
}

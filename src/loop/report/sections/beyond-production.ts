// What to do first beside production: machines to service, records to test and settings to change, with
// their worth.

import type { AreasContent } from '../content.ts'
import {
  firstThings,
  type FirstServices,
  type FirstSettings,
  type FirstTests,
} from '../first-things.ts'
import { formatNumber, formatPercent, formatRoughMoney, shortLabels } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say, type Text } from '../text.ts'
import { settingText } from './quality.ts'

const orderLimit = 5
const lotLimit = 3
/** Records to which a gain per record is scaled, so that it can be felt. */
const scaledRecords = 1000

export function beyondProduction(content: AreasContent): Markup | false {
  const actions = actionTable(content)
  return actions && markup`<h3>${say((m) => m.first.beyond)}</h3>${actions}`
}

/** As `beyondProduction`, without its heading. */
export function actionTable(content: AreasContent): Markup | false {
  const money = (value: number): string => formatRoughMoney(value, content.plant.currency)
  const { tests, settings, services } = firstThings(content)
  const rows = [
    ...services.flatMap((fleet) => orderRows(fleet, money)),
    ...tests.flatMap((operation) => testRows(operation, money)),
    ...settings.map((operation) => settingRow(operation, money)),
  ]
  if (rows.length === 0) return false
  return table({
    caption: (m) => m.first.beyond,
    columns: [
      { head: (m) => m.first.what },
      { head: (m) => m.first.when, isNumber: true },
      { head: (m) => m.first.worth, isNumber: true },
    ],
    rows,
  })
}

type Row = readonly (Markup | string)[]
type Money = (value: number) => string

function orderRows({ orders }: FirstServices, money: Money): Row[] {
  return orders.slice(0, orderLimit).map(({ machine, label, reasons: [reason], costOfNone }) => [
    markup`${say((m) => m.first.service)} <span class="item">${machine}</span>
        ${reason && because((m) => m.maintenance.orders.reason(reason, money))}`,
    say((m) => m.maintenance.period(shortLabels([label])[0]!)),
    money(costOfNone),
  ])
}

function because(text: Text): Markup {
  return markup`<span class="note block">${say(text)}</span>`
}

function testRows(
  { operation, inspected, records, saving, lots }: FirstTests,
  money: Money,
): Row[] {
  if (inspected === 0) return []
  const named = lots.filter(({ row }) => row === null).map(({ name }) => name)
  const told = named.slice(0, lotLimit)
  return [
    [
      markup`<span class="item">${operation}</span>: ${say((m) => m.first.test(formatNumber(inspected), formatNumber(records)))}
        ${told.length > 0 && because((m) => m.first.lots(m.list(told, named.length - told.length)))}`,
      say((m) => m.first.now),
      money(saving),
    ],
  ]
}

function settingRow({ operation, changes, gain, share }: FirstSettings, money: Money): Row {
  return [
    markup`<span class="item">${operation}</span>: ${say((m) =>
      m.list(
        changes.map(({ column, from, to }) =>
          m.first.change(column, settingText(from), settingText(to)),
        ),
        0,
      ),
    )}
      ${because((m) => m.first.lessScrap(formatPercent(share, 0)))}`,
    say((m) => m.first.now),
    markup`${money(scaledRecords * gain)}
      <span class="note block">${say((m) => m.first.perRecords(scaledRecords.toLocaleString('en')))}</span>`,
  ]
}

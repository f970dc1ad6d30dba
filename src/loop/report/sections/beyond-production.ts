// What to do first beside production: machines to service, records to test and settings to change, with
// their worth.

import type { QualityReport, FleetReport, ReportContent } from '../content.ts'
import { formatNumber, formatPercent, formatRoughMoney } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import { table } from '../table.ts'
import { say, type Text } from '../text.ts'
import { settingText } from './quality.ts'

const orderLimit = 5
const lotLimit = 3
/** Records to which a gain per record is scaled, so that it can be felt. */
const scaledRecords = 1000

export function beyondProduction({ plant, quality, maintenance }: ReportContent): Markup | false {
  const money = (value: number): string => formatRoughMoney(value, plant.currency)
  const rows = [
    ...maintenance.flatMap((fleet) => orderRows(fleet, money)),
    ...quality.flatMap((report) => testRows(report, money)),
    ...quality.flatMap((report) => settingRows(report, money)),
  ]
  if (rows.length === 0) return false
  return markup`<h3>${say((m) => m.first.beyond)}</h3>
    ${table({
      caption: (m) => m.first.beyond,
      columns: [
        { head: (m) => m.first.what },
        { head: (m) => m.first.when, isNumber: true },
        { head: (m) => m.first.worth, isNumber: true },
      ],
      rows,
    })}`
}

type Row = readonly (Markup | string)[]
type Money = (value: number) => string

/** Of the firm services that come first, those that save most. */
function orderRows({ result }: FleetReport, money: Money): Row[] {
  if (!result) return []
  const { machines, periods } = result
  return machines
    .flatMap(({ workOrder }) => (workOrder?.isFirm ? [workOrder] : []))
    .sort((a, b) => a.period - b.period || b.costOfNone - a.costOfNone)
    .slice(0, orderLimit)
    .map(({ machine, period, reasons: [reason], costOfNone }) => [
      markup`${say((m) => m.first.service)} <span class="item">${machine}</span>
        ${reason && because((m) => m.maintenance.orders.reason(reason, money))}`,
      periods[period]?.label ?? '',
      money(costOfNone),
    ])
}

function because(text: Text): Markup {
  return markup`<span class="note block">${say(text)}</span>`
}

function testRows({ operation, result }: QualityReport, money: Money): Row[] {
  const waiting = result?.waiting
  if (!waiting?.inspected) return []
  const { inspected, records, expectedCost, expectedCostUninspected } = waiting
  const lots = waiting.lots
    .filter((lot) => lot.inspected > 0 && lot.row === null)
    .toSorted((a, b) => (b.saving ?? 0) - (a.saving ?? 0))
  const named = lots.slice(0, lotLimit).map(({ name }) => name)
  return [
    [
      markup`<span class="item">${operation}</span>: ${say((m) => m.first.test(formatNumber(inspected), formatNumber(records)))}
        ${named.length > 0 && because((m) => m.first.lots(m.list(named, lots.length - named.length)))}`,
      say((m) => m.first.now),
      money((expectedCostUninspected ?? 0) - (expectedCost ?? 0)),
    ],
  ]
}

function settingRows({ operation, result }: QualityReport, money: Money): Row[] {
  const advice = result?.advice
  if (!advice || advice.changes.length === 0) return []
  const { changes, gain } = advice
  const share = gain.estimate / advice.costNow.estimate
  return [
    [
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
      markup`${money(scaledRecords * gain.estimate)}
        <span class="note block">${say((m) => m.first.perRecords(scaledRecords.toLocaleString('en')))}</span>`,
    ],
  ]
}

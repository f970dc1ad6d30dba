// What a person wants to know of a run before opening its report: what is earned, what to do, what to check.

import {
  isStockUnknown,
  type ProductionContent,
  type ReportContent,
} from '../../loop/report/content.ts'
import {
  firstReleases,
  firstThings,
  type FirstServices,
  type FirstSettings,
  type FirstTests,
} from '../../loop/report/first-things.ts'
import { formatNumber, formatPercent, formatRoughMoney } from '../../loop/report/format.ts'
import { en } from '../../loop/report/messages/en.ts'
import { areasLead } from '../../loop/report/sections/areas-first.ts'
import { evidenceSentence, pastSentence } from '../../loop/report/sections/machines-past.ts'
import { settingText } from '../../loop/report/sections/quality.ts'
import { pastQualitySentence } from '../../loop/report/sections/quality-past.ts'
import { cutNote, noteSentence } from '../../plant/production/notes.ts'
import type { FeasiblePlan, Plan } from '../../plant/production/plan.ts'

/** Lines of each kind that the terminal shows; the report has more. */
const shown = 5

/** Headed blocks in the order in which they matter; what has nothing to say is left out. */
export function summaryLines(content: ReportContent): string[] {
  const { plant } = content
  const plan = 'plan' in content ? content.plan : undefined
  const { tests, settings, services } = firstThings(content)
  const money = (value: number): string => formatRoughMoney(value, plant.currency)
  const blocks: readonly (readonly [string, readonly string[]])[] = [
    ...(plan ? planBlocks(plan, money) : []),
    ['Inspect', tests.flatMap((operation) => inspectionLines(operation, money))],
    ['Adjust', settings.map(settingLine)],
    ['Service', services.flatMap((fleet) => serviceLines(fleet, money))],
    ['Past', pastLines(content)],
    ['Check', checkLines(content)],
  ]
  const width = Math.max(...blocks.map(([head]) => head.length)) + 2
  return [
    plan
      ? `${plant.name}, ${en.periods(plan.periods.length, plant.frequency)} from ${plan.periods[0]}`
      : `${plant.name}. ${areasLead(content, en)}`,
    ...blocks
      .filter(([, lines]) => lines.length > 0)
      .flatMap(([head, lines]) => [
        '',
        ...lines.map((line, i) => (i === 0 ? head : '').padEnd(width) + line),
      ]),
  ]
}

type Money = (value: number) => string

function planBlocks(plan: Plan, money: Money): readonly (readonly [string, readonly string[]])[] {
  if (plan.status !== 'planned') {
    return [['No plan', plan.conflicts.map(({ sentence }) => sentence)]]
  }
  return [
    ['Profit', profitLines(plan, money)],
    ['Release', releaseLines(plan, money)],
  ]
}

function profitLines({ outcome, baselines }: FeasiblePlan, money: Money): string[] {
  const { profit, fillRate } = outcome
  const [rule] = baselines
  const gain = rule ? profit.mean - rule.outcome.profit.mean : 0
  const met = `${formatPercent(fillRate.mean)} of demand met from stock`
  return [
    `${money(profit.mean)} expected; 8 of 10 futures: ${money(profit.q10)} to ${money(profit.q90)}`,
    rule
      ? `${money(Math.abs(gain))} ${gain < 0 ? 'less' : 'more'} than the usual rule; ${met}`
      : met,
  ]
}

function releaseLines(plan: FeasiblePlan, money: Money): string[] {
  const { period, proposals: now } = firstReleases(plan)
  if (now.length === 0) return [`nothing in ${period}`]
  const rows = now.slice(0, shown).map(({ kind, item, quantity, worth }) => ({
    what: `${kind === 'make' ? 'make' : 'buy '} ${item}`,
    quantity: formatNumber(Number(quantity.toPrecision(6))),
    worth: money(worth),
  }))
  const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length))
  const widths = {
    what: widest(rows.map(({ what }) => what)),
    quantity: widest(rows.map(({ quantity }) => quantity)),
    worth: widest(rows.map(({ worth }) => worth)),
  }
  return [
    `${en.releases(now.length)} in ${period}, the most worth first`,
    ...rows.map(
      ({ what, quantity, worth }) =>
        `${what.padEnd(widths.what)}  ${quantity.padStart(widths.quantity)}  worth ${worth.padStart(widths.worth)}`,
    ),
    ...more(now.length - rows.length, 'proposals.csv'),
  ]
}

function inspectionLines(
  { operation, inspected, records, saving, lots }: FirstTests,
  money: Money,
): string[] {
  if (inspected === 0) return [`${operation}: none of ${formatNumber(records)} untested records`]
  const named = lots
    .slice(0, shown)
    .map(({ name, row, inspected: count }) =>
      row === null ? `${count} of ${name}` : `row ${formatNumber(row)}`,
    )
  return [
    `${operation}: ${formatNumber(inspected)} of ${formatNumber(records)} untested records, saves ${money(saving)}`,
    en.list(named, lots.length - named.length),
  ]
}

function settingLine({ operation, changes, share }: FirstSettings): string {
  const told = changes.map(({ column, from, to }) =>
    en.first.change(column, settingText(from), settingText(to)),
  )
  return `${operation}: ${told.join(', ')}: ${en.first.lessScrap(formatPercent(share, 0))}`
}

/** Firm orders: the ones to act on now. */
function serviceLines({ fleet, firmPeriods, orders }: FirstServices, money: Money): string[] {
  if (orders.length === 0) return [`${fleet}: none within the next ${firmPeriods} periods`]
  return [
    ...orders
      .slice(0, shown)
      .map(
        ({ machine, label, costOfNone }) =>
          `${fleet}: ${machine} in ${label}, worth ${money(costOfNone)}`,
      ),
    ...more(orders.length - shown, 'the report'),
  ]
}

/** What came of the decisions of earlier runs. */
function pastLines({ quality, maintenance, plant: { currency } }: ReportContent): string[] {
  return [
    ...quality.flatMap(({ operation, past }) =>
      past ? [`${operation}: ${pastQualitySentence(past, currency, en)}`] : [],
    ),
    ...maintenance.flatMap(({ fleet, past }) =>
      past ? [`${fleet}: ${pastSentence(past, currency, en)}`] : [],
    ),
  ]
}

/** What went wrong, or speaks against the figures above. */
function checkLines(content: ReportContent): string[] {
  const { quality, maintenance, plant } = content
  const { currency } = plant
  return [
    ...('plan' in content ? planChecks(content) : []),
    ...quality.flatMap(({ operation, result, problem }) => [
      ...(problem === null ? [] : [`${operation}: ${en.areaProblem} ${problem}`]),
      ...(result?.leaks ?? []).map((leak) => `${operation}: ${en.quality.leak(leak)}`),
    ]),
    ...maintenance.flatMap(({ fleet, result, problem }) => [
      ...(problem === null ? [] : [`${fleet}: ${en.areaProblem} ${problem}`]),
      ...(result?.evidence?.followed
        ? [`${fleet}: ${evidenceSentence(result.evidence, currency, en)}`]
        : []),
    ]),
  ]
}

function planChecks({ plan, plant, backtest }: ProductionContent): string[] {
  const { itemCount, itemsWithoutStock } = plant
  return [
    ...(isStockUnknown(plant)
      ? [en.first.noStock(formatNumber(itemsWithoutStock), formatNumber(itemCount))]
      : []),
    // Of the notes on a plan the one that says that another run may find another plan.
    ...plan.codedNotes.filter(({ code }) => code === cutNote.code).map(noteSentence),
    ...((backtest?.capturedValue ?? 0) < 0 ? [en.evidence.behind] : []),
  ]
}

function more(count: number, where: string): string[] {
  return count > 0 ? [en.more(formatNumber(count), where)] : []
}

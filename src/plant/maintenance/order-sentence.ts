// Why a service is due in its period, as an English sentence. Reports say the same in their own languages
// from the same figures.

import { ruleName } from './policy-evidence.ts'
import type { OrderCause } from './result.ts'

/** @param money how an amount is written; whole units of the plant's currency by default. */
export function orderSentence(cause: OrderCause, money = wholeUnits): string {
  switch (cause.kind) {
    case 'risk':
      return `waiting a period longer costs ${money(cause.waiting)} more: the risk of failing rises from ${shareText(cause.now)} to ${shareText(cause.next)}`
    case 'life':
      return `a service now costs ${money(cause.early)} more: half of such machines run another ${cause.cycles} cycles`
    case 'load':
      return `production runs at ${shareText(cause.load)} of its usual load in ${cause.period}, at ${shareText(cause.otherLoad)} in ${cause.otherPeriod}, when it would be due otherwise`
    case 'crew':
      return `${cause.period} would cost ${money(cause.saving)} less, but the crews are busy then`
    case 'part':
      return `${cause.period} would cost ${money(cause.saving)} less, but no part is there for it then`
    case 'visit':
      return `other machines are serviced in the same visit; another one in ${cause.otherPeriod}, when it would be due otherwise, would cost ${money(cause.saving)} more`
    case 'rule':
      return `due by ${ruleName(cause.rule)}, which is followed`
    default:
      return cause satisfies never
  }
}

/** Whole percent, or a tenth of one where it is less than one. */
export function shareText(share: number): string {
  const value = 100 * share
  return `${value > 0 && value < 1 ? value.toFixed(1) : Math.round(value)}%`
}

function wholeUnits(amount: number): string {
  return Math.round(amount).toLocaleString('en')
}

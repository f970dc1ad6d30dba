// What a person should know of a plan: each note with its code and figures, and as an English sentence.

import type { Assumption } from '../model/items.ts'

export type PlanNote =
  /** Planned over more periods than asked for. */
  | {
      readonly code: 'longer-horizon'
      readonly periods: number
      readonly asked: number
      readonly longestLeadTime: number
    }
  /** Open orders that were due before the first period, or are due after the last. */
  | { readonly code: 'past-due' | 'due-later'; readonly orders: number }
  | { readonly code: 'calendar-outside'; readonly exceptions: number }
  /** A usual rule is proposed. */
  | { readonly code: 'rule-proposed'; readonly rule: string }
  /** No plan of the linked items was found. */
  | { readonly code: 'no-search'; readonly effort: number }
  /** The clock ended a search before its effort was spent. */
  | { readonly code: 'stopped-by-clock' }
  /** A figure that was not given for `items` of `allItems`. */
  | {
      readonly code: 'assumed'
      readonly figure: Assumption['figure']
      readonly value: Assumption['value']
      readonly items: number
      readonly allItems: number
    }

export const cutNote = { code: 'stopped-by-clock' } as const satisfies PlanNote

export function noteSentence(note: PlanNote): string {
  switch (note.code) {
    case 'longer-horizon':
      return `planned over ${note.periods} periods instead of ${note.asked}: the longest lead time is ${note.longestLeadTime}`
    case 'past-due':
      return `${note.orders} open orders are past due: taken as due in the first period`
    case 'due-later':
      return `${note.orders} open orders are due after the horizon: left out`
    case 'calendar-outside':
      return `${note.exceptions} calendar exceptions lie outside the horizon: left out`
    case 'rule-proposed':
      return `the rule ${note.rule} is proposed: nothing better was found`
    case 'no-search':
      return `no plan of the items that share resources or materials was found with an effort of ${note.effort}: the lots are those of levels and lots where demand is as expected; allow more effort`
    case 'stopped-by-clock':
      return 'the search was stopped by the clock: a quieter machine, or more time, may find a better plan'
    case 'assumed': {
      const { items, allItems } = note
      return `${assumptionText(note)} for ${items.toLocaleString('en')} of ${allItems.toLocaleString('en')} items`
    }
    default:
      return note satisfies never
  }
}

function assumptionText({ figure, value }: Pick<Assumption, 'figure' | 'value'>): string {
  const number = value === null ? '' : figureText(value)
  switch (figure) {
    case 'price':
      return `price not given: unit cost x ${number} assumed`
    case 'unit_cost':
      return value === null
        ? 'unit_cost is below that of the components: theirs assumed'
        : `unit cost not given: price / ${number} assumed`
    case 'making_cost':
      return 'making_cost not given: none beyond the components assumed'
    case 'holding_rate_per_year':
      return `holding cost not given: ${percentText(value)}% of unit cost per year assumed`
    case 'lost_sale_cost':
      return 'lost sale cost not given: the lost margin alone assumed'
    case 'backorder_cost_per_period':
      return `backorder cost not given: the one that makes a service level of ${percentText(value)}% optimal assumed`
    default:
      return `${figure} not given: ${number} assumed`
  }
}

/** Six digits: what was computed is shown as it was meant. */
export function figureText(value: number): string {
  return String(Number(value.toPrecision(6)))
}

export function percentText(share: number | null): string {
  return figureText(100 * (share ?? 0))
}

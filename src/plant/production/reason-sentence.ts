// A reason as an English sentence. Reports say the same in their own languages from the same figures.

import type { Cause, Change, Reason } from './plan.ts'

/** @param steps labels of the periods. */
export function reasonSentence(
  { about, subject, from, to, quantity, ...why }: Omit<Reason, 'sentence'>,
  steps: readonly string[],
): string {
  const when = from === to ? `in ${steps[from]}` : `from ${steps[from]} to ${steps[to]}`
  const amount = Number(quantity.toPrecision(3))
  const what = about === 'shortage' ? `${amount} units short` : `${amount} hours of overtime`
  return `${subject}: up to ${what} ${when}, because ${whyClause(why)}.`
}

/** Why, down to the item at the end of the chain of components. */
export function whyClause({
  cause,
  because,
  root,
}: Pick<Reason, 'cause' | 'because' | 'root'>): string {
  const clause = causeClause(cause, because)
  if (!root) return clause
  const end = causeClause(root.cause, root.because)
  return `${clause} (${root.item === because ? end : `for want of ${root.item}: ${end}`})`
}

function causeClause(cause: Cause, because: string | undefined): string {
  switch (cause) {
    case 'capacity':
      return `the hours of ${because ?? 'a resource'} are used up`
    case 'lead-time':
      return 'nothing released now arrives before then'
    case 'frozen':
      return 'the frozen periods allow no release that would arrive by then'
    case 'lot-size':
      return 'the lot sizes do not allow a better quantity'
    case 'material':
      return `there is too little of ${because ?? 'a component'}`
    case 'not-worth-it':
      return 'more stock would cost more than the shortage that it avoids'
    case 'cheaper-than-shortage':
      return `overtime costs less than running short${because === undefined ? '' : ` (mostly of ${because})`}`
    case 'not-found':
      return 'nothing better was found in the time that planning had'
    default:
      return cause satisfies never
  }
}

/** A noun phrase: what is changed to see what it brings. */
export function changePhrase(change: Change): string {
  switch (change.kind) {
    case 'no-lead-time':
      return 'a lead time of 0'
    case 'no-frozen-periods':
      return 'no frozen periods'
    case 'rarer-shortage':
      return 'a reorder point with half the chance of running short'
    case 'unit-more':
      return 'one more unit'
    case 'earlier-arrival':
      return `a first arrival before ${change.before ?? 'the end of the plan'}`
    case 'hour-more':
      return `one more hour of ${change.resource} in ${change.period}`
    case 'hour-less':
      return `one hour less of ${change.resource} in ${change.period}`
    case 'free-lot':
      return `no ${change.limit} lot`
    default:
      return change satisfies never
  }
}

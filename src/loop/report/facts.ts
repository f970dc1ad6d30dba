// Facts with their names, as a list.

import { markup, type Markup } from './markup.ts'
import { say, type Text } from './text.ts'

export interface Fact {
  readonly label: Text
  readonly value: Markup
}

export function factList(facts: readonly (Fact | false | null)[]): Markup {
  return markup`<dl class="facts">
    ${facts.map(
      (fact) =>
        fact &&
        markup`<div>
          <dt>${say(fact.label)}</dt>
          <dd>${fact.value}</dd>
        </div>`,
    )}
  </dl>`
}

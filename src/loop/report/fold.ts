// A part for who wants to look closer: its heading and what it comes to in one sentence, the rest a click away.
// On paper all of it is there.

import { markup, trusted, type Markup } from './markup.ts'
import { say, type Text } from './text.ts'

export interface FoldContent {
  /** Of what is inside; a link to it opens the fold. Unique on the page. */
  readonly id?: string
  readonly heading: Text
  /** What a reader knows without opening it. */
  readonly verdict?: Text | false
  /** Where the page is about nothing else. */
  readonly isOpen?: boolean
  readonly body: readonly (Markup | false | null)[]
}

export function fold({ id, heading, verdict, isOpen = false, body }: FoldContent): Markup {
  return markup`<details class="fold"${isOpen && trusted(' open')}>
    <summary>
      <h3>${say(heading)}</h3>
      ${verdict && markup`<span class="verdict">${say(verdict)}</span>`}
    </summary>
    <div${id !== undefined && markup` id="${id}"`}>${body}</div>
  </details>`
}

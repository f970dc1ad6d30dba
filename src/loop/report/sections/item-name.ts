// How an item is named in tables and over charts.

import { markup, type Markup } from '../markup.ts'

/** Identifier and description of an item. */
export function nameOf(item: string, description: string | undefined): Markup {
  const name = markup`<span class="item">${item}</span>`
  return description ? markup`${name} <span class="note">${description}</span>` : name
}

// Tables of the report: numbers to the right, scrollable where a phone is too narrow for them.

import { markup, type Markup } from './markup.ts'
import { say, type Text } from './text.ts'

export interface ColumnHead {
  readonly head: Text
  readonly isNumber?: boolean
  /** Left out where the page is narrow; never the only place of a fact that matters. */
  readonly isExtra?: boolean
}

export interface TableContent {
  /** Read aloud; the eye has the heading above. */
  readonly caption: Text
  readonly columns: readonly ColumnHead[]
  readonly rows: readonly (readonly (Markup | string)[])[]
}

export function table({ caption, columns, rows }: TableContent): Markup {
  const classOf = ({ isNumber, isExtra }: ColumnHead): string =>
    [isNumber && 'number', isExtra && 'extra'].filter(Boolean).join(' ')
  const cell = (content: Markup | string, i: number): Markup =>
    i === 0
      ? markup`<th scope="row" class="${classOf(columns[i]!)}">${content}</th>`
      : markup`<td class="${classOf(columns[i]!)}">${content}</td>`
  return markup`<div class="scroll" tabindex="0">
    <table>
      <caption class="unseen">${say(caption)}</caption>
      <thead>
        <tr>
          ${columns.map((column) => headCell(say(column.head), classOf(column)))}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => markup`<tr>${row.map(cell)}</tr>`)}
      </tbody>
    </table>
  </div>`
}

/** A column without a name, of bars, has a cell: an empty heading would be read aloud. */
function headCell(head: Markup, classes: string): Markup {
  return head.html === ''
    ? markup`<td class="${classes}"></td>`
    : markup`<th scope="col" class="${classes}">${head}</th>`
}

/** A bar in a cell, as a share of the largest; negative values have none. */
export function bar(value: number, largest: number): Markup {
  const share = largest > 0 ? Math.max(0, Math.min(1, value / largest)) : 0
  const width = (100 * share).toFixed(1)
  return markup`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${width}" height="6" fill="var(--blue)" />
  </svg>`
}

// A chart with its title, what its colours mean, and its numbers as a table.

import type { Chart, LineStyle } from './charts/chart.ts'
import { html, type Html } from './html.ts'
import { table, type TableContent } from './table.ts'
import { say, type Text } from './text.ts'

export interface LegendEntry {
  readonly style: LineStyle
  /** An area instead of a line, this opaque. */
  readonly opacity?: number
  readonly label: Text
}

export interface FigureContent {
  /** Unique on the page. */
  readonly id: string
  readonly title: Html | string
  /** The unit, or the model: one short line under the title. */
  readonly subtitle?: Html
  readonly chart: Chart
  readonly legend?: readonly LegendEntry[]
  readonly numbers?: TableContent
}

export function figure({ id, title, subtitle, chart, legend = [], numbers }: FigureContent): Html {
  return html`<figure>
    <figcaption id="${id}">
      <strong>${title}</strong>${subtitle && html` <span class="note">${subtitle}</span>`}
    </figcaption>
    ${chart(id)} ${legend.length > 0 && legendOf(legend)}
    ${
      numbers &&
      html`<details>
        <summary>${say((m) => m.numbers)}</summary>
        ${table(numbers)}
      </details>`
    }
  </figure>`
}

export function legendOf(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">
    ${entries.map((entry) => html`<li>${swatch(entry)}${say(entry.label)}</li>`)}
  </ul>`
}

const dashes = { solid: '', dashed: '5 3', dotted: '2 2' } as const

function swatch({ style: { colour, width = 1.5, dash = 'solid' }, opacity }: LegendEntry): Html {
  const shape =
    opacity === undefined
      ? html`<line
          x1="0"
          x2="20"
          y1="6"
          y2="6"
          stroke="var(--${colour})"
          stroke-width="${width}"
          stroke-dasharray="${dashes[dash]}"
        />`
      : html`<rect
          y="1"
          width="20"
          height="10"
          fill="var(--${colour})"
          fill-opacity="${opacity}"
        />`
  return html`<svg class="swatch" viewBox="0 0 20 12" aria-hidden="true">${shape}</svg>`
}

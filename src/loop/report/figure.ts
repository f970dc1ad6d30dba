// A chart with its title, what its colours mean, and its numbers as a table.

import type { Chart, LineStyle } from './charts/chart.ts'
import { markup, type Markup } from './markup.ts'
import { table, type TableContent } from './table.ts'
import { say, type Text } from './text.ts'

export interface LegendEntry {
  readonly style: LineStyle
  /** An area instead of a line, this opaque. */
  readonly opacity?: number
  /** A mark instead of a line. */
  readonly shape?: 'diamond' | 'hollow-diamond' | 'dot'
  readonly label: Text
}

export interface FigureContent {
  /** Unique on the page. */
  readonly id: string
  readonly title: Markup | string
  /** The unit, or the model: one short line under the title. */
  readonly subtitle?: Markup
  readonly chart: Chart
  readonly legend?: readonly LegendEntry[]
  readonly numbers?: TableContent
}

export function figure({
  id,
  title,
  subtitle,
  chart,
  legend = [],
  numbers,
}: FigureContent): Markup {
  return markup`<figure>
    <figcaption id="${id}">
      <strong>${title}</strong>${subtitle && markup` <span class="note">${subtitle}</span>`}
    </figcaption>
    ${chart(id)} ${legend.length > 0 && legendOf(legend)}
    ${
      numbers &&
      markup`<details>
        <summary>${say((m) => m.numbers)}</summary>
        ${table(numbers)}
      </details>`
    }
  </figure>`
}

export function legendOf(entries: readonly LegendEntry[]): Markup {
  return markup`<ul class="legend">
    ${entries.map((entry) => markup`<li>${swatch(entry)}${say(entry.label)}</li>`)}
  </ul>`
}

const dashes = { solid: '', dashed: '5 3', dotted: '2 2' } as const

function swatch({ style, opacity, shape }: LegendEntry): Markup {
  return markup`<svg class="swatch" viewBox="0 0 20 12" aria-hidden="true">${swatchShape(style, opacity, shape)}</svg>`
}

function swatchShape(
  { colour, width = 1.5, dash = 'solid' }: LineStyle,
  opacity: number | undefined,
  shape: LegendEntry['shape'],
): Markup {
  if (shape === 'diamond') {
    return markup`<polygon points="10,0 16,6 10,12 4,6" fill="var(--${colour})"/>`
  }
  if (shape === 'hollow-diamond') {
    return markup`<polygon points="10,1 15,6 10,11 5,6" fill="none" stroke="var(--${colour})" stroke-width="${width}"/>`
  }
  if (shape === 'dot') return markup`<circle cx="10" cy="6" r="4" fill="var(--${colour})"/>`
  return opacity === undefined
    ? markup`<line x1="0" x2="20" y1="6" y2="6" stroke="var(--${colour})" stroke-width="${width}" stroke-dasharray="${dashes[dash]}"/>`
    : markup`<rect y="1" width="20" height="10" fill="var(--${colour})" fill-opacity="${opacity}"/>`
}

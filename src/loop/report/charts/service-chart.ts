// Services on a calendar: one line per machine, shaded by the risk of having failed by then without a
// service, a diamond where it is serviced, hollow where the date is provisional; under them the load of production. Drawn by hand: a calendar of
// cells is no chart with axes.

import type { MachineResult, PeriodResult } from '../../../plant/maintenance/result.ts'
import { markup, trusted, type Markup } from '../markup.ts'
import { chartWidth, type Chart } from './chart.ts'
import { palette } from './palette.ts'

const rowHeight = 18
const labelWidth = 84
const loadHeight = 44
const top = 4

/** `labels` are short ones of the periods; `loadLabel` names the last line. */
export function serviceChart(
  machines: readonly MachineResult[],
  periods: readonly PeriodResult[],
  labels: readonly string[],
): Chart {
  const cell = (chartWidth - labelWidth - 2) / Math.max(1, periods.length)
  const left = (period: number): number => labelWidth + period * cell
  const loadTop = top + machines.length * rowHeight + 8
  const isLoaded = hasLoads(periods)
  const axisTop = isLoaded ? loadTop + loadHeight : loadTop
  const rows = machines.map((machine, row) => {
    const y = top + row * rowHeight
    const middle = y + rowHeight / 2
    const order = machine.workOrder
    return markup`<text x="0" y="${n(middle + 4)}" font-size="11" fill="${palette.ink}">${shortName(machine.machine)}</text>
      ${machine.risk.slice(0, periods.length).map((risk, t) => {
        return markup`<rect x="${n(left(t))}" y="${n(y + 2)}" width="${n(cell - 0.75)}" height="${rowHeight - 4}" fill="${palette.blue}" fill-opacity="${n(0.06 + 0.74 * risk)}"/>`
      })}
      ${order && order.period < periods.length && diamond(left(order.period) + cell / 2, middle, Math.min(6, cell * 0.75), order.isFirm)}`
  })
  const largest = Math.max(...periods.map(({ load }) => load), 1e-9)
  const bars = (isLoaded ? periods : []).map(({ load }, t) => {
    const height = (load / largest) * (loadHeight - 6)
    return markup`<rect x="${n(left(t))}" y="${n(loadTop + loadHeight - height)}" width="${n(cell - 0.75)}" height="${n(height)}" fill="${palette.muted}" fill-opacity="0.5"/>`
  })
  const every = Math.max(1, Math.ceil(labels.length / 5))
  const axis = labels.map((label, t) =>
    t % every === Math.floor(every / 2)
      ? markup`<text x="${n(left(t) + cell / 2)}" y="${n(axisTop + 14)}" font-size="11" text-anchor="middle" fill="${palette.muted}">${label}</text>`
      : false,
  )
  return (labelledBy) =>
    markup`<svg role="img" aria-labelledby="${labelledBy}" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartWidth} ${n(axisTop + 20)}">${rows}${bars}<line x1="${labelWidth}" x2="${chartWidth - 2}" y1="${n(axisTop)}" y2="${n(axisTop)}" stroke="${palette.muted}"/>${axis}</svg>`
}

/** Whether machines are missed more in some periods than in others, as far as is known. */
export function hasLoads(periods: readonly { readonly load: number }[]): boolean {
  return periods.some(({ load }) => load !== periods[0]?.load)
}

/** Of a service: told by its shape as well as by its colour; filled where it is firm. */
function diamond(x: number, y: number, size: number, isFirm: boolean): Markup {
  const points = `${n(x)},${n(y - size)} ${n(x + size)},${n(y)} ${n(x)},${n(y + size)} ${n(x - size)},${n(y)}`
  return trusted(
    isFirm
      ? `<polygon points="${points}" fill="${palette.vermilion}" stroke="${palette.paper}" stroke-width="1.5"/>`
      : `<polygon points="${points}" fill="${palette.paper}" stroke="${palette.vermilion}" stroke-width="1.5"/>`,
  )
}

/** What fits beside the cells. */
function shortName(name: string): string {
  return name.length > 13 ? `${name.slice(0, 12)}…` : name
}

function n(value: number): number {
  return Number(value.toFixed(2))
}

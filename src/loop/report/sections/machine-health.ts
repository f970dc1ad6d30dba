// In what state the machines of a fleet are, how their lives ended, and of what.

import { cycleText } from '../../../plant/maintenance/cycle-text.ts'
import type { CycleKind } from '../../../plant/maintenance/histories.ts'
import { mainDrivers } from '../../../plant/maintenance/life-drivers.ts'
import type { MachineResult, MaintenanceResult } from '../../../plant/maintenance/result.ts'
import { lifeChart } from '../charts/life-chart.ts'
import { survivalChart, survivalStyle } from '../charts/survival-chart.ts'
import { figure, legendOf } from '../figure.ts'
import { fold } from '../fold.ts'
import { formatNumber, formatPercent } from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { bar, table } from '../table.ts'
import { say } from '../text.ts'
import { failureCausesPart } from './failure-causes.ts'

const fanLimit = 12
const rowLimit = 25

export function machineHealth(fleet: MaintenanceResult, id: string): Markup {
  const [urgent] = fleet.machines
  const last = fleet.periods.at(-1)
  return fold({
    heading: (m) => m.maintenance.ranking.heading,
    verdict:
      urgent !== undefined &&
      last !== undefined &&
      ((m) =>
        m.maintenance.ranking.verdict(
          urgent.machine,
          formatPercent(urgent.health, 0),
          formatPercent(urgent.risk.at(-1) ?? 0, 0),
          m.maintenance.period(last.label),
        )),
    body: [ranking(fleet), fans(fleet, id), fleet.causes.length > 0 && failureCausesPart(fleet)],
  })
}

function ranking({ machines, levels, periods, cycleKind }: MaintenanceResult): Markup {
  const shown = machines.slice(0, rowLimit)
  const life = ({ remainingLife }: MachineResult, index: number): string =>
    formatNumber(remainingLife.at(index) ?? Number.NaN, 0)
  const middle = Math.floor(levels.length / 2)
  const soon = Math.min(4, periods.length)
  return markup`${table({
    caption: (m) => m.maintenance.ranking.heading,
    columns: [
      { head: (m) => m.maintenance.ranking.machine },
      { head: (m) => m.maintenance.ranking.age[cycleKind], isNumber: true, isExtra: true },
      { head: (m) => m.maintenance.ranking.health, isNumber: true },
      { head: () => '', isExtra: true },
      { head: (m) => m.maintenance.ranking.life, isNumber: true },
      ...[soon, periods.length].map((count) => ({
        head: (m: Messages) =>
          m.maintenance.ranking.soon(
            m.maintenance.period(periods[count - 1]?.label ?? String(count)),
          ),
        isNumber: true,
        isExtra: count === periods.length && count !== soon,
      })),
    ],
    rows: shown.map((machine) => [
      markup`<span class="item">${machine.machine}</span>
          ${machine.alert && markup` <span class="note">${say((m) => m.maintenance.ranking.alert)}</span>`}
          ${!machine.isFamiliar && markup` <span class="note">${say((m) => m.maintenance.ranking.unfamiliar)}</span>`}
          ${driversOf(machine, cycleKind)}`,
      formatCycle(machine.cycle, cycleKind),
      formatPercent(machine.health, 0),
      bar(machine.health, 1),
      markup`${life(machine, middle)} <span class="note">${say((m) => m.maintenance.ranking.within(life(machine, 0), life(machine, -1)))}</span>`,
      ...[soon, periods.length].map((count) => formatPercent(machine.risk[count - 1] ?? 0, 0)),
    ]),
  })}
    <p class="note">${say((m) => m.maintenance.ranking.note[cycleKind])}</p>
    ${machines.some(({ drivers }) => drivers) && markup`<p class="note">${say((m) => m.maintenance.ranking.driversNote)}</p>`}`
}

/** What makes its life short, under the name of a machine. */
export function driversOf(
  { drivers }: Pick<MachineResult, 'drivers'>,
  kind: CycleKind,
): Markup | false {
  const named = drivers ? mainDrivers(drivers) : []
  if (named.length === 0) return false
  return markup`<span class="note block">${say((m) =>
    m.list(
      named.map(({ channel, cycles, deviation }) =>
        m.maintenance.ranking.driver[kind](
          channel,
          formatNumber(cycles),
          formatNumber(deviation, 1),
        ),
      ),
      0,
    ),
  )}</span>`
}

/** A count, or a date where cycles are times. */
export function formatCycle(cycle: number, kind: CycleKind): string {
  return kind === 'time' ? cycleText(cycle, kind) : formatNumber(cycle, 0)
}

function fans(fleet: MaintenanceResult, id: string): Markup | false {
  const { machines, levels, cyclesPerPeriod, cycleKind } = fleet
  const shown = machines.filter(({ fan }) => fan.length > 1).slice(0, fanLimit)
  const aged = survival(fleet, id)
  if (shown.length === 0) return aged && markup`<div class="charts">${aged}</div>`
  return markup`<h4>${say((m) => m.maintenance.fans.heading)}</h4>
    <p class="note">
      ${say((m) => m.maintenance.fans.note[cycleKind](formatNumber(cyclesPerPeriod)))}
    </p>
    ${legendOf([
      { style: { colour: 'blue', width: 2 }, label: (m) => m.maintenance.fans.median },
      { style: { colour: 'blue' }, opacity: 0.45, label: (m) => m.maintenance.fans.half },
      { style: { colour: 'blue' }, opacity: 0.18, label: (m) => m.maintenance.fans.most },
    ])}
    <div class="charts">
      ${shown.map((machine, i) =>
        figure({
          id: `${id}-life-${i}`,
          title: machine.machine,
          subtitle: say((m) => m.maintenance.fans.left[cycleKind]),
          chart: lifeChart(machine.fan, levels, cycleKind),
          numbers: {
            caption: () => machine.machine,
            columns: [
              { head: (m) => m.maintenance.fans.cycle[cycleKind] },
              ...levels.map((level) => ({ head: () => formatPercent(level, 0), isNumber: true })),
            ],
            rows: machine.fan.map(({ cycle, quantiles }) => [
              formatCycle(cycle, cycleKind),
              ...quantiles.map((value) => formatNumber(value, 0)),
            ]),
          },
        }),
      )}
      ${aged}
    </div>`
}

function survival({ survival, cycleKind }: MaintenanceResult, id: string): Markup | false {
  if (!survival) return false
  const { ages, alive, lower, upper, confidence, weibull, lives, failures } = survival
  return figure({
    id: `${id}-survival`,
    title: say((m) => m.maintenance.survival.heading),
    subtitle: say((m) => m.maintenance.survival.note(formatNumber(lives), formatNumber(failures))),
    chart: survivalChart(survival),
    legend: [
      { style: survivalStyle.seen, label: (m) => m.maintenance.survival.seen },
      {
        style: survivalStyle.interval,
        label: (m) => m.maintenance.survival.interval(formatPercent(confidence, 0)),
      },
      ...(weibull
        ? [
            {
              style: survivalStyle.weibull,
              label: (m: Messages) =>
                `${m.maintenance.survival.weibull} (${formatNumber(weibull.shape, 1)}; ${formatNumber(weibull.scale, 0)})`,
            },
          ]
        : []),
    ],
    numbers: {
      caption: (m) => m.maintenance.survival.heading,
      columns: [
        { head: (m) => m.maintenance.survival.age[cycleKind] },
        { head: (m) => m.maintenance.survival.alive, isNumber: true },
        {
          head: (m) => m.maintenance.survival.interval(formatPercent(confidence, 0)),
          isNumber: true,
        },
      ],
      rows: ages.map((age, i) => [
        formatNumber(age, 0),
        formatPercent(alive[i]!, 0),
        say((m) =>
          m.maintenance.ranking.within(formatPercent(lower[i]!, 0), formatPercent(upper[i]!, 0)),
        ),
      ]),
    },
  })
}

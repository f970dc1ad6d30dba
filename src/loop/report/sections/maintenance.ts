// The machines of a fleet: what to service when, in what state they are, and how that is known.

import type { PastServices } from '../../../plant/maintenance/past-services.ts'
import type { MaintenanceResult, WorkOrder } from '../../../plant/maintenance/result.ts'
import { hasLoads, serviceChart } from '../charts/service-chart.ts'
import type { AreasContent, PeriodName } from '../content.ts'
import { figure } from '../figure.ts'
import { fold } from '../fold.ts'
import {
  formatNumber,
  formatPercent,
  formatRoughMoney,
  moneyColumn,
  shortLabels,
} from '../format.ts'
import { markup, type Markup } from '../markup.ts'
import type { Messages } from '../messages/en.ts'
import { driversOf, formatCycle, machineHealth } from './machine-health.ts'
import { evidenceSentence, fleetVerdict, pastPlans, pastPolicies } from './machines-past.ts'
import { table } from '../table.ts'
import { say, type Text } from '../text.ts'

/** A bound is not told more finely than this. */
const leastGap = 0.001
const rowLimit = 25
const calendarLimit = 30
const alertLimit = 12

/** What a section on machines must know of what is around them. */
export interface FleetSummary {
  /** Empty where it is not known. */
  readonly currency: string
  readonly frequency: PeriodName
}

export function maintenanceSection({
  plant,
  maintenance,
}: Pick<AreasContent, 'maintenance'> & { readonly plant: FleetSummary }): Markup {
  return markup`<section id="machines">
    <h2>${say((m) => (maintenance.length === 1 ? m.maintenance.headingOf(maintenance[0]!.fleet) : m.maintenance.heading))}</h2>
    ${maintenance.map(
      ({ fleet, result, past, problem }, i) =>
        markup`${maintenance.length > 1 && markup`<h3>${fleet}</h3>`}
          ${problem !== null && markup`<p class="warning">${say((m) => m.areaProblem)} ${problem}</p>`}
          ${result ? fleetPart(result, past, plant, `fleet-${i}`) : past && pastPlans(past, plant)}`,
    )}
  </section>`
}

function fleetPart(
  fleet: MaintenanceResult,
  past: PastServices | null,
  plant: FleetSummary,
  id: string,
): Markup {
  return markup`${lead(fleet, plant)} ${followedRule(fleet, plant)} ${orderTable(fleet, plant)}
    <h3>${say((m) => m.maintenance.calendar[hasLoads(fleet.periods) ? 'heading' : 'headingAlone'])}</h3>
    <div class="charts">${calendar(fleet, id)} ${costs(fleet, plant)} ${alerts(fleet)}</div>
    ${machineHealth(fleet, id)} ${trust(fleet, past, plant, id)}`
}

/** The plan is another than it would be by the model. */
function followedRule({ evidence }: MaintenanceResult, { currency }: FleetSummary): Markup | false {
  if (!evidence?.followed) return false
  return markup`<p class="warning">${say((m) => evidenceSentence(evidence, currency, m))}</p>`
}

/** What past lives and earlier plans say for or against it; the links of a page lead here. */
function trust(
  fleet: MaintenanceResult,
  past: PastServices | null,
  plant: FleetSummary,
  id: string,
): Markup {
  const { evidence } = fleet
  return fold({
    id: `${id}-trust`,
    heading: (m) => m.maintenance.trust,
    verdict: (m) => fleetVerdict(fleet, plant.currency, m),
    body: [past && pastPlans(past, plant), evidence && pastPolicies(evidence, plant), notes(fleet)],
  })
}

function lead(
  { machines, periods, firmPeriods, cost }: MaintenanceResult,
  { currency, frequency }: FleetSummary,
): Markup {
  const firm = machines.filter(({ workOrder }) => workOrder?.isFirm).length
  const sum = (of: (period: MaintenanceResult['periods'][number]) => number): number =>
    periods.reduce((total, period) => total + of(period), 0)
  return markup`<p class="lead">
    ${say(
      (m) =>
        m.maintenance.lead(
          formatNumber(machines.length),
          m.periods(periods.length, frequency),
          formatNumber(sum(({ services }) => services)),
          formatNumber(
            sum(({ expectedFailures }) => expectedFailures),
            1,
          ),
        ) + m.maintenance.cost(formatRoughMoney(cost.total, currency)),
    )}
  </p>
    <p>
      ${say(
        (m) =>
          m.maintenance.firm(m.periods(firmPeriods, frequency), formatNumber(firm)) +
          (cost.gap === null ? '' : m.maintenance.gap(formatPercent(Math.max(cost.gap, leastGap)))),
      )}
    </p>`
}

/** Work orders in the order of time. */
function orderTable(
  { machines, periods, cycleKind }: MaintenanceResult,
  { currency }: FleetSummary,
): Markup {
  const orders = machines
    .flatMap(({ workOrder, drivers }) => (workOrder ? [{ ...workOrder, drivers }] : []))
    .sort((a, b) => a.period - b.period || b.costOfNone - a.costOfNone)
  const shown = orders.slice(0, rowLimit)
  const labels = shortLabels(periods.map(({ label }) => label))
  const money = moneyColumn(
    shown.map(({ costOfNone }) => costOfNone),
    currency,
  )
  return markup`<h3>${say((m) => m.maintenance.orders.heading)}</h3>
    ${
      shown.length === 0
        ? markup`<p>${say((m) => m.maintenance.orders.none)}</p>`
        : table({
            caption: (m) => m.maintenance.orders.heading,
            columns: [
              { head: (m) => m.maintenance.orders.machine },
              { head: (m) => m.maintenance.orders.when, isNumber: true },
              { head: (m) => m.maintenance.orders.at[cycleKind], isNumber: true, isExtra: true },
              { head: (m) => m.maintenance.orders.risk, isNumber: true, isExtra: true },
              { head: (m) => m.maintenance.orders.without, isNumber: true },
            ],
            rows: shown.map((order) => [
              markup`<span class="item">${order.machine}</span>
                ${reasonsOf(order, currency)} ${driversOf(order, cycleKind)}`,
              markup`${say((m) => m.maintenance.period(labels[order.period] ?? String(order.period + 1)))}
                <span class="note block">${say((m) => m.maintenance.orders[order.isFirm ? 'firm' : 'provisional'])}</span>`,
              formatCycle(order.cycle, cycleKind),
              formatPercent(order.riskBefore, 0),
              money(order.costOfNone),
            ]),
          })
    }
    ${shown.length > 0 && markup`<p class="note">${say((m) => m.maintenance.orders.note)}</p>`}
    ${orders.length > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(orders.length - shown.length), 'report.json'))}</p>`}`
}

/** Each on its own line; a phone has room for what presses first. */
function reasonsOf({ reasons }: WorkOrder, currency: string): Markup {
  const money = (amount: number): string => formatRoughMoney(Math.round(amount), currency)
  return markup`${reasons.map((reason, i) => markup`<span class="note block${i > 0 && ' extra'}">${say((m) => m.maintenance.orders.reason(reason, money))}</span>`)}`
}

function calendar({ machines, periods }: MaintenanceResult, id: string): Markup {
  const shown = machines.slice(0, calendarLimit)
  const isLoaded = hasLoads(periods)
  return markup`<div>
      ${figure({
        id: `${id}-calendar`,
        title: say((m) => m.maintenance.calendar.title),
        subtitle: say(
          (m) => m.maintenance.calendar.note + (isLoaded ? m.maintenance.calendar.bars : ''),
        ),
        chart: serviceChart(shown, periods, shortLabels(periods.map(({ label }) => label))),
        legend: [
          { style: { colour: 'blue' }, opacity: 0.6, label: (m) => m.maintenance.calendar.risk },
          {
            style: { colour: 'vermilion' },
            shape: 'diamond',
            label: (m) => m.maintenance.calendar.service,
          },
          {
            style: { colour: 'vermilion' },
            shape: 'hollow-diamond',
            label: (m) => m.maintenance.calendar.provisional,
          },
          ...(isLoaded
            ? [
                {
                  style: { colour: 'muted' as const },
                  opacity: 0.5,
                  label: (m: Messages) => m.maintenance.calendar.load,
                },
              ]
            : []),
        ],
        numbers: {
          caption: (m) => m.maintenance.calendar.title,
          columns: [
            { head: (m) => m.maintenance.calendar.period },
            { head: (m) => m.maintenance.calendar.load, isNumber: true },
            { head: (m) => m.maintenance.calendar.services, isNumber: true },
            { head: (m) => m.maintenance.calendar.failures, isNumber: true },
            { head: (m) => m.maintenance.calendar.ordered, isNumber: true },
            { head: (m) => m.maintenance.calendar.arriving, isNumber: true },
            { head: (m) => m.maintenance.calendar.parts, isNumber: true },
          ],
          rows: periods.map((period) => [
            say((m) => m.maintenance.period(period.label)),
            formatPercent(period.load, 0),
            formatNumber(period.services),
            formatNumber(period.expectedFailures, 2),
            formatNumber(period.partsOrdered),
            formatNumber(period.partsArriving),
            formatNumber(period.partsInStock, 1),
          ]),
        },
      })}
      ${machines.length > shown.length && markup`<p class="note">${say((m) => m.maintenance.calendar.more(formatNumber(machines.length - shown.length)))}</p>`}
    </div>`
}

function alerts({ machines, cycleKind }: MaintenanceResult): Markup {
  const raised = machines
    .flatMap(({ alert }) => (alert ? [alert] : []))
    .sort((a, b) => b.level - a.level)
  const shown = raised.slice(0, alertLimit)
  return markup`<div>
    <h3>${say((m) => m.maintenance.alerts.heading)}</h3>
    ${
      raised.length === 0
        ? markup`<p>${say((m) => m.maintenance.alerts.none)}</p>`
        : markup`<ul class="plain">
            ${shown.map(
              ({ machine, raisedAt, level, channels }) =>
                markup`<li>${say((m) => m.maintenance.alerts.raised[cycleKind](machine, formatCycle(raisedAt, cycleKind), formatNumber(level, 1)))}
                  <span class="note block">${say((m) =>
                    m.list(
                      channels
                        .slice(0, 3)
                        .map(({ channel, deviation }) =>
                          m.maintenance.alerts.channel(channel, formatNumber(deviation, 1)),
                        ),
                      0,
                    ),
                  )}</span></li>`,
            )}
          </ul>`
    }
    ${raised.length > shown.length && markup`<p class="note">${say((m) => m.more(formatNumber(raised.length - shown.length), 'report.json'))}</p>`}
    <p class="note">${say((m) => m.maintenance.alerts.note)}</p>
  </div>`
}

function costs({ cost }: MaintenanceResult, { currency }: FleetSummary): Markup {
  const visits = cost.visits > 0 ? (['visits'] as const) : []
  const parts = ['failures', 'services', 'lostProduction', 'parts', ...visits, 'total'] as const
  const money = moneyColumn(
    parts.map((part) => cost[part]),
    currency,
  )
  return markup`<div>
    <h3>${say((m) => m.maintenance.costs.heading)}</h3>
    ${table({
      caption: (m) => m.maintenance.costs.heading,
      columns: [{ head: () => '' }, { head: (m) => m.why.costs, isNumber: true }],
      rows: parts.map((part) => [say((m) => m.maintenance.costs[part]), money(cost[part])]),
    })}
  </div>`
}

function notes({ codedNotes, machines }: MaintenanceResult): Markup | false {
  const all: Text[] = [
    ...codedNotes.map(
      (note): Text =>
        (m) =>
          m.maintenance.fleetRemark(note),
    ),
    ...machines.flatMap(({ machine, codedRemarks }) =>
      codedRemarks.map(
        (remark): Text =>
          (m) =>
            m.maintenance.machineRemark(machine, remark),
      ),
    ),
  ]
  if (all.length === 0) return false
  return markup`<h4>${say((m) => m.maintenance.notes)}</h4>
    <ul>${all.slice(0, rowLimit).map((note) => markup`<li>${say(note)}</li>`)}</ul>`
}

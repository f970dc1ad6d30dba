// `millrace maintenance schedule`: when to service each machine of a fleet, and why then.

import { Command, Option } from 'commander'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { columnOf } from '../../data/table/table.ts'
import { MillraceError } from '../../errors.ts'
import { readFleet } from '../../loop/fleet-histories.ts'
import { machinesPage } from '../../loop/machines-report/page.ts'
import { languages, type Language } from '../../loop/report/content.ts'
import type { LifeModel } from '../../plant/maintenance/life-model.ts'
import { cycleUnit } from '../../plant/maintenance/cycle-text.ts'
import { driverText, mainDrivers } from '../../plant/maintenance/life-drivers.ts'
import { maintainFleet } from '../../plant/maintenance/maintain-fleet.ts'
import { ruleName, type PolicyEvidence } from '../../plant/maintenance/policy-evidence.ts'
import type { MaintenanceResult } from '../../plant/maintenance/result.ts'
import { writeSchedule } from '../../plant/maintenance/schedule-files.ts'
import { periodLabels } from '../../plant/maintenance/period-labels.ts'
import { cyclesPerPeriodOf } from '../../plant/maintenance/period-length.ts'
import { readSensorLife, remarksOn } from '../../plant/maintenance/sensor-life/sensor-life-model.ts'
import type { ServiceTerms } from '../../plant/maintenance/service-costs.ts'
import { survivalLife } from '../../plant/maintenance/survival/survival-life.ts'
import { progressWithin } from '../../progress.ts'
import { mean } from '../../statistics/moments.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { durationOption, integerOption, positiveOption } from '../options.ts'
import { describeFinding } from './maintenance-fit.ts'
import {
  addFleetDataOptions,
  type FleetDataOptions,
  fleetFilesOf,
  plantFleet,
} from './fleet-data.ts'

interface ScheduleCommandOptions extends FleetDataOptions {
  readonly data?: string | undefined
  readonly model?: string
  readonly load?: string
  readonly out?: string
  readonly html?: string
  readonly lang: Language
  readonly timeLimit?: number
  readonly cyclesPerPeriod?: number
  readonly failureCost?: number
  readonly serviceCost?: number
  readonly visitCost: number
  readonly lostHourCost: number
  readonly failureHours: number
  readonly serviceHours: number
  readonly crews: number
  readonly partsStock?: number
  readonly partsLeadTime: number
  readonly partsCost: number
  readonly horizon: number
  readonly firmPeriods?: number
  readonly json?: boolean
}

export function maintenanceScheduleCommand(action: ActionWrapper): Command {
  const run = action(runSchedule)
  const command = new Command('schedule')
    .description('Say when to service each machine, under crews, parts and the load of production.')
    .argument(
      '[data]',
      'sensors, one row per machine and cycle: CSV or Parquet; or a plant; none with --events alone',
    )
    .option('--model <file>', 'file of `maintenance fit` (default: lives from ages alone)')
    .option('--load <file>', 'columns period and load, 1 on average: one row per period to plan')
    .option('--out <dir>', 'write schedule.json and CSV files into this folder')
    .option('--html <file>', 'the fleet as a page, such as machines.html')
    .addOption(
      new Option('--lang <language>', 'language of the page').choices(languages).default('en'),
    )
    .option(
      '--time-limit <time>',
      'ends the search of a plan by the clock as well, such as 90s',
      durationOption('time-limit'),
    )
  addFleetDataOptions(command)
  const amount = (name: string, text: string, standard?: number): void => {
    command.option(`--${name} <number>`, text, amountOption(name), standard)
  }
  const whole = (name: string, text: string, least: number, standard?: number): void => {
    command.option(`--${name} <n>`, text, integerOption(name, least), standard)
  }
  command.option('--run-to-failure', 'every machine failed at its last cycle')
  command.option(
    '--cycles-per-period <n>',
    'without a plant: cycles that a machine runs in a period; hours where cycles are times (default: 1, said where they are times)',
    positiveOption('cycles-per-period'),
  )
  amount('failure-cost', 'without a plant: of one failure')
  amount('service-cost', 'without a plant: of one service')
  amount('visit-cost', 'without a plant: of each period in which a crew comes', 0)
  amount('lost-hour-cost', 'without a plant: of an hour lost', 0)
  amount('failure-hours', 'without a plant: hours lost by a failure', 0)
  amount('service-hours', 'without a plant: hours lost by a service', 0)
  whole('crews', 'without a plant: services per period', 1, 1)
  whole('parts-stock', 'without a plant: parts in stock (default: always enough)', 0)
  whole('parts-lead-time', 'without a plant: periods until an order of parts comes', 0, 0)
  amount('parts-cost', 'without a plant: of one part', 0)
  whole('horizon', 'without a plant: periods to plan', 1, 26)
  whole(
    'firm-periods',
    'without a plant: periods whose services are held to (default: 4, or until parts ordered now can be used)',
    1,
  )
  return command.action((data: string | undefined, options: Omit<ScheduleCommandOptions, 'data'>) =>
    run({ ...options, data }),
  )
}

const runSchedule: CommandAction<ScheduleCommandOptions> = async (options, context) => {
  const { data, out, html, lang, timeLimit } = options
  const { onProgress, signal } = context
  if (html !== undefined) {
    await requireWritable(
      html,
      [data, options.events].filter((path) => path !== undefined),
    )
  }
  const ofPlant = await plantFleet(data, options.fleet)
  const own = ofPlant?.fleet ?? termsOf(options)
  const told = options.load === undefined ? undefined : await readLoads(options.load)
  const fleet = ofPlant?.fleet.fleet ?? options.fleet ?? 'machines'
  const sensorLife = options.model === undefined ? undefined : await readSensorLife(options.model)
  const files = await fleetFilesOf(data, options)
  const histories = await readFleet(files, { signal }, sensorLife?.description)
  const terms: ServiceTerms = {
    ...own,
    cycles_per_period: cyclesPerPeriodOf(
      histories.cycleKind,
      own.cycles_per_period,
      ofPlant?.frequency,
    ),
  }
  const periods = told?.periods ?? periodLabels(histories, own.horizon, ofPlant?.frequency)
  // Without a file every period has the usual load.
  const loads = told?.loads ?? periods.map(() => 1)
  const remarks = sensorLife ? remarksOn(sensorLife.description) : []
  const model: LifeModel = sensorLife ?? survivalLife(fleet, histories.histories)
  try {
    const result = await maintainFleet(
      { fleet, histories, model, terms, periods, loads, remarks },
      { timeLimitSeconds: timeLimit, signal, onProgress: progressWithin(onProgress, 0.1, 1) },
    )
    const written = out === undefined ? [] : await writeSchedule(out, result, { signal })
    for (const line of describeSchedule(result)) context.print(line)
    for (const finding of histories.findings) context.print(describeFinding(finding))
    if (html !== undefined) {
      const page = machinesPage({
        language: lang,
        madeAt: new Date().toISOString(),
        plant: {
          currency: ofPlant?.currency ?? '',
          frequency: ofPlant?.frequency ?? 'period',
        },
        fleet: { fleet, result, findings: histories.findings, past: null, problem: null },
      })
      await writeFileAtomic(html, page)
    }
    for (const file of written) context.print(`wrote ${out}/${file}`)
    if (html !== undefined) context.print(`Page written to ${html}`)
    context.printJson(result)
  } finally {
    await model.release()
  }
}

/** What a user says; cycles need not be said. */
type ToldTerms = Omit<ServiceTerms, 'cycles_per_period'> & {
  readonly cycles_per_period?: number | undefined
}

/** Of the options, where there is no plant. */
function termsOf(options: ScheduleCommandOptions): ToldTerms {
  const { failureCost, serviceCost, partsStock } = options
  if (failureCost === undefined || serviceCost === undefined) {
    throw new MillraceError(
      'bad-input',
      `--${failureCost === undefined ? 'failure' : 'service'}-cost: missing, expected what one costs, got nothing`,
      { hint: 'Or give a plant, whose plant.yaml says it under maintenance:' },
    )
  }
  return {
    cycles_per_period: options.cyclesPerPeriod,
    costs: {
      failure: failureCost,
      service: serviceCost,
      visit: options.visitCost,
      lost_hour: options.lostHourCost,
    },
    hours: { failure: options.failureHours, service: options.serviceHours },
    crews: options.crews,
    parts:
      partsStock === undefined
        ? undefined
        : { stock: partsStock, lead_time: options.partsLeadTime, cost: options.partsCost },
    horizon: options.horizon,
    firm_periods: options.firmPeriods,
  }
}

async function readLoads(file: string): Promise<{ periods: string[]; loads: number[] }> {
  const table = await readTable(file, {
    columns: { period: { kind: 'text' }, load: { kind: 'number' } },
  })
  const { codes, levels } = columnOf(table, 'period', 'text')
  const periods = Array.from(codes, (code) => levels[code] ?? '')
  const loads = [...columnOf(table, 'load', 'number').values]
  for (const [i, period] of periods.entries()) {
    const refuse = (subject: string, expected: string, got: string): never => {
      throw new MillraceError(
        'bad-input',
        `${file} row ${i + 2}: ${subject} not usable, expected ${expected}, got ${got}`,
      )
    }
    if (period === '') refuse('period', 'its name', 'nothing')
    if (periods.indexOf(period) < i) refuse('period', 'each period once', `${period} again`)
    const load = loads[i]!
    if (!(load >= 0)) refuse('load', 'at least 0', Number.isNaN(load) ? 'nothing' : `${load}`)
  }
  const usual = mean(loads)
  if (usual > mostUsualLoad) {
    throw new MillraceError(
      'bad-input',
      `${file}: load not usable, expected 1 on average, got ${usual.toPrecision(3)}`,
      { hint: 'Divide each load by what is usual: hours lost cost in proportion to it.' },
    )
  }
  return { periods, loads }
}

/** Above it a load is a percentage or an amount, and no share of what is usual. */
const mostUsualLoad = 10

function amountOption(name: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value
    throw new MillraceError(
      'bad-input',
      `--${name}: not usable, expected a number from 0, got "${text}"`,
    )
  }
}

const shownOrders = 12
const shownAlerts = 5
const shownCauses = 5
/** A bound is not told more finely than this. */
const leastGap = 0.001

export function describeSchedule(result: MaintenanceResult): string[] {
  const { fleet, machines, periods, firmPeriods, cost, evidence, notes } = result
  const money = (value: number): string => Math.round(value).toLocaleString('en')
  const alerts = machines
    .flatMap(({ alert }) => (alert ? [alert] : []))
    .sort((a, b) => b.level - a.level)
  const strange = machines.filter(({ isFamiliar }) => !isFamiliar)
  const drivenBy = (machine: string): string => {
    const drivers = machines.find((one) => one.machine === machine)?.drivers
    const named = drivers ? mainDrivers(drivers) : []
    const unit = cycleUnit(result.cycleKind)
    return named.map((driver) => `; ${driverText(driver, unit)}`).join('')
  }
  const orders = machines
    .flatMap(({ workOrder }) => (workOrder ? [workOrder] : []))
    .sort((a, b) => a.period - b.period)
  return [
    `${fleet}: ${machines.length} machines, ${periods.length} periods, ${orders.length} services (${orders.filter(({ isFirm }) => isFirm).length} firm, until ${periods[firmPeriods - 1]!.label}), expected cost ${money(cost.total)} (failures ${money(cost.failures)}, services ${money(cost.services)}, lost production ${money(cost.lostProduction)}, parts ${money(cost.parts)}${cost.visits > 0 ? `, visits ${money(cost.visits)}` : ''})`,
    ...(cost.gap === null
      ? []
      : [
          `proved: neither firm orders nor provisional dates could cost more than ${(100 * Math.max(cost.gap, leastGap)).toFixed(1)}% less`,
        ]),
    ...(evidence ? describeEvidence(evidence) : []),
    ...orders
      .slice(0, shownOrders)
      .map(
        ({ machine, period, isFirm, reasons }) =>
          `  ${periods[period]!.label}${isFirm ? '' : ' (provisional)'}: ${machine}${reasons[0] ? `, ${reasons[0].sentence}` : ''}${drivenBy(machine)}`,
      ),
    ...(orders.length > shownOrders ? [`  and ${orders.length - shownOrders} more`] : []),
    ...alerts.slice(0, shownAlerts).map(({ sentence }) => `alert: ${sentence}`),
    ...(alerts.length > shownAlerts
      ? [`  and ${alerts.length - shownAlerts} more machines with an alert, in schedule.json`]
      : []),
    ...describeCauses(result),
    ...strange
      .slice(0, shownAlerts)
      .map(
        ({ machine, remarks }) => `outside of what was learned: ${machine}, ${remarks[0] ?? ''}`,
      ),
    ...(strange.length > shownAlerts
      ? [`  and ${strange.length - shownAlerts} more machines outside of it, in machines.csv`]
      : []),
    ...notes.map((note) => `note: ${note}`),
  ]
}

/** The Pareto of causes, as far as the terminal goes. */
function describeCauses({ causes }: MaintenanceResult): string[] {
  if (causes.length === 0) return []
  const percent = (share: number): string => `${Math.round(100 * share)}%`
  return [
    'causes of failures, with all before them:',
    ...causes
      .slice(0, shownCauses)
      .map(
        ({ cause, failures, machines, cumulativeShare }) =>
          `  ${cause || 'not told'}: ${failures} on ${machines} ${machines === 1 ? 'machine' : 'machines'}, ${percent(cumulativeShare)}`,
      ),
    ...(causes.length > shownCauses ? [`  and ${causes.length - shownCauses} more`] : []),
  ]
}

function describeEvidence({ lives, plan, usual, followed }: PolicyEvidence): string[] {
  const amount = (value: number): string => value.toFixed(1)
  return [
    `on ${lives} past lives that the model had not seen, per machine and period: plan of services ${amount(plan.cost)}`,
    ...usual.map(
      ({ rule, cost, planLess: { mean, low, high } }) =>
        `  ${ruleName(rule)} ${amount(cost)}, the plan less that ${amount(mean)} (90%: ${amount(low)} to ${amount(high)})`,
    ),
    ...(followed
      ? [
          `  followed: ${ruleName(followed)}, which cost less than the plan by more than chance explains`,
        ]
      : []),
  ]
}

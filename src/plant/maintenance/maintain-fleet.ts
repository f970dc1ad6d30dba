// A fleet from histories to work orders: what each machine is expected to live, whether it stands out, and
// when it is serviced. `millrace run` and `millrace maintenance schedule` both call this one function.

import { MillraceError } from '../../errors.ts'
import { progressWithin, type WorkOptions } from '../../progress.ts'
import type { EffortLimits } from '../../solvers/mip/effort.ts'
import { openMipThread } from '../../solvers/mip/solve.ts'
import { logGamma } from '../../statistics/gamma.ts'
import { currentAlert, fitAlerts, isRateKnown, type AlertModel } from './alerts.ts'
import { historyUpTo, runningHistories } from './histories.ts'
import type { FleetHistories, MachineHistory } from './histories.ts'
import type { LifeModel } from './life-model.ts'
import {
  fewestLives,
  policyEvidence,
  type EvidenceInput,
  type PolicyEvidence,
} from './policy-evidence.ts'
import type { RemainingLife } from './remaining-life.ts'
import { fleetSentence, machineSentence, type FleetRemark } from './remarks.ts'
import { fanPoint, resultLevels } from './result.ts'
import type { FanPoint, MachineResult, MaintenanceResult, SurvivalResult } from './result.ts'
import { failureCost, outlookOnAges, outlookOnWear, serviceCost } from './service-costs.ts'
import type { ServiceOutlook, ServiceTerms } from './service-costs.ts'
import { planServices } from './service-plan.ts'
import { kaplanMeier } from './survival/kaplan-meier.ts'
import { exposureOf, lifetimesOf, type Lifetime } from './survival/lifetimes.ts'
import { weibullAlive } from './survival/weibull.ts'
import { weibullCurve } from './survival/survival-life.ts'
import { weibullOf } from './survival/weibull-draws.ts'

export interface MaintainFleetInput {
  readonly fleet: string
  readonly histories: FleetHistories
  readonly model: LifeModel
  readonly terms: ServiceTerms
  /** Labels of the periods to plan, and the load of production in each, 1 on average (default: everywhere). */
  readonly periods: readonly string[]
  readonly loads?: readonly number[]
  /** What is known already of the fleet. */
  readonly remarks?: readonly FleetRemark[]
}

/** Effort: for the search of the plan, default 60. */
export interface MaintainFleetOptions extends EffortLimits, WorkOptions {}

const mostFanPoints = 12
const confidence = 0.95

/**
 * @throws MillraceError `bad-input` where no machine is running, or the model does not fit the histories;
 *   `cancelled`.
 */
export async function maintainFleet(
  {
    fleet,
    histories,
    model,
    terms,
    periods,
    loads = periods.map(() => 1),
    remarks = [],
  }: MaintainFleetInput,
  { onProgress, signal, ...limits }: MaintainFleetOptions = {},
): Promise<MaintenanceResult> {
  const running = runningHistories(histories)
  if (running.length === 0) {
    throw new MillraceError(
      'bad-input',
      `fleet ${fleet}: no machine is running, expected one with rows after its last failure or service, got none`,
      {
        hint:
          histories.channels.length > 0
            ? 'The rows of a machine after its repair say that it runs again.'
            : 'A row of events with end at the present cycle of a machine says that it runs.',
      },
    )
  }
  const work = { signal, onProgress: progressWithin(onProgress, 0, 0.2) }
  const past = running.map((history) => fanHistories(history, terms.cycles_per_period))
  const seen = await model.predict(past.flat(), work)
  let from = 0
  const fans = past.map(({ length }) => seen.slice(from, (from += length)))
  const lives = fans.map((fan) => fan.at(-1)!)
  const drivers = await model.drivers(running, {
    signal,
    onProgress: progressWithin(onProgress, 0.2, 0.3),
  })

  const notes: FleetRemark[] = [...remarks]
  const alerts = alertsOf(histories, notes)
  const lifetimes = lifetimesOf(histories.histories)
  const waiting = waitingMachines(histories)
  if (waiting.length > 0) {
    notes.push({ code: 'awaiting-repair', machines: waiting })
  }
  notes.push(...stale(histories, running, terms.cycles_per_period))
  notes.push(...oddTerms(terms, lifetimes, periods.length))
  const outlook = outlookOf(model, terms, lifetimes)
  const pastLives = model.heldOutLives(terms.cycles_per_period)
  const isKnown = pastLives.length >= fewestLives
  if (!isKnown) {
    const known = lifetimes.filter(({ failed }) => failed).length
    notes.push({
      code: 'few-past-lives',
      lives: known < fewestLives ? known : pastLives.length,
      fewest: fewestLives,
    })
  }
  const record = {
    lives: pastLives,
    leftOut: histories.histories.length - pastLives.length,
    terms,
    outlook,
    loads,
    machines: running.length,
  }
  const evidence = isKnown
    ? await replayed(record, { signal, onProgress: progressWithin(onProgress, 0.3, 0.6) })
    : null
  const ages = running.map(({ startCycle, endCycle }) => Math.max(0, endCycle - startCycle))
  const plan = await planServices(
    {
      lives,
      terms,
      periods,
      loads,
      ...outlook,
      followed: evidence?.followed ? { rule: evidence.followed, ages } : undefined,
      workshop: { waiting: waiting.length, stock: terms.parts?.stock ?? 0, arrivals: [] },
    },
    {
      signal,
      onProgress: progressWithin(onProgress, 0.6, 1),
      ...limits,
    },
  )
  const survival = survivalOf(lifetimes)
  if (!survival) notes.push({ code: 'no-failure', fleet })
  const orders = new Map(plan.workOrders.map((order) => [order.machine, order]))
  const machines = running.map((history, m): MachineResult => {
    const life = lives[m]!
    return {
      machine: life.machine,
      cycle: life.cycle,
      age: ages[m]!,
      health: life.health,
      isFamiliar: life.isFamiliar,
      remarks: life.reasons.map(machineSentence),
      codedRemarks: life.reasons,
      remainingLife: resultLevels.map((level) => life.quantile(level)),
      fan: fans[m]!.map((then): FanPoint => fanPoint(then)),
      risk: riskByPeriod(life, terms.cycles_per_period, periods.length),
      drivers: drivers[m] ?? null,
      alert: alerts ? currentAlert(alerts, history) : null,
      workOrder: orders.get(life.machine) ?? null,
    }
  })
  return {
    fleet,
    cyclesPerPeriod: terms.cycles_per_period,
    cycleKind: histories.cycleKind ?? 'number',
    levels: resultLevels,
    periods: plan.periods,
    firmPeriods: plan.firmPeriods,
    machines: machines.sort((a, b) => b.risk.at(-1)! - a.risk.at(-1)! || a.health - b.health),
    cost: plan.cost,
    evidence,
    survival,
    causes: histories.causes ?? [],
    notes: notes.map(fleetSentence),
    codedNotes: notes,
  }
}

async function replayed(input: EvidenceInput, work: WorkOptions): Promise<PolicyEvidence> {
  const solver = openMipThread(work)
  try {
    return await policyEvidence(solver, input, work)
  } finally {
    await solver.close()
  }
}

/** The history as it was known at past ends of periods, oldest first, and as it is now. */
function fanHistories(history: MachineHistory, cyclesPerPeriod: number): MachineHistory[] {
  const { cycles, endCycle } = history
  const span = endCycle - (cycles[0] ?? endCycle)
  const step = cyclesPerPeriod * Math.max(1, Math.ceil(span / cyclesPerPeriod / mostFanPoints))
  const points: MachineHistory[] = []
  for (let back = Math.floor(span / step); back > 0; back--) {
    const then = historyUpTo(history, endCycle - back * step)
    if (then.cycles.length > 0) points.push(then)
  }
  return [...points, history]
}

/** Machines whose newest life ended in a failure: they have not run since. */
function waitingMachines({ histories }: FleetHistories): string[] {
  const newest = new Map(histories.map((history) => [history.machine, history]))
  return [...newest.values()].filter(({ end }) => end === 'failure').map(({ machine }) => machine)
}

function riskByPeriod(life: RemainingLife, cyclesPerPeriod: number, periodCount: number): number[] {
  return Array.from({ length: periodCount }, (_, t) => life.riskWithin((t + 1) * cyclesPerPeriod))
}

/** Of times, machines that were last seen before the others. */
function stale(
  { cycleKind }: FleetHistories,
  running: readonly MachineHistory[],
  cyclesPerPeriod: number,
): FleetRemark[] {
  if (cycleKind !== 'time') return []
  const newest = running.reduce((most, { endCycle }) => Math.max(most, endCycle), -Infinity)
  const machines = running
    .filter(({ endCycle }) => endCycle < newest - cyclesPerPeriod)
    .map(({ machine }) => machine)
  return machines.length > 0 ? [{ code: 'not-seen-lately', machines }] : []
}

/** Share of a typical life below which all periods to plan are odd, and above which one is. */
const shortestHorizon = 0.02
const longestPeriod = 0.5

/** What a user can hardly have meant. */
function oddTerms(
  terms: ServiceTerms,
  lifetimes: readonly Lifetime[],
  periodCount: number,
): FleetRemark[] {
  const ages = lifetimes.map(({ age }) => age).sort((a, b) => a - b)
  const typicalAge = ages[ages.length >>> 1]
  const { cycles_per_period: cyclesPerPeriod } = terms
  const [failure, service] = [failureCost(terms, 1), serviceCost(terms, 1)]
  return [
    ...(failure <= service ? [{ code: 'cheap-failure', failure, service } as const] : []),
    ...(typicalAge !== undefined &&
    (cyclesPerPeriod > longestPeriod * typicalAge ||
      cyclesPerPeriod * periodCount < shortestHorizon * typicalAge)
      ? [{ code: 'odd-periods', cyclesPerPeriod, periods: periodCount, typicalAge } as const]
      : []),
  ]
}

/** Histories without sensors go without; those of which no channel moves as well, and the notes say why. */
function alertsOf(histories: FleetHistories, notes: FleetRemark[]): AlertModel | undefined {
  if (histories.channels.length === 0) return undefined
  try {
    const alerts = fitAlerts(histories)
    if (!isRateKnown(alerts)) {
      const { rate, healthyCycles } = alerts.falseAlarms
      notes.push({ code: 'rate-unknown', healthyCycles, rate })
    }
    return alerts
  } catch (error) {
    if (!(error instanceof MillraceError) || error.code !== 'bad-input') throw error
    notes.push({ code: 'nothing-moves', channels: histories.channels })
    return undefined
  }
}

/** By the Weibull distribution of lives; without a failure a mean life is the cycles seen per life. */
function outlookOf(
  { seesWear }: LifeModel,
  terms: ServiceTerms,
  lifetimes: readonly Lifetime[],
): Omit<ServiceOutlook, 'loads'> {
  if (!lifetimes.some(({ failed }) => failed)) {
    return outlookOnWear(terms, exposureOf(lifetimes) / Math.max(1, lifetimes.length))
  }
  const fit = weibullOf(lifetimes)
  return seesWear
    ? outlookOnWear(terms, fit.scale * Math.exp(logGamma(1 + 1 / fit.shape)))
    : outlookOnAges(terms, (age) => weibullAlive(fit, age))
}

function survivalOf(lifetimes: readonly Lifetime[]): SurvivalResult | null {
  const failures = lifetimes.filter(({ failed }) => failed).length
  if (failures === 0) return null
  const { ages, alive, lower, upper } = kaplanMeier(lifetimes, { confidence })
  const fit = weibullOf(lifetimes)
  return {
    lives: lifetimes.length,
    failures,
    ages: [...ages],
    alive: [...alive],
    lower: [...lower],
    upper: [...upper],
    confidence,
    weibull: { shape: fit.shape, scale: fit.scale, alive: weibullCurve(fit, ages) },
  }
}

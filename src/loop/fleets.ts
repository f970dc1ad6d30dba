// The fleets of a plant, as `millrace run` has them: lives learnt once and kept, services planned anew each
// time around the load of production.

import type { Finding } from '../data/preparation/finding.ts'
import type { Decision, Outcome, TrainedModel } from '../data/storage/ledger.ts'
import { type Panel, stepLabels } from '../plant/demand/series.ts'
import type { FleetHistories } from '../plant/maintenance/histories.ts'
import { serviceExpectation, type PastServices } from '../plant/maintenance/past-services.ts'
import { cyclesPerPeriodOf } from '../plant/maintenance/period-length.ts'
import { periodLabels } from '../plant/maintenance/period-labels.ts'
import type { ServiceTerms } from '../plant/maintenance/service-costs.ts'
import type { LifeModel } from '../plant/maintenance/life-model.ts'
import { maintainFleet } from '../plant/maintenance/maintain-fleet.ts'
import type { FleetRemark } from '../plant/maintenance/remarks.ts'
import type { MaintenanceResult } from '../plant/maintenance/result.ts'
import { sensorLifeFormat } from '../plant/maintenance/sensor-life/model-file.ts'
import { fitSensorLife } from '../plant/maintenance/sensor-life/fit.ts'
import { decodeSensorLife } from '../plant/maintenance/sensor-life/model-file.ts'
import { openSensorLife, remarksOn } from '../plant/maintenance/sensor-life/sensor-life-model.ts'
import { survivalLife } from '../plant/maintenance/survival/survival-life.ts'
import type { Frequency, PlantFolder } from '../plant/model.ts'
import type { Fleet } from '../plant/model/maintenance-schema.ts'
import type { Plan } from '../plant/production/plan.ts'
import { progressWithin, type WorkOptions } from '../progress.ts'
import {
  learntOnce,
  problemOf,
  type AreaOptions,
  type AreaOutcome,
  type Learnt,
} from './area-memory.ts'
import { fleetFiles, readFleet } from './fleet-histories.ts'
import { jsonOf } from './forecast-memory.ts'
import type { FleetReport } from './report/content.ts'
import { judgeServices, servicePlanKind } from './past-plans.ts'
import { loadsOf } from './service-load.ts'

/** What a fleet's histories taught, before its services are planned. */
export interface LearntFleet {
  readonly fleet: Fleet
  /** Undefined where they cannot be read or teach nothing: `problem` then says why. */
  readonly histories: FleetHistories | undefined
  readonly learnt: Learnt<LearntLives> | undefined
  readonly terms: ServiceTerms | undefined
  readonly findings: readonly Finding[]
  readonly past: PastServices | null
  readonly outcomes: readonly Outcome[]
  readonly problem: string | null
}

export interface MaintainOptions extends WorkOptions {
  /** Undefined where there is no demand to plan for: machines are missed alike in every period. */
  readonly production?: ProductionAround | undefined
}

export interface ProductionAround {
  /** Before services take their hours: it says when machines are missed least. */
  readonly plan: Plan
  /** The history of demand, after which the periods to plan begin. */
  readonly panel: Panel
}

const planEffort = 5
/**
 * For a daily run: a fifth of what `millrace maintenance fit` takes by default. Not bounded by a clock, as
 * networks that are stopped early know less than ages alone.
 */
const smallNetworks = { folds: 3, members: 3, steps: 1500 }

/** Reads the histories, judges the plans of earlier runs by them, and learns the lives. */
export async function learnFleets(
  plant: PlantFolder,
  options: AreaOptions,
): Promise<LearntFleet[]> {
  const { signal, onProgress } = options
  const fleets = plant.file.maintenance
  const plans = await options.ledger.decisions(servicePlanKind)
  const results: LearntFleet[] = []
  for (const [i, fleet] of fleets.entries()) {
    const work = {
      ...options,
      onProgress: progressWithin(onProgress, i / fleets.length, (i + 1) / fleets.length),
    }
    let known: Omit<LearntFleet, 'problem'> = {
      fleet,
      histories: undefined,
      learnt: undefined,
      terms: undefined,
      findings: [],
      past: null,
      outcomes: [],
    }
    try {
      const histories = await readFleet(fleetFiles(plant.folder, fleet), { signal })
      const { cycles_per_period, ...rest } = fleet
      const terms: ServiceTerms = {
        ...rest,
        cycles_per_period: cyclesPerPeriodOf(
          histories.cycleKind,
          cycles_per_period,
          plant.file.frequency,
        ),
      }
      const { outcomes, past } = judgeServices(plans, fleet.fleet, histories)
      known = { ...known, findings: histories.findings, outcomes, past }
      const learnt = await learntOnce(
        `lives ${fleet.fleet}`,
        { fleet, format: sensorLifeFormat.version },
        [fleet.file, fleet.events?.file].filter((file) => file !== undefined),
        work,
        (within) => learnLives(fleet, histories, within),
      )
      results.push({ ...known, histories, learnt, terms, problem: null })
    } catch (error) {
      results.push({ ...known, problem: problemIn(plant, error) })
    }
  }
  return results
}

/** Plans the services of every fleet, around the load of production where there is any. */
export async function maintainFleets(
  plant: PlantFolder,
  learnt: readonly LearntFleet[],
  options: MaintainOptions,
): Promise<AreaOutcome<FleetReport>> {
  const reports: FleetReport[] = []
  const models: TrainedModel[] = []
  const decisions: Decision[] = []
  for (const [i, one] of learnt.entries()) {
    const { fleet, past, problem } = one
    const onProgress = progressWithin(
      options.onProgress,
      i / learnt.length,
      (i + 1) / learnt.length,
    )
    const report = { fleet: fleet.fleet, past }
    let { findings } = one
    try {
      const maintained = await maintain(one, plant.file.frequency, { ...options, onProgress })
      if (!maintained) {
        reports.push({ ...report, result: null, findings, problem })
        continue
      }
      findings = maintained.findings
      reports.push({ ...report, result: maintained.result, findings, problem: null })
      decisions.push(decisionOf(maintained.terms, maintained.result))
      if (one.learnt?.model) models.push(one.learnt.model)
    } catch (error) {
      reports.push({ ...report, result: null, findings, problem: problemIn(plant, error) })
    }
  }
  return { reports, models, decisions, outcomes: learnt.flatMap(({ outcomes }) => outcomes) }
}

interface Maintained {
  readonly result: MaintenanceResult
  readonly terms: ServiceTerms
  readonly findings: readonly Finding[]
}

async function maintain(
  { fleet, histories, learnt, terms }: LearntFleet,
  frequency: Frequency,
  { signal, onProgress, production }: MaintainOptions,
): Promise<Maintained | undefined> {
  if (!histories || !learnt || !terms) return undefined
  const { sensorLife, remark } = learnt.value
  const stored = sensorLife && decodeSensorLife(Buffer.from(sensorLife, 'base64'), fleet.fleet)
  const model: LifeModel = stored
    ? await openSensorLife(stored)
    : survivalLife(fleet.fleet, histories.histories)
  try {
    const result = await maintainFleet(
      {
        fleet: fleet.fleet,
        histories,
        model,
        terms,
        periods: production
          ? stepLabels(production.panel, fleet.horizon)
          : periodLabels(histories, fleet.horizon, frequency),
        loads: loadsOf(production?.plan, fleet.resource, fleet.horizon),
        remarks: remark ? [remark] : stored ? remarksOn(stored.description) : [],
      },
      { effort: planEffort, signal, onProgress },
    )
    // What a model of sensors left out of its learning comes on top of what the reader found.
    const { findings } = stored ? stored.description : histories
    return { result, terms, findings }
  } finally {
    await model.release()
  }
}

/** Names files as plant.yaml does, not where they lie on this machine. */
function problemIn({ folder }: PlantFolder, error: unknown): string {
  return problemOf(error).replaceAll(`${folder}/`, '')
}

interface LearntLives {
  /** The file of the model, in base 64; null where lives are known from ages alone. */
  readonly sensorLife: string | null
  readonly remark: FleetRemark | null
}

/** From sensors; with too few failures for that, from ages alone. */
async function learnLives(
  { fleet, file }: Fleet,
  histories: FleetHistories,
  options: AreaOptions,
): Promise<LearntLives> {
  if (file === undefined) return { sensorLife: null, remark: null }
  if (options.budgetSeconds === 0)
    return { sensorLife: null, remark: { code: 'ages-alone', problem: null } }
  try {
    const { seed, signal, onProgress } = options
    const model = await fitSensorLife(histories, {
      ...smallNetworks,
      seed,
      signal,
      onProgress,
    })
    try {
      return { sensorLife: Buffer.from(model.encode()).toString('base64'), remark: null }
    } finally {
      await model.release()
    }
  } catch (error) {
    // Ages need a failure as well: without any, that is what is told.
    const problem = problemOf(error)
    await survivalLife(fleet, histories.histories).release()
    return { sensorLife: null, remark: { code: 'ages-alone', problem } }
  }
}

function decisionOf(terms: ServiceTerms, result: MaintenanceResult): Decision {
  const { fleet, machines, periods, firmPeriods, cost } = result
  const workOrders = machines.flatMap(({ workOrder }) => (workOrder ? [workOrder] : []))
  const labels = periods.map(({ label }) => label)
  return {
    kind: servicePlanKind,
    content: jsonOf({ fleet, periods: labels, firmPeriods, workOrders }),
    expected: jsonOf({ cost, ...serviceExpectation(result, terms) }),
  }
}

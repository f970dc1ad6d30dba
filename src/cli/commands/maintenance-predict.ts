// `millrace maintenance predict`: how long each machine of a fleet will still run.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { writeTable } from '../../data/table/read-table.ts'
import { type Column, createTable, type Table } from '../../data/table/table.ts'
import { numberColumn, textColumn } from '../../data/table/table-of.ts'
import { MillraceError } from '../../errors.ts'
import { readFleet } from '../../loop/fleet-histories.ts'
import {
  type CycleKind,
  type FleetHistories,
  type MachineHistory,
  runningHistories,
} from '../../plant/maintenance/histories.ts'
import { cycleText, cycleUnit, instantOf } from '../../plant/maintenance/cycle-text.ts'
import { driverText, mainDrivers, type LifeDrivers } from '../../plant/maintenance/life-drivers.ts'
import type { RemainingLife } from '../../plant/maintenance/remaining-life.ts'
import { machineSentence } from '../../plant/maintenance/remarks.ts'
import { readSensorLife } from '../../plant/maintenance/sensor-life/sensor-life-model.ts'
import { progressWithin } from '../../progress.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { positiveOption } from '../options.ts'
import { addFleetDataOptions, type FleetDataOptions, fleetFilesOf } from './fleet-data.ts'
import { describeFinding } from './maintenance-fit.ts'

interface PredictOptions extends FleetDataOptions {
  readonly model: string
  readonly data: string
  readonly out: string
  readonly within: number
  readonly json?: boolean
}

export function maintenancePredictCommand(action: ActionWrapper): Command {
  const run = action(runPredict)
  const command = new Command('predict')
    .description('Say how long each machine will still run, as a distribution.')
    .argument('<model>', 'file of `maintenance fit`')
    .argument('<data>', 'sensors, one row per machine and cycle: CSV or Parquet; or a plant')
    .requiredOption('--out <file>', 'one row per machine: CSV or Parquet')
    .option(
      '--within <cycles>',
      'cycles within which the risk of a failure is given',
      positiveOption('within'),
      30,
    )
  return addFleetDataOptions(command).action(
    (model: string, data: string, options: Omit<PredictOptions, 'model' | 'data'>) =>
      run({ ...options, model, data }),
  )
}

const runPredict: CommandAction<PredictOptions> = async (options, context) => {
  const { data, out, within } = options
  const { onProgress, signal } = context
  await requireWritable(out, [options.model, data])
  const model = await readSensorLife(options.model)
  try {
    const files = await fleetFilesOf(data, options)
    const fleet = await readFleet(
      files,
      { signal, onProgress: progressWithin(onProgress, 0, 0.1) },
      model.description,
    )
    const running = runningHistories(fleet)
    if (running.length === 0) {
      throw new MillraceError(
        'bad-input',
        `${data}: no machine is running, expected one with rows after its last failure or service, got none`,
      )
    }
    const stopped = machinesBeside(fleet, running)
    const lives = await model.predict(running, {
      signal,
      onProgress: progressWithin(onProgress, 0.1, 0.3),
    })
    const drivers = await model.drivers(running, {
      signal,
      onProgress: progressWithin(onProgress, 0.3, 1),
    })
    const kind = fleet.cycleKind ?? 'number'
    const predictions = lives.map((life, i): Prediction => ({ life, drivers: drivers[i]!, kind }))
    await writeTable(out, tableOfLives(predictions, within), { signal })
    context.print(`${lives.length} machines, written to ${out}`)
    const urgent = predictions
      .toSorted((a, b) => a.life.quantile(0.5) - b.life.quantile(0.5))
      .slice(0, shown)
    for (const prediction of urgent) context.print(sentenceOf(prediction, within))
    if (stopped.length > 0) {
      context.print(`no cycle since their last failure or service: ${stopped.join(', ')}`)
    }
    for (const finding of fleet.findings) context.print(describeFinding(finding))
    context.printJson({
      within,
      unit: cycleUnit(kind),
      machines: predictions.map(({ life, drivers: own }) => ({
        machine: life.machine,
        cycle: kind === 'time' ? cycleText(life.cycle, kind) : life.cycle,
        health: life.health,
        expected: expected(life),
        quantiles: Object.fromEntries(levels.map((level) => [level, life.quantile(level)])),
        risk: life.riskWithin(within),
        healthyMedian: own.healthyMedian,
        drivers: own.channels,
        isFamiliar: life.isFamiliar,
        reasons: life.reasons.map(machineSentence),
      })),
      stopped,
      findings: fleet.findings,
      out,
    })
  } finally {
    await model.release()
  }
}

const shown = 5
const levels = [0.05, 0.25, 0.5, 0.75, 0.95]

/** A machine with what is said of it. */
interface Prediction {
  readonly life: RemainingLife
  readonly drivers: LifeDrivers
  readonly kind: CycleKind
}

function sentenceOf({ life, drivers, kind }: Prediction, within: number): string {
  const unit = cycleUnit(kind)
  const named = mainDrivers(drivers)
  const driven =
    named.length > 0 ? `; ${named.map((driver) => driverText(driver, unit)).join(', ')}` : ''
  const cycles = (level: number): string => life.quantile(level).toFixed(0)
  const remark = life.reasons.map((reason) => `; ${machineSentence(reason)}`).join('')
  const unsure = life.isFamiliar ? '' : ' (outside of what was learned)'
  return `  ${life.machine}: ${cycles(0.5)} ${unit} left (90%: ${cycles(0.05)} to ${cycles(0.95)}), ${(100 * life.riskWithin(within)).toFixed(1)}% risk within ${within}${driven}${unsure}${remark}`
}

/** Machines that are not among those that run. */
function machinesBeside(
  { histories }: FleetHistories,
  running: readonly MachineHistory[],
): readonly string[] {
  const machines = new Set(histories.map(({ machine }) => machine))
  for (const { machine } of running) machines.delete(machine)
  return [...machines]
}

/** One row per machine. */
function tableOfLives(predictions: readonly Prediction[], within: number): Table {
  const lives = predictions.map(({ life }) => life)
  const isTime = predictions[0]?.kind === 'time'
  return createTable([
    ['machine', textColumn(lives.map(({ machine }) => machine))],
    [
      'cycle',
      isTime
        ? { kind: 'time', values: Float64Array.from(lives, ({ cycle }) => instantOf(cycle)) }
        : numberColumn(lives.map(({ cycle }) => cycle)),
    ],
    ['health', numberColumn(lives.map(({ health }) => rounded(health)))],
    ['expected', numberColumn(lives.map((life) => rounded(expected(life))))],
    ...levels.map(
      (level) =>
        [`q${level}`, numberColumn(lives.map((life) => rounded(life.quantile(level))))] as [
          string,
          Column,
        ],
    ),
    [`risk_within_${within}`, numberColumn(lives.map((life) => rounded(life.riskWithin(within))))],
    [
      'drivers',
      textColumn(
        predictions.map(({ drivers, kind }) =>
          mainDrivers(drivers)
            .map((driver) => driverText(driver, cycleUnit(kind)))
            .join('; '),
        ),
      ),
    ],
    ['familiar', { kind: 'boolean', values: Int8Array.from(lives, (x) => (x.isFamiliar ? 1 : 0)) }],
    ['remarks', textColumn(lives.map(({ reasons }) => reasons.map(machineSentence).join('; ')))],
  ])
}

/** More digits than anyone reads would only feign knowledge. */
function rounded(value: number): number {
  return Math.round(value * 1e3) / 1e3
}

function expected({ draws }: RemainingLife): number {
  return draws.reduce((sum, life) => sum + life, 0) / draws.length
}

// `millrace maintenance fit`: learns lives from the sensors of a fleet.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import type { Finding } from '../../data/preparation/finding.ts'
import { noSensors, readFleet } from '../../loop/fleet-histories.ts'
import { cycleUnit } from '../../plant/maintenance/cycle-text.ts'
import { fitSensorLife } from '../../plant/maintenance/sensor-life/fit.ts'
import { fleetSentence } from '../../plant/maintenance/remarks.ts'
import { remarksOn } from '../../plant/maintenance/sensor-life/sensor-life-model.ts'
import { progressWithin } from '../../progress.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { durationOption, integerOption } from '../options.ts'
import { addFleetDataOptions, type FleetDataOptions, fleetFilesOf } from './fleet-data.ts'

interface FitOptions extends FleetDataOptions {
  readonly data: string
  readonly out: string
  readonly budget?: number
  readonly seed: number
  readonly json?: boolean
}

export function maintenanceFitCommand(action: ActionWrapper): Command {
  const run = action(runFit)
  const command = new Command('fit')
    .description('Learn lives from the sensors of machines that failed, and of some that did not.')
    .argument('<data>', 'sensors, one row per machine and cycle: CSV or Parquet; or a plant')
    .requiredOption('--out <file>', 'model, such as lives.millrace')
  return addFleetDataOptions(command)
    .option('--run-to-failure', 'every machine failed at its last cycle')
    .option('--budget <time>', 'time for the training, such as 90s or 5m', durationOption('budget'))
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((data: string, options: Omit<FitOptions, 'data'>) => run({ ...options, data }))
}

const runFit: CommandAction<FitOptions> = async (options, context) => {
  const { data, out, seed, budget, events } = options
  const { onProgress, signal } = context
  await requireWritable(out, events === undefined ? [data] : [data, events])
  const fleet = await readFleet(await fleetFilesOf(data, options), {
    signal,
    onProgress: progressWithin(onProgress, 0, 0.1),
  })
  if (fleet.channels.length === 0) throw noSensors()
  const model = await fitSensorLife(fleet, {
    seed,
    budgetSeconds: budget,
    signal,
    onProgress: progressWithin(onProgress, 0.1, 1),
  })
  try {
    await model.save(out)
    const { channels, moving, conditions } = model.description
    const still = channels.filter((name) => !moving.includes(name))
    const { machines, lives, failures, networks, seconds, heldOut, scores, findings } =
      model.description
    context.print(
      `${lives} lives of ${machines} machines, ${failures} of them to a failure, learnt in ${seconds.toFixed(1)} s (${networks} networks), written to ${out}`,
    )
    context.print(
      `of machines left out: expected remaining life off by ${heldOut.error.toFixed(1)} ${cycleUnit(fleet.cycleKind)} (root mean square), ${(100 * heldOut.coverage).toFixed(0)}% within the 90% interval before calibration`,
    )
    context.print(
      `channels: ${moving.join(', ')}${still.length > 0 ? `; not used because they do not move: ${still.join(', ')}` : ''}; operating conditions: ${conditions.join(', ') || 'none were named (--conditions)'}`,
    )
    for (const remark of remarksOn(model.description)) context.print(fleetSentence(remark))
    if (scores) {
      const [both, sensors, ages] = [scores.both, scores.networks, scores.ages].map((score) =>
        score.toFixed(1),
      )
      context.print(
        `ranked score of machines left out, in cycles, less is better: sensors alone ${sensors}, ages alone ${ages}, in the best shares ${both}`,
      )
    }
    for (const finding of findings) context.print(describeFinding(finding))
    context.printJson({ ...model.description, out })
  } finally {
    await model.release()
  }
}

export function describeFinding({
  subject,
  column,
  kind,
  count,
  action,
  examples,
}: Finding): string {
  return `${subject}, column ${column}: ${kind.replaceAll('-', ' ')} (${count}), ${action.replaceAll('-', ' ')}; ${examples.join(', ')}`
}

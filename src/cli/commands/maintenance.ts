// `millrace maintenance`: lives of machines, from sensors and events to services.

import { Command } from 'commander'
import type { ActionWrapper } from '../context.ts'
import { maintenanceFitCommand } from './maintenance-fit.ts'
import { maintenancePredictCommand } from './maintenance-predict.ts'
import { maintenanceScheduleCommand } from './maintenance-schedule.ts'

export function maintenanceCommand(action: ActionWrapper): Command {
  const command = new Command('maintenance').description(
    'Learn the lives of machines from their sensors, say how long each will still run, and when to service it.',
  )
  for (const make of [
    maintenanceFitCommand,
    maintenancePredictCommand,
    maintenanceScheduleCommand,
  ]) {
    command.addCommand(make(action).option('--json', 'print the result as JSON on standard output'))
  }
  return command
}

// The commands, in the order in which `millrace --help` lists them.

import type { Command } from 'commander'
import type { ActionWrapper } from '../context.ts'
import { backtestCommand } from './backtest.ts'
import { decryptCommand, encryptCommand } from './encrypt.ts'
import { forecastCommand } from './forecast.ts'
import { initCommand } from './init.ts'
import { maintenanceCommand } from './maintenance.ts'
import { planCommand } from './plan.ts'
import { qualityCommand } from './quality.ts'
import { runCommand } from './run.ts'
import { spcCommand } from './spc.ts'
import { synthCommand } from './synth.ts'

export function commands(action: ActionWrapper): Command[] {
  return [
    runCommand(action),
    initCommand(action),
    forecastCommand(action),
    planCommand(action),
    backtestCommand(action),
    maintenanceCommand(action),
    synthCommand(action),
    spcCommand(action),
    qualityCommand(action),
    encryptCommand(action),
    decryptCommand(action),
  ]
}

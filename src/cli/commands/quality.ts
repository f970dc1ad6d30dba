// `millrace quality`: from records of units or lots to their quality, what drives it and what to inspect.

import { Command } from 'commander'
import type { ActionWrapper } from '../context.ts'
import { qualityAdviseCommand } from './quality-advise.ts'
import { qualityFitCommand } from './quality-fit.ts'
import { qualityInspectCommand } from './quality-inspect.ts'
import { qualityPredictCommand } from './quality-predict.ts'

export function qualityCommand(action: ActionWrapper): Command {
  const command = new Command('quality').description(
    'Learn the quality of an operation: predict it, find better settings, choose what to inspect.',
  )
  for (const make of [
    qualityFitCommand,
    qualityPredictCommand,
    qualityAdviseCommand,
    qualityInspectCommand,
  ]) {
    command.addCommand(make(action).option('--json', 'print the result as JSON on standard output'))
  }
  return command
}

// `millrace synth`: generative models of a plant's records, from a table to new ones.

import { Command } from 'commander'
import type { ActionWrapper } from '../context.ts'
import { synthFitCommand } from './synth-fit.ts'
import { synthImputeCommand } from './synth-impute.ts'
import { synthReportCommand } from './synth-report.ts'
import { synthSampleCommand } from './synth-sample.ts'
import { synthSchemaCommand } from './synth-schema.ts'
import { synthScoreCommand } from './synth-score.ts'

export function synthCommand(action: ActionWrapper): Command {
  const command = new Command('synth').description(
    'Learn the records of a table: sample new ones, fill gaps, score them, report on the model.',
  )
  for (const make of [
    synthSchemaCommand,
    synthFitCommand,
    synthSampleCommand,
    synthImputeCommand,
    synthScoreCommand,
    synthReportCommand,
  ]) {
    command.addCommand(make(action).option('--json', 'print the result as JSON on standard output'))
  }
  return command
}

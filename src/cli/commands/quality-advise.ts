// `millrace quality advise`: changes of settings that lower the expected cost of scrap.

import { Command } from 'commander'
import { writeFileAtomic, requireWritable } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { adviseSettings } from '../../plant/quality/advice.ts'
import { alignRecords, recordColumns } from '../../plant/quality/feature-columns.ts'
import { readQuality } from '../../plant/quality/quality-model-file.ts'
import type { Interval, SettingChange } from '../../plant/quality/result.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'
import { percent } from './quality-fit.ts'

interface AdviseOptions {
  readonly model: string
  readonly data: string
  readonly out?: string
  readonly seed: number
  readonly json?: boolean
}

export function qualityAdviseCommand(action: ActionWrapper): Command {
  const run = action(runAdvise)
  return new Command('advise')
    .description('Propose settings that lower the expected cost of scrap, where data exist.')
    .argument('<model>', 'file of `quality fit`')
    .argument('<data>', 'records as they are made now: CSV, gzipped CSV or Parquet')
    .option('--out <file>', 'advice as JSON')
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((model: string, data: string, options: Omit<AdviseOptions, 'model' | 'data'>) =>
      run({ ...options, model, data }),
    )
}

const runAdvise: CommandAction<AdviseOptions> = async (options, context) => {
  const { data, out, seed } = options
  const { onProgress, signal } = context
  if (out !== undefined) await requireWritable(out, [options.model, data])
  const { model } = await readQuality(options.model)
  try {
    const table = await readTable(data, {
      columns: recordColumns(model.state),
      onProgress,
      signal,
    })
    const { columns } = alignRecords(table, model.state.features)
    const advice = await adviseSettings(model, columns, { seed, onProgress, signal })
    if (out !== undefined) await writeFileAtomic(out, `${JSON.stringify(advice, null, 2)}\n`)
    for (const change of advice.changes) {
      const { column, from, to, lowest, highest } = change
      context.print(`${column}: from ${from} to ${to} (allowed: ${lowest} to ${highest})`)
      context.print(`  ${why(change)}`)
    }
    context.print(advice.reason)
    if (advice.changes.length > 0) {
      context.print(
        `expected scrap cost per record, with 90% intervals: ${described(advice.costNow)} now, ${described(advice.costAfter)} after the change, which saves ${described(advice.gain)}; the mean of ${advice.records} records`,
      )
    }
    context.printJson(advice)
  } finally {
    await model.release()
  }
}

/** What the change is expected to do, and how exact it need be. */
function why({ column, failureBefore, failureAfter, nearly }: SettingChange): string {
  const { lowest, highest } = nearly
  const fall = `failures fall from ${percent(failureBefore)} to ${percent(failureAfter)}`
  return lowest < highest
    ? `${fall}, nearly as far where ${column} is ${lowest} to ${highest}`
    : fall
}

function described({ estimate, lower, upper }: Interval): string {
  return `${estimate.toFixed(2)} (${lower.toFixed(2)} to ${upper.toFixed(2)})`
}

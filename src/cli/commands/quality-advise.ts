// `millrace quality advise`: changes of settings that lower the expected cost of scrap.

import { Command } from 'commander'
import { writeFileAtomic, requireWritable } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { adviseSettings } from '../../plant/quality/advice.ts'
import { alignRecords, recordColumns } from '../../plant/quality/feature-columns.ts'
import { readQuality } from '../../plant/quality/quality-model-file.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'
import { adviceLines } from './quality-summary.ts'

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
    for (const line of adviceLines(advice)) context.print(line)
    context.printJson(advice)
  } finally {
    await model.release()
  }
}

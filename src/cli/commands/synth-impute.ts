// `millrace synth impute`: fills the gaps of a table with draws given what its records have.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { schemaColumns } from '../../data/table/schema-columns.ts'
import { readTableModel } from '../../generative/tables/table-model.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'

interface ImputeOptions {
  readonly model: string
  readonly data: string
  readonly out: string
  readonly seed: number
  readonly json?: boolean
}

export function synthImputeCommand(action: ActionWrapper): Command {
  const run = action(runImpute)
  return new Command('impute')
    .description('Fill the gaps of a table with draws given what its records have.')
    .argument('<model>', 'file of `synth fit`')
    .argument('<data>', 'records with gaps: CSV, gzipped CSV or Parquet')
    .requiredOption('--out <file>', 'records without gaps: CSV or Parquet')
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((model: string, data: string, options: Omit<ImputeOptions, 'model' | 'data'>) =>
      run({ ...options, model, data }),
    )
}

const runImpute: CommandAction<ImputeOptions> = async (options, context) => {
  const { data, out, seed } = options
  const { onProgress, signal } = context
  await requireWritable(out, [options.model, data])
  const model = await readTableModel(options.model)
  try {
    const table = await readTable(data, {
      columns: schemaColumns(model.description.schema),
      onProgress,
      signal,
    })
    const filled = await model.impute(table, { seed, onProgress, signal })
    await writeTable(out, filled, { onProgress, signal })
    context.print(`${filled.rowCount} records without gaps written to ${out}`)
    context.printJson({ rows: filled.rowCount, seed, out })
  } finally {
    await model.release()
  }
}

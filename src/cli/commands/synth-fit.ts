// `millrace synth fit`: learns the records of a table.

import { Command } from 'commander'
import { readTextFile, requireWritable } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { parseSchema } from '../../data/table/schema-file.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { modelledFields, type RecordSchema } from '../../data/table/schema.ts'
import type { Table } from '../../data/table/table.ts'
import { familyNamed, familyNames } from '../../generative/tables/families.ts'
import { fitTable } from '../../generative/tables/fit-table.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { durationOption, integerOption } from '../options.ts'

interface FitOptions {
  readonly data: string
  readonly out: string
  readonly schema?: string
  readonly family: string
  readonly budget?: number
  readonly seed: number
  readonly json?: boolean
}

export function synthFitCommand(action: ActionWrapper): Command {
  const run = action(runFit)
  return new Command('fit')
    .description('Learn the records of a table.')
    .argument('<data>', 'records: CSV, gzipped CSV or Parquet')
    .requiredOption('--out <file>', 'model, such as records.millrace')
    .option('--schema <file>', 'what the fields are, as `synth schema` proposes it')
    .option('--family <name>', familyNames.join(', '), 'autoregressive')
    .option(
      '--budget <time>',
      'time for the training, such as 90s, 5m or 1h',
      durationOption('budget'),
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((data: string, options: Omit<FitOptions, 'data'>) => run({ ...options, data }))
}

const runFit: CommandAction<FitOptions> = async (options, context) => {
  const { data, out, family, seed, budget } = options
  const { onProgress, signal } = context
  familyNamed(family)
  await requireWritable(out, options.schema ? [data, options.schema] : [data])
  const table = await readTable(data, { onProgress, signal })
  const schema = await schemaFor(table, options.schema)
  const model = await fitTable(schema, table, {
    family,
    seed,
    budgetSeconds: budget,
    onProgress,
    signal,
  })
  try {
    await model.save(out)
    const { training } = model.description
    const fields = modelledFields(schema).length
    const scores = training.history[training.bestEpoch - 1]?.validation ?? {}
    context.print(
      `${training.rows} records of ${fields} fields learnt in ${training.seconds.toFixed(1)} s (${family}), written to ${out}`,
    )
    context.printJson({
      family,
      records: training.rows,
      validationRecords: training.validationRows,
      fields,
      seconds: training.seconds,
      epochs: training.history.length,
      bestEpoch: training.bestEpoch,
      validation: scores,
      seed,
      out,
    })
  } finally {
    await model.release()
  }
}

async function schemaFor(table: Table, path: string | undefined): Promise<RecordSchema> {
  return path === undefined ? inferSchema(table) : parseSchema(await readTextFile(path), path)
}

// `millrace synth score`: how surprising each record of a table is to a model, and which field most.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { schemaColumns } from '../../data/table/schema-columns.ts'
import { createTable } from '../../data/table/table.ts'
import { readTableModel } from '../../generative/tables/table-model.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'
import { addDataOption, oneTable, tableFiles } from '../table-files.ts'
import { mostSurprising, surprisingRecords } from './most-surprising.ts'
import { openIfRelated, runScoreRelated } from './synth-related.ts'

interface ScoreOptions {
  readonly model: string
  readonly records?: string
  /** Of related tables, by name. */
  readonly data: readonly string[]
  readonly out: string
  readonly orders: number
  readonly seed: number
  readonly json?: boolean
}

export function synthScoreCommand(action: ActionWrapper): Command {
  const run = action(runScore)
  const command = new Command('score')
    .description('Say how surprising each record of a table is: -log p, in nats.')
    .argument('<model>', 'file of `synth fit`')
    .argument('[records]', 'records: CSV, gzipped CSV or Parquet')
    .requiredOption(
      '--out <file>',
      'row, surprise, excess over the usual, and the most unusual field: CSV or Parquet',
    )
    .option(
      '--orders <n>',
      'orders of the fields over which is averaged',
      integerOption('orders', 1),
      4,
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((model: string, records: string, options: Omit<ScoreOptions, 'model' | 'records'>) =>
      run({ ...options, model, records }),
    )
  return addDataOption(command)
}

const runScore: CommandAction<ScoreOptions> = async (options, context) => {
  const { out, seed, orders } = options
  const { onProgress, signal } = context
  const files = tableFiles(options.records, options.data)
  const related = await openIfRelated(options.model)
  if (related) {
    try {
      await requireWritable(out, [options.model])
      return await runScoreRelated(related, { files, out, orders, seed }, context)
    } finally {
      await related.release()
    }
  }
  const data = oneTable(files)
  await requireWritable(out, [options.model, data])
  const model = await readTableModel(options.model)
  try {
    const table = await readTable(data, {
      columns: schemaColumns(model.description.schema),
      onProgress,
      signal,
    })
    const scores = await model.score(table, { seed, orders, onProgress, signal })
    const { surprise, excess } = scores
    const { levels, codes } = mostSurprising(scores)
    const result = createTable([
      ['row', { kind: 'number', values: Float64Array.from(surprise, (_, row) => row + 1) }],
      ['surprise', { kind: 'number', values: surprise }],
      ['excess', { kind: 'number', values: excess }],
      ['field', { kind: 'text', levels, codes }],
    ])
    await writeTable(out, result, { onProgress, signal })
    const mean = surprise.reduce((total, value) => total + value, 0) / surprise.length
    context.print(
      `${surprise.length} records, ${mean.toFixed(2)} nats each on average, written to ${out}`,
    )
    const unusual = surprisingRecords(table, scores)
    context.print('most unusual:')
    for (const line of unusual) context.print(`  ${line}`)
    context.printJson({ rows: surprise.length, meanSurprise: mean, unusual, orders, seed, out })
  } finally {
    await model.release()
  }
}

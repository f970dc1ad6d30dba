// `millrace synth score`: how surprising each record of a table is to a model, and which field most.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { createTable } from '../../data/table/table.ts'
import { type RecordScores, readTableModel } from '../../generative/tables/table-model.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'

interface ScoreOptions {
  readonly model: string
  readonly data: string
  readonly out: string
  readonly orders: number
  readonly seed: number
  readonly json?: boolean
}

export function synthScoreCommand(action: ActionWrapper): Command {
  const run = action(runScore)
  return new Command('score')
    .description('Say how surprising each record of a table is: -log p, in nats.')
    .argument('<model>', 'file of `synth fit`')
    .argument('<data>', 'records: CSV, gzipped CSV or Parquet')
    .requiredOption('--out <file>', 'row, surprise and the most surprising field: CSV or Parquet')
    .option(
      '--orders <n>',
      'orders of the fields over which is averaged',
      integerOption('orders', 1),
      4,
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((model: string, data: string, options: Omit<ScoreOptions, 'model' | 'data'>) =>
      run({ ...options, model, data }),
    )
}

const runScore: CommandAction<ScoreOptions> = async (options, context) => {
  const { data, out, seed, orders } = options
  const { onProgress, signal } = context
  await requireWritable(out, [options.model, data])
  const model = await readTableModel(options.model)
  try {
    const table = await readTable(data, { onProgress, signal })
    const scores = await model.score(table, { seed, orders, onProgress, signal })
    const { surprise } = scores
    const { levels, codes } = mostSurprising(scores)
    const result = createTable([
      ['row', { kind: 'number', values: Float64Array.from(surprise, (_, row) => row + 1) }],
      ['surprise', { kind: 'number', values: surprise }],
      ['field', { kind: 'text', levels, codes }],
    ])
    await writeTable(out, result, { onProgress, signal })
    const mean = surprise.reduce((total, value) => total + value, 0) / surprise.length
    context.print(
      `${surprise.length} records, ${mean.toFixed(2)} nats each on average, written to ${out}`,
    )
    context.printJson({ rows: surprise.length, meanSurprise: mean, orders, seed, out })
  } finally {
    await model.release()
  }
}

/** Of each record, the field with the largest share of its surprise. */
export function mostSurprising({ surprise, byField }: RecordScores): {
  levels: string[]
  codes: Int32Array
} {
  const fields = [...byField.values()]
  const codes = Int32Array.from(surprise, (_, row) => {
    let most = 0
    for (let field = 1; field < fields.length; field++) {
      if (fields[field]![row]! > fields[most]![row]!) most = field
    }
    return most
  })
  return { levels: [...byField.keys()], codes }
}

// `millrace quality predict`: the distribution of the quality of each record.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { type Column, createTable, type Table } from '../../data/table/table.ts'
import { textColumn } from '../../data/table/table-of.ts'
import { recordColumns } from '../../plant/quality/feature-columns.ts'
import type { QualityPrediction } from '../../plant/quality/quality-model.ts'
import type { QualitySpecification } from '../../plant/quality/quality-records.ts'
import { readQuality } from '../../plant/quality/quality-model-file.ts'
import { mean } from '../../statistics/moments.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { percent } from './quality-summary.ts'

interface PredictOptions {
  readonly model: string
  readonly data: string
  readonly out: string
  readonly json?: boolean
}

export function qualityPredictCommand(action: ActionWrapper): Command {
  const run = action(runPredict)
  return new Command('predict')
    .description('Predict the quality of records, and say which are unlike any learnt from.')
    .argument('<model>', 'file of `quality fit`')
    .argument('<data>', 'records: CSV, gzipped CSV or Parquet; the outcome may be absent')
    .requiredOption('--out <file>', 'one row per record: CSV or Parquet')
    .action((model: string, data: string, options: Omit<PredictOptions, 'model' | 'data'>) =>
      run({ ...options, model, data }),
    )
}

const runPredict: CommandAction<PredictOptions> = async (options, context) => {
  const { data, out } = options
  const { onProgress, signal } = context
  await requireWritable(out, [options.model, data])
  const { model, result } = await readQuality(options.model)
  try {
    const table = await readTable(data, {
      columns: recordColumns(model.state),
      onProgress,
      signal,
    })
    const prediction = await model.predict(table, { onProgress, signal })
    const names = namingColumns(table, model.state.specification)
    await writeTable(out, predictionTable(prediction, names), { onProgress, signal })
    const { failureProbability, outside } = prediction
    const unfamiliar = outside.filter((remark) => remark !== null).length
    const expected = mean(failureProbability)
    context.print(
      `${table.rowCount} records of ${result.operation}, ${percent(expected)} expected to fail, ${unfamiliar} outside of what was learnt, written to ${out}`,
    )
    context.printJson({
      records: table.rowCount,
      expectedFailures: expected * table.rowCount,
      unfamiliar,
      out,
    })
  } finally {
    await model.release()
  }
}

/** What tells a record from others, by which a person finds it again. */
export function namingColumns(
  { columns }: Table,
  { columns: { time, lot, item } }: Pick<QualitySpecification, 'columns'>,
): [string, Column][] {
  return [time, lot, item].flatMap((name): [string, Column][] => {
    const column = name === undefined ? undefined : columns.get(name)
    return name === undefined || !column ? [] : [[name, column]]
  })
}

/** One row per record. */
export function predictionTable(
  prediction: QualityPrediction,
  names: readonly (readonly [string, Column])[],
  more: readonly (readonly [string, Column])[] = [],
): ReturnType<typeof createTable> {
  const { failureProbability, levels, quantiles, surprise, outside } = prediction
  const number = (values: Float64Array): Column => ({ kind: 'number', values })
  const own: [string, Column][] = [
    ['failure_probability', number(failureProbability)],
    ...levels.map(({ level, probability }): [string, Column] => [
      `probability ${level}`,
      number(probability),
    ]),
    ...quantiles.map(({ share, values }): [string, Column] => [
      `quantile ${share}`,
      number(values),
    ]),
    ...more.map(([name, column]): [string, Column] => [name, column]),
    ['surprise', number(surprise)],
    ['outside', textColumn(outside)],
  ]
  const row = number(Float64Array.from(failureProbability, (_, place) => place + 1))
  const taken = new Set(['row', ...own.map(([name]) => name)])
  return createTable([['row', row], ...names.filter(([name]) => !taken.has(name)), ...own])
}

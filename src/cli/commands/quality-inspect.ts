// `millrace quality inspect`: which records or lots to inspect.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { readTable, writeTable } from '../../data/table/read-table.ts'
import { recordColumns } from '../../plant/quality/feature-columns.ts'
import {
  chooseInspection,
  type QualityCosts,
  requireCosts,
} from '../../plant/quality/inspection.ts'
import { readQuality } from '../../plant/quality/quality-model-file.ts'
import { textsOf } from '../../plant/quality/quality-records.ts'
import { describeWaiting } from '../../plant/quality/waiting.ts'
import { MillraceError } from '../../errors.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'
import { namingColumns, predictionTable } from './quality-predict.ts'

interface InspectOptions {
  readonly model: string
  readonly data: string
  readonly out: string
  readonly capacity?: number
  readonly wholeLots?: boolean
  readonly json?: boolean
}

export function qualityInspectCommand(action: ActionWrapper): Command {
  const run = action(runInspect)
  return new Command('inspect')
    .description('Choose what to inspect at the least expected cost.')
    .argument('<model>', 'file of `quality fit`, with costs')
    .argument('<data>', 'records to decide on: CSV, gzipped CSV or Parquet')
    .requiredOption('--out <file>', 'one row per record with `inspect` 1 or 0: CSV or Parquet')
    .option(
      '--capacity <n>',
      'records that can be inspected (default: that of the model, else all)',
      integerOption('capacity', 0),
    )
    .option('--whole-lots', 'inspect lots as a whole or not at all')
    .action((model: string, data: string, options: Omit<InspectOptions, 'model' | 'data'>) =>
      run({ ...options, model, data }),
    )
}

const runInspect: CommandAction<InspectOptions> = async (options, context) => {
  const { data, out, wholeLots = false } = options
  const { onProgress, signal } = context
  await requireWritable(out, [options.model, data])
  const { model } = await readQuality(options.model)
  try {
    const { specification } = model.state
    const costs = requireCosts(specification)
    const table = await readTable(data, {
      columns: recordColumns(model.state),
      onProgress,
      signal,
    })
    const lot = specification.columns.lot
    if (wholeLots && (lot === undefined || !table.columns.has(lot))) {
      throw new MillraceError(
        'bad-input',
        `--whole-lots: no lots, expected a column ${lot ?? 'that names them'}, got none`,
        lot === undefined ? { hint: 'fit the model with --lot' } : {},
      )
    }
    const prediction = await model.predict(table, { onProgress, signal })
    const capacity = options.capacity ?? specification.inspection_capacity ?? table.rowCount
    const lots = wholeLots ? textsOf(table, lot!) : null
    const choice = chooseInspection(prediction.failureProbability, costs, capacity, lots)
    const flags = Float64Array.from(choice.isInspected)
    const rows = predictionTable(prediction, namingColumns(table, specification), [
      ['inspect', { kind: 'number', values: flags }],
    ])
    await writeTable(out, rows, { onProgress, signal })
    const summary = describeWaiting(model, table, prediction, choice)
    context.print(
      `inspect ${summary.inspected} of ${summary.records} records: expected cost ${summary.expectedCost!.toFixed(0)}, inspecting none ${summary.expectedCostUninspected!.toFixed(0)}; written to ${out}`,
    )
    context.print(whyInspected(costs, prediction.failureProbability, capacity))
    context.printJson({ ...summary, capacity, out })
  } finally {
    await model.release()
  }
}

/** From which risk on an inspection pays, and how many records are beyond it. */
export function whyInspected(
  { inspection, escape, scrap }: QualityCosts,
  probabilities: Float64Array,
  capacity: number,
): string {
  if (escape - scrap <= inspection) {
    return `why: no inspection (${inspection}) pays, because it saves at most an escape (${escape}) less scrap (${scrap})`
  }
  const threshold = inspection / (escape - scrap)
  const worth = probabilities.filter((p) => p > threshold).length
  const share = Number((100 * threshold).toPrecision(2))
  return `why: an inspection (${inspection}) pays from a failure probability of ${share}% on (escape ${escape} less scrap ${scrap}), which ${worth} records have; capacity ${capacity}`
}

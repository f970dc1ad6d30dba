// `millrace quality fit`: learns the quality of an operation from its records.

import { Command, Option } from 'commander'
import { languages, type Language } from '../../loop/report/content.ts'
import { operationPage } from '../../loop/quality-report/page.ts'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { analyseOperation } from '../../plant/quality/analyse-operation.ts'
import { saveQuality } from '../../plant/quality/quality-model-file.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { durationOption, integerOption } from '../options.ts'
import { addQualityDataOptions, qualityDataOf, type QualityDataOptions } from './quality-data.ts'
import { leakLines, outcomeLines, percent, summaryLines } from './quality-summary.ts'

interface FitOptions extends QualityDataOptions {
  readonly data: string
  readonly out: string
  readonly html?: string
  readonly lang: Language
  readonly budget?: number
  readonly seed: number
  readonly json?: boolean
}

export function qualityFitCommand(action: ActionWrapper): Command {
  const run = action(runFit)
  return addQualityDataOptions(
    new Command('fit')
      .description('Learn the quality of an operation from records of units or lots.')
      .argument('<data>', 'records (CSV, gzipped CSV or Parquet), or a plant')
      .requiredOption('--out <file>', 'model, such as assembly.millrace'),
  )
    .option(
      '--budget <time>',
      'time to aim at for the whole fit: models that would take longer are left out (default: none is)',
      durationOption('budget'),
    )
    .option('--html <file>', 'all of the result as a page, such as assembly.html')
    .addOption(
      new Option('--lang <language>', 'language of the page').choices(languages).default('en'),
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((data: string, options: Omit<FitOptions, 'data'>) => run({ ...options, data }))
}

const runFit: CommandAction<FitOptions> = async (options, context) => {
  const { data, out, html, lang, seed, budget: budgetSeconds } = options
  const { onProgress, signal } = context
  const { path, currency, specification } = await qualityDataOf(data, options)
  for (const file of [out, html]) {
    if (file !== undefined) await requireWritable(file, [path])
  }
  const table = await readTable(path, { onProgress, signal })
  const fitted = await analyseOperation(table, specification, {
    seed,
    budgetSeconds,
    onProgress,
    signal,
    onRecords(records) {
      for (const line of outcomeLines(records)) context.print(line)
      for (const { column, reason } of records.leftOut) {
        const isOrder = reason === 'a time' && !records.isOrdered
        const more = isOrder
          ? `; with --time ${column} later records are judged by earlier ones`
          : ''
        context.print(`left out ${column}: ${reason}${more}`)
      }
    },
    onLeaks(leaks) {
      for (const line of leakLines(leaks)) context.print(line)
    },
  })
  try {
    await saveQuality(out, fitted)
    if (html !== undefined) {
      const madeAt = new Date().toISOString()
      const { result } = fitted
      await writeFileAtomic(html, operationPage({ language: lang, currency, madeAt, result }))
    }
    const { operation, records, failing } = fitted.result
    context.print(
      `${operation}: ${records} records, ${failing} failing (${percent(failing / records)}), written to ${out}`,
    )
    const { lot } = specification.columns
    for (const line of summaryLines(fitted.result, lot)) context.print(line)
    if (html !== undefined) context.print(`Page written to ${html}`)
    context.printJson({ ...fitted.result, out })
  } finally {
    await fitted.model.release()
  }
}

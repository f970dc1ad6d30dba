// `millrace synth report`: the evidence about a model of records, as a page and as JSON.

import { basename } from 'node:path'
import { Command, Option } from 'commander'
import { MillraceError } from '../../errors.ts'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { schemaColumns } from '../../data/table/schema-columns.ts'
import { readTableModel } from '../../generative/tables/table-model.ts'
import { recordsReportPage } from '../../loop/records-report/page.ts'
import { reportModel } from '../../loop/records-report/report-model.ts'
import { languages, type Language } from '../../loop/report/content.ts'
import { countsOf } from '../../loop/records-report/verdict.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption, namesOption } from '../options.ts'
import { collected, oneTable, tableFiles } from '../table-files.ts'
import { openIfRelated, runReportRelated } from './synth-related.ts'

interface ReportOptions {
  readonly model: string
  readonly data: readonly string[]
  readonly holdout?: readonly string[]
  readonly out: string
  readonly target?: string
  readonly positive?: string
  readonly hidden?: readonly string[]
  readonly lang: Language
  readonly seed: number
  readonly json?: boolean
}

export function synthReportCommand(action: ActionWrapper): Command {
  const run = action(runReport)
  return new Command('report')
    .description('Measure how good and how private a model of records is.')
    .argument('<model>', 'file of `millrace synth fit`')
    .requiredOption(
      '--data <file>',
      'the records that the model has learnt; TABLE=FILE for each of two tables',
      collected,
    )
    .option(
      '--holdout <file>',
      'other real records, as --data; utility and privacy need them',
      collected,
    )
    .requiredOption('--out <file>', 'page, such as report.html; report.json is written beside it')
    .option('--target <field>', 'field that models taught by the records predict')
    .option('--positive <level>', 'level of the target that is looked for (default: the rarest)')
    .option('--hidden <fields>', 'fields that say the target, with commas between', namesOption)
    .addOption(
      new Option('--lang <language>', 'language of the page').choices(languages).default('en'),
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((model: string, options: Omit<ReportOptions, 'model'>) => run({ ...options, model }))
}

const runReport: CommandAction<ReportOptions> = async (options, context) => {
  const { out, target: field, positive, hidden, seed } = options
  const { onProgress, signal } = context
  const jsonPath = out.replace(/(\.html?)?$/i, '.json')
  const files = tableFiles(undefined, options.data)
  if (field !== undefined && options.holdout === undefined) {
    throw new MillraceError(
      'bad-input',
      `--target: needs --holdout, expected both, got --target ${field} alone`,
      { hint: 'what records are good for is measured on real ones that the model has not learnt' },
    )
  }
  const held = options.holdout && tableFiles(undefined, options.holdout)
  const inputs = [options.model, ...[...files, ...(held ?? [])].map(({ path }) => path)]
  for (const path of [out, jsonPath]) await requireWritable(path, inputs)
  const related = await openIfRelated(options.model)
  if (related) {
    try {
      const { lang: language } = options
      return await runReportRelated(
        related,
        { files, held, out, jsonPath, language, seed },
        context,
      )
    } finally {
      await related.release()
    }
  }
  const data = oneTable(files)
  const model = await readTableModel(options.model)
  try {
    const reading = { columns: schemaColumns(model.description.schema), onProgress, signal }
    const real = await readTable(data, reading)
    const holdout = held ? await readTable(oneTable(held), reading) : undefined
    const report = await reportModel(model, real, {
      name: basename(data),
      language: options.lang,
      seed,
      holdout,
      target:
        field === undefined
          ? undefined
          : { field, ...(positive !== undefined && { positive }), ...(hidden && { hidden }) },
      madeAt: new Date().toISOString(),
      onProgress,
      signal,
    })
    await writeFileAtomic(jsonPath, `${JSON.stringify(report, undefined, 1)}\n`)
    await writeFileAtomic(out, recordsReportPage(report))
    const { quality } = report.evidence.synthetic
    const { good, measured } = countsOf(report.verdict)
    context.print(
      `quality score ${quality.quality.toFixed(3)}; good for ${good} of the ${measured} uses measured; written to ${out} and ${jsonPath}`,
    )
    context.printJson({ quality, verdict: report.verdict, out, json: jsonPath })
  } finally {
    await model.release()
  }
}

// `millrace synth fit`: learns the records of a table.

import { Command, Option } from 'commander'
import { MillraceError } from '../../errors.ts'
import { readTextFile, requireWritable } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { isRelatedSchema, parseRelatedSchema } from '../../data/table/related-schema-file.ts'
import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { parseSchema } from '../../data/table/schema-file.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { schemaColumns } from '../../data/table/schema-columns.ts'
import { modelledFields } from '../../data/table/schema.ts'
import { requireReadTexts } from '../../data/table/unread-texts.ts'
import type { PrivacyStatement } from '../../generative/privacy/statement.ts'
import { familyNamed, familyNames } from '../../generative/tables/families.ts'
import { fitTable } from '../../generative/tables/fit-table.ts'
import type { TrainingRecord } from '../../generative/tables/row-model.ts'
import type { ActionWrapper, CommandAction, CommandContext } from '../context.ts'
import { durationOption, integerOption, positiveOption } from '../options.ts'
import { addDataOption, oneTable, type TableFile, tableFiles } from '../table-files.ts'
import { proposeRelated, runFitRelated } from './synth-related.ts'

interface FitOptions {
  readonly records?: string
  /** Of related tables, by name. */
  readonly data: readonly string[]
  readonly entity?: string
  readonly order?: string
  readonly key?: string
  readonly out: string
  readonly schema?: string
  readonly family?: string
  readonly budget?: number
  readonly seed: number
  readonly epsilon?: number
  readonly delta?: number
  readonly duplicates: 'keep' | 'drop'
  readonly json?: boolean
}

export function synthFitCommand(action: ActionWrapper): Command {
  const run = action(runFit)
  const command = new Command('fit')
    .description('Learn the records of a table.')
    .argument('[records]', 'records: CSV, gzipped CSV or Parquet')
    .requiredOption('--out <file>', 'model, such as records.millrace')
    .option('--schema <file>', 'what the fields are, as `synth schema` proposes it')
    .option(
      '--family <name>',
      `${familyNames.join(', ')} (default: autoregressive, beyond 150 fields copula)`,
    )
    .option(
      '--budget <time>',
      'time for the training, such as 90s, 5m or 1h',
      durationOption('budget'),
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .addOption(
      new Option('--duplicates <rule>', 'rows that are the same or nearly so')
        .choices(['keep', 'drop'])
        .default('keep'),
    )
    .option(
      '--epsilon <number>',
      'privacy budget: hides whether any one row was there (needs --schema)',
      positiveOption('epsilon'),
    )
    .option(
      '--delta <number>',
      'chance of the privacy promise failing (default: 0.1 / rows)',
      positiveOption('delta'),
    )
    .option('--entity <column>', 'records follow each other within each of these')
    .option('--order <column>', 'by which they follow each other')
    .option(
      '--key <parent=child>',
      'key of the parents and the column of the children that names it',
    )
    .action((records: string, options: Omit<FitOptions, 'records'>) => run({ ...options, records }))
  return addDataOption(command)
}

const runFit: CommandAction<FitOptions> = async (options, context) => {
  const { out, seed, budget, epsilon, delta } = options
  const { onProgress, signal } = context
  if (options.family !== undefined) familyNamed(options.family)
  const files = tableFiles(options.records, options.data)
  const related = await relatedSchemaFor(files, options, context)
  if (related) {
    expectPlain(options)
    return runFitRelated(
      { schema: related, files, out, family: options.family, seed, budget },
      context,
    )
  }
  const data = oneTable(files)
  await requireWritable(out, options.schema ? [data, options.schema] : [data])
  expectPublicSchema(options)
  const given =
    options.schema === undefined
      ? undefined
      : parseSchema(await readTextFile(options.schema), options.schema)
  const columns = given && schemaColumns(given)
  const table = await readTable(data, { ...(columns && { columns }), onProgress, signal })
  if (!given) requireReadTexts(table)
  const schema = given ?? inferSchema(table)
  const model = await fitTable(schema, table, {
    family: options.family,
    seed,
    budgetSeconds: budget,
    duplicates: options.duplicates,
    privacy: epsilon === undefined ? undefined : { epsilon, delta },
    onProgress,
    signal,
  })
  try {
    await model.save(out)
    const { family, training, privacy } = model.description
    const fields = modelledFields(schema).length
    const scores = training.history[training.bestEpoch - 1]?.validation ?? {}
    const drawn = privacy ? `, drawn from noisy counts of ${table.rowCount},` : ''
    context.print(
      `${training.rows} records${drawn} of ${fields} fields learnt in ${training.seconds.toFixed(1)} s (${family}), written to ${out}`,
    )
    for (const line of candidateLines(training)) context.print(line)
    if (privacy) printPromise(privacy, context)
    context.printJson({
      family,
      ...(training.candidates && { chosen: training.chosen, candidates: training.candidates }),
      records: training.rows,
      validationRecords: training.validationRows,
      fields,
      seconds: training.seconds,
      epochs: training.history.length,
      bestEpoch: training.bestEpoch,
      validation: scores,
      seed,
      out,
      privacy,
    })
  } finally {
    await model.release()
  }
}

/** The schema of related tables or of sequences, where the options or the schema's file say so. */
async function relatedSchemaFor(
  files: readonly TableFile[],
  options: FitOptions,
  context: CommandContext,
): Promise<RelatedSchema | undefined> {
  const { schema: path } = options
  const text = path === undefined ? undefined : await readTextFile(path)
  if (text !== undefined && isRelatedSchema(text)) return parseRelatedSchema(text, path)
  if (files.length < 2 && options.entity === undefined) return undefined
  return proposeRelated(files, options, context)
}

/** Of two tables, a budget of privacy for one row would promise little, and duplicates are no error. */
function expectPlain({ epsilon, duplicates }: FitOptions): void {
  const name = epsilon === undefined ? '--duplicates drop' : '--epsilon'
  if (epsilon === undefined && duplicates === 'keep') return
  throw new MillraceError(
    'unsupported',
    `${name}: not possible for related tables and sequences, expected one table of independent rows, got two tables or sequences`,
  )
}

/** What a schema is inferred from is outside of the budget. */
function expectPublicSchema({ epsilon, delta, schema }: FitOptions): void {
  if (epsilon === undefined && delta !== undefined) {
    throw new MillraceError('bad-input', '--delta: needs --epsilon, expected both, got --delta')
  }
  if (epsilon === undefined || schema !== undefined) return
  throw new MillraceError(
    'bad-input',
    '--epsilon: statistics fitted outside of the budget, expected --schema, got one inferred from the rows',
    {
      hint: 'write levels and bounds into a schema from what is known of the plant, or have them found under a budget of their own by synth schema --epsilon',
    },
  )
}

function printPromise(promise: PrivacyStatement, { print }: CommandContext): void {
  print(`privacy: epsilon ${promise.epsilon.toFixed(2)} at delta ${promise.delta}`)
  for (const sentence of promise.covered) print(`  covered: ${sentence}`)
  for (const sentence of promise.notCovered) print(`  not covered: ${sentence}`)
}

/** What `auto` tried and why it chose as it did; nothing for another family. */
function candidateLines({ candidates = [], chosen }: TrainingRecord): string[] {
  return candidates.map(({ family, seconds, fidelity, reason }) => {
    const mark = family === chosen ? 'chosen' : ''
    if (!fidelity) return `  ${family.padEnd(16)} ${reason ?? ''}`
    const { score, columnShapes, columnPairs, detection } = fidelity
    const figure = (value: number): string => value.toFixed(3)
    return `  ${family.padEnd(16)} fidelity ${figure(score)} (shapes ${figure(columnShapes)}, pairs ${figure(columnPairs)}, detection ${figure(detection)}), ${seconds.toFixed(1)} s ${mark}`.trimEnd()
  })
}

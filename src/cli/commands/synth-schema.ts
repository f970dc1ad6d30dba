// `millrace synth schema`: proposes what the fields of a table are, as a file that a person edits.

import { Command } from 'commander'
import { MillraceError } from '../../errors.ts'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { formatSchema } from '../../data/table/schema-file.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { suggestConstraints } from '../../generative/constraints/suggest.ts'
import { sentenceOf, unreadTexts } from '../../data/table/unread-texts.ts'
import { type PrivateSchema, privateSchema } from '../../generative/privacy/private-schema.ts'
import { rowsOf } from '../../generative/tables/row-matrix.ts'
import { formatRelatedSchema } from '../../data/table/related-schema-file.ts'
import type { ActionWrapper, CommandAction, CommandContext } from '../context.ts'
import { positiveOption } from '../options.ts'
import { addDataOption, oneTable, tableFiles } from '../table-files.ts'
import { proposeRelated } from './synth-related.ts'

interface SchemaOptions {
  readonly records?: string
  /** Of related tables, by name. */
  readonly data: readonly string[]
  readonly entity?: string
  readonly order?: string
  readonly key?: string
  readonly epsilon?: number
  readonly delta?: number
  readonly out?: string
  readonly json?: boolean
}

export function synthSchemaCommand(action: ActionWrapper): Command {
  const run = action(runSchema)
  const command = new Command('schema')
    .description('Propose the kinds, bounds and levels of the fields of a table, to be edited.')
    .argument('[records]', 'records: CSV, gzipped CSV or Parquet')
    .option('--out <file>', 'write the proposal to a YAML file instead of printing it')
    .option('--entity <column>', 'records follow each other within each of these')
    .option('--order <column>', 'by which they follow each other')
    .option(
      '--key <parent=child>',
      'key of the parents and the column of the children that names it',
    )
    .option(
      '--epsilon <number>',
      'privacy budget of the proposal itself; that of `synth fit` comes on top',
      positiveOption('epsilon'),
    )
    .option(
      '--delta <number>',
      'chance of the privacy promise failing (default: 0.1 / rows)',
      positiveOption('delta'),
    )
    .action((records: string, options: Omit<SchemaOptions, 'records'>) =>
      run({ ...options, records }),
    )
  return addDataOption(command)
}

const runSchema: CommandAction<SchemaOptions> = async (options, context) => {
  const { onProgress, signal } = context
  const { out } = options
  const files = tableFiles(options.records, options.data)
  const inputs = files.map(({ path }) => path)
  if (out) await requireWritable(out, inputs)
  const { epsilon, delta } = options
  if (files.length > 1 || options.entity !== undefined) {
    if (epsilon !== undefined) {
      throw new MillraceError(
        'unsupported',
        '--epsilon: promises to hide single rows, expected one table without --entity, got related ones',
      )
    }
    const schema = await proposeRelated(files, options, context)
    const count = Object.keys({ ...schema.parent.fields, ...schema.child.fields }).length
    await handOver(formatRelatedSchema(schema), count, out, context)
    return context.printJson({ schema, out: out ?? null })
  }
  const data = oneTable(files)
  const table = await readTable(data, { onProgress, signal })
  if (epsilon !== undefined) {
    const proposal = privateSchema(table, { epsilon, delta })
    const count = Object.keys(proposal.schema.fields).length
    await handOver(privateText(proposal), count, out, context)
    return context.printJson({ ...proposal, out: out ?? null })
  }
  const schema = inferSchema(table)
  const rows = rowsOf(schema, table)
  const suggested = suggestConstraints(rows.fields, rows.values)
  const doubts = unreadTexts(table).map((found) => `${sentenceOf(found, table)} (${found.hint})`)
  const text = formatSchema(schema, suggested, doubts)
  await handOver(text, Object.keys(schema.fields).length, out, context)
  if (out !== undefined) for (const doubt of doubts) context.print(doubt)
  context.printJson({ schema, suggested, doubts, out: out ?? null })
}

function privateText({ schema, epsilon, delta, unknown }: PrivateSchema): string {
  const lost =
    unknown.length === 0
      ? ''
      : `# Nothing of these stood out of the noise; write what is known of them: ${unknown.join(', ')}\n`
  return `# Bounds, rounding and levels were found under a privacy budget of epsilon ${epsilon.toFixed(2)}, delta ${delta.toPrecision(2)};
# that of synth fit comes on top. Correct them by what is known of the plant, not by a look at the rows.
${lost}${formatSchema(schema)}`
}

async function handOver(
  text: string,
  fields: number,
  out: string | undefined,
  { signal, print }: CommandContext,
): Promise<void> {
  if (out === undefined) return print(text.trimEnd())
  await writeFileAtomic(out, text, { signal })
  print(`${fields} fields written to ${out}`)
}

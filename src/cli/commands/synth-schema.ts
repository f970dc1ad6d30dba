// `millrace synth schema`: proposes what the fields of a table are, as a file that a person edits.

import { Command } from 'commander'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { formatSchema } from '../../data/table/schema-file.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
import { suggestConstraints } from '../../generative/constraints/suggest.ts'
import { rowsOf } from '../../generative/tables/row-matrix.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'

interface SchemaOptions {
  readonly data: string
  readonly out?: string
  readonly json?: boolean
}

export function synthSchemaCommand(action: ActionWrapper): Command {
  const run = action(runSchema)
  return new Command('schema')
    .description('Propose the kinds, bounds and levels of the fields of a table, to be edited.')
    .argument('<data>', 'records: CSV, gzipped CSV or Parquet')
    .option('--out <file>', 'write the proposal to a YAML file instead of printing it')
    .action((data: string, options: Omit<SchemaOptions, 'data'>) => run({ ...options, data }))
}

const runSchema: CommandAction<SchemaOptions> = async ({ data, out }, context) => {
  const { onProgress, signal } = context
  if (out) await requireWritable(out, [data])
  const table = await readTable(data, { onProgress, signal })
  const schema = inferSchema(table)
  const rows = rowsOf(schema, table)
  const suggested = suggestConstraints(rows.fields, rows.values)
  const text = formatSchema(schema, suggested)
  if (out) {
    await writeFileAtomic(out, text, { signal })
    context.print(`${Object.keys(schema.fields).length} fields written to ${out}`)
  } else {
    context.print(text.trimEnd())
  }
  context.printJson({ schema, suggested, out: out ?? null })
}

// `millrace synth schema`: proposes what the fields of a table are, as a file that a person edits.

import { Command } from 'commander'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { formatSchema } from '../../data/table/schema-file.ts'
import { inferSchema } from '../../data/table/schema-inference.ts'
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
  const schema = inferSchema(await readTable(data, { onProgress, signal }))
  const text = formatSchema(schema)
  if (out) {
    await writeFileAtomic(out, text, { signal })
    context.print(`${Object.keys(schema.fields).length} fields written to ${out}`)
  } else {
    context.print(text.trimEnd())
  }
  context.printJson({ schema, out: out ?? null })
}

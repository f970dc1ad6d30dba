// `millrace synth sample`: new records of a model, any number of them in constant memory.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { writeTableParts } from '../../data/table/read-table.ts'
import { MillraceError } from '../../errors.ts'
import { readTableModel } from '../../generative/tables/table-model.ts'
import type { ActionWrapper, CommandAction } from '../context.ts'
import { integerOption } from '../options.ts'
import { collected, oneTable, tableFile } from '../table-files.ts'
import { openIfRelated, runSampleRelated } from './synth-related.ts'

interface SampleOptions {
  readonly model: string
  readonly rows: number
  readonly out: readonly string[]
  readonly given: readonly string[]
  readonly seed: number
  readonly json?: boolean
}

export function synthSampleCommand(action: ActionWrapper): Command {
  const run = action(runSample)
  return new Command('sample')
    .description('Draw new records from a model.')
    .argument('<model>', 'file of `synth fit`')
    .requiredOption(
      '--rows <n>',
      'records to draw; of related tables parents, of sequences entities',
      integerOption('rows', 1),
    )
    .requiredOption(
      '--out <file>',
      'records: CSV, gzipped where it ends in .gz, or .parquet; --out TABLE=FILE for each of two tables',
      collected,
    )
    .option('--given <field=value...>', 'values that every record has; an empty one is missing', [])
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((model: string, options: Omit<SampleOptions, 'model'>) => run({ ...options, model }))
}

const runSample: CommandAction<SampleOptions> = async (options, context) => {
  const { rows, seed } = options
  const { onProgress, signal } = context
  const given = Object.fromEntries(options.given.map(assignment))
  const related = await openIfRelated(options.model)
  if (related) {
    try {
      return await runSampleRelated(related, { ...options, given }, context)
    } finally {
      await related.release()
    }
  }
  const out = oneTable(options.out.map(tableFile))
  await requireWritable(out, [options.model])
  const model = await readTableModel(options.model)
  try {
    const begun = performance.now()
    const parts = model.sample(rows, { seed, given, onProgress, signal })
    await writeTableParts(out, parts, { signal })
    const seconds = (performance.now() - begun) / 1000
    context.print(`${rows} records written to ${out}`)
    context.printJson({ rows, given, seed, seconds, out })
  } finally {
    await model.release()
  }
}

/** `field=value`; a field's name may hold an equals sign, a value may not. */
export function assignment(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw new MillraceError('bad-input', `--given: not usable, expected field=value, got "${text}"`)
}

// The commands of `millrace synth` for two related tables, and for sequences of entities in one.

import { basename } from 'node:path'
import { MillraceError } from '../../errors.ts'
import { requireWritable, writeFileAtomic } from '../../data/files.ts'
import { readProtectedFile } from '../../data/storage/protected-file.ts'
import { unzip } from '../../data/table/paired-parts.ts'
import { readTable, writeTable, writeTableParts } from '../../data/table/read-table.ts'
import { inferRelated, inferSequences } from '../../data/table/related-inference.ts'
import type { RelatedSchema } from '../../data/table/related-schema.ts'
import { keysOf } from '../../data/table/related-tables.ts'
import { createTable, type Table } from '../../data/table/table.ts'
import { fitRelated } from '../../generative/related/fit-related.ts'
import { decodeRelatedModel, isRelatedModel } from '../../generative/related/related-file.ts'
import { openRelatedModel, type RelatedModel } from '../../generative/related/related-model.ts'
import type { RelatedTables } from '../../generative/related/related-rows.ts'
import type { Given } from '../../generative/tables/table-model.ts'
import { relatedReportPage } from '../../loop/related-report/page.ts'
import { reportRelated } from '../../loop/related-report/report-related.ts'
import type { Language } from '../../loop/report/content.ts'
import type { CommandContext } from '../context.ts'
import {
  type RelatedPaths,
  readRelated,
  relatedPaths,
  type TableFile,
  tableFile,
} from '../table-files.ts'
import { mostSurprising } from './most-surprising.ts'

export interface RelationOptions {
  readonly entity?: string
  readonly order?: string
  readonly key?: string
}

/** Proposes the schema of sequences (`--entity`) or of two tables (`--key sku=unique_id`). */
export async function proposeRelated(
  files: readonly TableFile[],
  { entity, order, key }: RelationOptions,
  { onProgress, signal }: CommandContext,
): Promise<RelatedSchema> {
  const tables: Table[] = []
  for (const { path } of files) tables.push(await readTable(path, { onProgress, signal }))
  const named = files.map(({ table, path }, i) => ({
    name: table ?? basename(path).replace(/\..*$/, ''),
    table: tables[i]!,
  }))
  const [first, second] = named
  if (entity !== undefined && first && !second) return inferSequences(first, { entity, order })
  const keys = key?.split('=') ?? []
  if (first && second && entity === undefined && keys.length > 0) {
    const [parentKey, childKey = parentKey] = keys
    return inferRelated(first, second, { parentKey: parentKey!, childKey: childKey!, order })
  }
  throw new MillraceError(
    'bad-input',
    `synth: not usable together, expected one table with --entity, or two with --key PARENT=CHILD, got ${named.length} ${named.length === 1 ? 'table' : 'tables'}${entity === undefined ? '' : ' with --entity'}${key === undefined ? '' : ' with --key'}`,
  )
}

export interface FitRelatedFiles {
  readonly schema: RelatedSchema
  readonly files: readonly TableFile[]
  readonly out: string
  readonly family?: string | undefined
  readonly seed: number
  readonly budget?: number | undefined
}

export async function runFitRelated(
  { schema, files, out, seed, budget, ...options }: FitRelatedFiles,
  context: CommandContext,
): Promise<void> {
  const { onProgress, signal } = context
  const paths = relatedPaths(schema, files)
  await requireWritable(out, inputsOf(paths))
  const tables = await readRelated(schema, paths, { onProgress, signal })
  const model = await fitRelated(schema, tables, {
    family: options.family,
    seed,
    budgetSeconds: budget,
    onProgress,
    signal,
  })
  try {
    await model.save(out)
    const { parent, child } = model.description.training
    const { child: family } = model.description.family
    const seconds = parent.seconds + child.seconds
    context.print(
      `${parent.rows} ${nameOf(schema, 'parent')} with ${child.rows} ${nameOf(schema, 'child')} learnt in ${seconds.toFixed(1)} s (${family}), written to ${out}`,
    )
    const { conditions } = model.description
    if (conditions) {
      const { count, fields } = conditions
      context.print(
        `  ${count} operating conditions found; ${fields.length} fields are learnt within them: ${fields.join(', ')}`,
      )
    }
    const best = child.history[child.bestEpoch - 1]?.validation ?? {}
    context.printJson({
      family,
      parents: parent.rows,
      children: child.rows,
      seconds,
      epochs: child.history.length,
      bestEpoch: child.bestEpoch,
      validation: best,
      conditions,
      seed,
      out,
    })
  } finally {
    await model.release()
  }
}

/** The model where the file is one of related tables. */
export async function openIfRelated(path: string): Promise<RelatedModel | undefined> {
  const bytes = new Uint8Array(await readProtectedFile(path))
  return isRelatedModel(bytes) ? openRelatedModel(decodeRelatedModel(bytes, path)) : undefined
}

export interface SampleRelatedFiles {
  readonly model: string
  readonly rows: number
  readonly out: readonly string[]
  readonly given: Given
  readonly seed: number
}

/** Streams parents and children to their files; both are finished or neither. */
export async function runSampleRelated(
  model: RelatedModel,
  { model: modelPath, rows, out, given, seed }: SampleRelatedFiles,
  context: CommandContext,
): Promise<void> {
  const { onProgress, signal } = context
  const { schema } = model.description
  const paths = relatedPaths(schema, out.map(tableFile))
  for (const path of inputsOf(paths)) await requireWritable(path, [modelPath])
  const begun = performance.now()
  let children = 0
  async function* counted(): AsyncGenerator<readonly [Table, Table]> {
    for await (const block of model.sample(rows, { seed, given, onProgress, signal })) {
      children += block.children.rowCount
      yield [block.parents ?? block.children, block.children]
    }
  }
  if (paths.parents === undefined) {
    await writeTableParts(paths.children, childrenOf(counted()), { signal })
  } else {
    const [parents, own] = unzip(counted())
    await Promise.all([
      writeTableParts(paths.parents, parents, { signal }),
      writeTableParts(paths.children, own, { signal }),
    ])
  }
  const seconds = (performance.now() - begun) / 1000
  context.print(
    `${rows} ${nameOf(schema, 'parent')} with ${children} ${nameOf(schema, 'child')} written to ${inputsOf(paths).join(' and ')}`,
  )
  context.printJson({ parents: rows, children, given, seed, seconds, out: paths })
}

async function* childrenOf(pairs: AsyncIterable<readonly [Table, Table]>): AsyncGenerator<Table> {
  for await (const [, children] of pairs) yield children
}

export interface ScoreRelatedFiles {
  readonly files: readonly TableFile[]
  readonly out: string
  readonly orders: number
  readonly seed: number
}

/** One row per child: its parent's key, its surprise, the most surprising field, and the total of its parent. */
export async function runScoreRelated(
  model: RelatedModel,
  { files, out, orders, seed }: ScoreRelatedFiles,
  context: CommandContext,
): Promise<void> {
  const { onProgress, signal } = context
  const { schema } = model.description
  const paths = relatedPaths(schema, files)
  await requireWritable(out, inputsOf(paths))
  const tables = await readRelated(schema, paths, { onProgress, signal })
  const scores = await model.score(tables, { seed, orders, onProgress, signal })
  const { surprise } = scores.children
  const { levels, codes } = mostSurprising(scores.children)
  const places = new Map<string, number>()
  const keys = keysOf(tables.children, schema.child.key)
  const parentKeys = tables.parents ? keysOf(tables.parents, schema.parent.key) : keys
  for (const key of parentKeys) if (!places.has(key)) places.set(key, places.size)
  const result = createTable([
    ['row', { kind: 'number', values: Float64Array.from(surprise, (_, row) => row + 1) }],
    [schema.child.key, tables.children.columns.get(schema.child.key)!],
    ['surprise', { kind: 'number', values: surprise }],
    ['excess', { kind: 'number', values: scores.children.excess }],
    ['field', { kind: 'text', levels, codes }],
    [
      'total',
      {
        kind: 'number',
        values: Float64Array.from(keys, (key) => scores.total[places.get(key)!]!),
      },
    ],
  ])
  await writeTable(out, result, { onProgress, signal })
  const mean = surprise.reduce((total, value) => total + value, 0) / surprise.length
  context.print(
    `${surprise.length} ${nameOf(schema, 'child')}, ${mean.toFixed(2)} nats each on average, written to ${out}`,
  )
  context.printJson({ rows: surprise.length, meanSurprise: mean, orders, seed, out })
}

export interface ReportRelatedFiles {
  readonly files: readonly TableFile[]
  readonly held?: readonly TableFile[] | undefined
  readonly out: string
  readonly jsonPath: string
  readonly language: Language
  readonly seed: number
}

export async function runReportRelated(
  model: RelatedModel,
  { files, held, out, jsonPath, language, seed }: ReportRelatedFiles,
  context: CommandContext,
): Promise<void> {
  const { onProgress, signal } = context
  const { schema } = model.description
  const tablesOf = (own: readonly TableFile[]): Promise<RelatedTables> =>
    readRelated(schema, relatedPaths(schema, own), { onProgress, signal })
  const report = await reportRelated(model, await tablesOf(files), {
    name: files.map(({ path }) => basename(path)).join(', '),
    language,
    seed,
    holdout: held && (await tablesOf(held)),
    madeAt: new Date().toISOString(),
    onProgress,
    signal,
  })
  await writeFileAtomic(jsonPath, `${JSON.stringify(report, undefined, 1)}\n`)
  await writeFileAtomic(out, relatedReportPage(report))
  const { synthetic } = report.evidence
  const parts = [
    ['column shapes', synthetic.childQuality.columnShapes],
    ['number', synthetic.cardinalityShapeSimilarity],
    ['trends across the tables', synthetic.interTableTrends],
    ['means', synthetic.sequences.meanSimilarity],
    ['windows', synthetic.windows?.score ?? Number.NaN],
  ] as const
  const known = parts.filter(([, score]) => !Number.isNaN(score))
  context.print(
    `${nameOf(schema, 'child')}: ${known.map(([name, score]) => `${name} ${score.toFixed(3)}`).join(', ')}; written to ${out} and ${jsonPath}`,
  )
  context.printJson({ synthetic, out, json: jsonPath })
}

function inputsOf({ parents, children }: RelatedPaths): string[] {
  return parents === undefined ? [children] : [parents, children]
}

/** What a person reads of the two sides: names of tables, or sequences and their rows. */
function nameOf({ parent, child }: RelatedSchema, side: 'parent' | 'child'): string {
  if (parent.table === undefined) return side === 'parent' ? 'sequences' : 'rows'
  return `rows of ${side === 'parent' ? parent.table : child.table}`
}

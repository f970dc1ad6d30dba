// The evidence about two related synthetic tables, or synthetic sequences, with baselines beside it: one
// plain object that can be written as JSON.

import type { WorkOptions } from '../../../progress.ts'
import { createRandom, type Random } from '../../../random.ts'
import {
  type AlignedColumn,
  alignTables,
  type EvaluationField,
  takeRows,
} from '../../../data/table/aligned-columns.ts'
import type { Detection } from '../detection.ts'
import { sampleRows } from '../folds.ts'
import { ksComplement } from '../fidelity/ks-complement.ts'
import { mean, quality, type QualityScores } from '../fidelity/quality.ts'
import {
  cardinalityShapeSimilarity,
  type KeyNames,
  referentialIntegrity,
  type TablePair,
} from './cardinality.ts'
import { type EntityPrivacy, entityPrivacy } from './entity-privacy.ts'
import { interTableTrends, type InterTableTrends, ownersOf } from './inter-table-trends.ts'
import {
  autocorrelationSimilarity,
  type FieldSequences,
  interRowSimilarity,
  statisticSimilarity,
} from './sequence-similarity.ts'
import { sequencesOf, sequenceValues } from './sequences.ts'
import { windowDetection } from './window-detection.ts'

/** Plain data. */
export interface RelatedEvidenceOptions {
  readonly keys: KeyNames
  readonly order?: string | undefined
  readonly parentFields: readonly EvaluationField[]
  /** Without the order, which is judged by its spacing. */
  readonly childFields: readonly EvaluationField[]
  /** Other synthetic tables to set beside. */
  readonly baselines?: ReadonlyMap<string, TablePair>
  readonly seed?: number
  /** Rows of a window that a classifier sees. */
  readonly windowLength?: number
}

export interface SequenceFieldScores {
  readonly field: string
  readonly meanSimilarity: number
  readonly deviationSimilarity: number
  readonly interRowSimilarity: number
  /** By lag, as `lags` has them. */
  readonly autocorrelation: readonly number[]
}

export interface RelatedEvaluation {
  readonly name: string
  readonly parents: number
  readonly children: number
  /** Share of the children whose parent is there. */
  readonly referentialIntegrity: number
  /** Of the number of children, SequenceLengthSimilarity of sequences. */
  readonly cardinalityShapeSimilarity: number
  /** KSComplement of the distances in the order; null without one. */
  readonly spacing: number | null
  readonly parentQuality: QualityScores | null
  readonly childQuality: QualityScores
  readonly interTableTrends: number
  /** Means over the fields. */
  readonly sequences: Omit<SequenceFieldScores, 'field'>
  readonly fields: readonly SequenceFieldScores[]
  readonly windows: Detection | null
  /** Of parents with all of their children; null without a holdout, and for the holdout itself. */
  readonly privacy: EntityPrivacy | null
}

export interface RelatedEvidence {
  readonly lags: readonly number[]
  readonly windowLength: number
  readonly seed: number
  readonly synthetic: RelatedEvaluation
  readonly baselines: readonly RelatedEvaluation[]
  /** Real tables that the model did not see in the place of the synthetic ones: the best to hope for. */
  readonly holdout: RelatedEvaluation | null
  readonly pairs: InterTableTrends['pairs']
}

export const lags = [1, 2, 5, 10, 20] as const

/** Children that quality and trends are judged on at most. */
const mostRows = 50_000

/**
 * What `evaluateRelated` gathers in a thread: blocks the one that it runs on.
 * @param real the tables that were learnt from. @throws MillraceError for columns that do not fit.
 */
export function relatedEvidenceOf(
  real: TablePair,
  synthetic: TablePair,
  holdout: TablePair | null,
  options: RelatedEvidenceOptions,
  onProgress?: WorkOptions['onProgress'],
): RelatedEvidence {
  const { baselines = new Map<string, TablePair>(), seed = 1, windowLength = 8 } = options
  const named = [...baselines].concat(holdout ? [['holdout', holdout]] : [])
  const all: readonly (readonly [string, TablePair])[] = [['synthetic', synthetic], ...named]
  const evaluations: RelatedEvaluation[] = []
  let pairs: InterTableTrends['pairs'] = []
  for (const [i, [name, tables]] of all.entries()) {
    onProgress?.({ stage: `evaluate ${name}`, fraction: i / all.length })
    const random = createRandom(seed).split('evaluate')
    const { trends, ...scores } = evaluateOne(real, tables, { ...options, windowLength }, random)
    if (i === 0) pairs = trends.pairs
    const privacy =
      holdout && tables !== holdout
        ? entityPrivacy(real, tables, holdout, options, createRandom(seed).split('privacy'))
        : null
    evaluations.push({ name, ...scores, interTableTrends: trends.score, privacy })
  }
  return {
    lags,
    windowLength,
    seed,
    synthetic: evaluations[0]!,
    baselines: evaluations.slice(1, baselines.size + 1),
    holdout: holdout ? evaluations.at(-1)! : null,
    pairs,
  }
}

type Scores = Omit<RelatedEvaluation, 'name' | 'interTableTrends' | 'privacy'> & {
  trends: InterTableTrends
}

function evaluateOne(
  real: TablePair,
  synthetic: TablePair,
  options: RelatedEvidenceOptions & { readonly windowLength: number },
  random: Random,
): Scores {
  const { keys, order, parentFields, childFields, windowLength } = options
  const [realParents, parents] = alignTables([real.parents, synthetic.parents], parentFields)
  const [realChildren, children] = alignTables([real.children, synthetic.children], childFields)
  const realSequences = sequencesOf(real.children, keys.child, order)
  const sequences = sequencesOf(synthetic.children, keys.child, order)
  const some = [
    sampleRows(real.children.rowCount, mostRows, random.split('real rows')),
    sampleRows(synthetic.children.rowCount, mostRows, random.split('rows')),
  ] as const
  const take = (columns: readonly AlignedColumn[], i: 0 | 1): AlignedColumn[] =>
    columns.map((column) => takeRows(column, some[i]))
  const owners = (tables: TablePair, i: 0 | 1): Int32Array => {
    const all = ownersOf(tables, keys)
    return some[i].map((row) => all[row]!)
  }
  const [realSome, syntheticSome] = [take(realChildren!, 0), take(children!, 1)]
  const fields = realChildren!.flatMap((column, i): SequenceFieldScores[] => {
    const other = children![i]!
    if (column.kind !== 'number' || other.kind !== 'number') return []
    const a = sequenceValues(realSequences, column.values)
    const b = sequenceValues(sequences, other.values)
    return isConstant(a) ? [] : [fieldScores(column.name, a, b)]
  })
  return {
    parents: synthetic.parents.rowCount,
    children: synthetic.children.rowCount,
    referentialIntegrity: referentialIntegrity(synthetic, keys),
    cardinalityShapeSimilarity: cardinalityShapeSimilarity(real, synthetic, keys),
    spacing:
      order === undefined ? null : spacing([real, synthetic], [realSequences, sequences], order),
    parentQuality: parentFields.length > 0 ? scoresOf(realParents!, parents!) : null,
    childQuality: scoresOf(realSome, syntheticSome),
    trends: interTableTrends(
      { parents: realParents!, children: realSome, owners: owners(real, 0) },
      { parents: parents!, children: syntheticSome, owners: owners(synthetic, 1) },
    ),
    sequences: {
      meanSimilarity: mean(fields.map((field) => field.meanSimilarity)),
      deviationSimilarity: mean(fields.map((field) => field.deviationSimilarity)),
      interRowSimilarity: mean(fields.map((field) => field.interRowSimilarity)),
      autocorrelation: lags.map((_, i) => mean(fields.map((field) => field.autocorrelation[i]!))),
    },
    fields,
    windows: windowDetection(
      { sequences: realSequences, columns: realChildren! },
      { sequences, columns: children! },
      random.split('windows'),
      { length: windowLength },
    ),
  }
}

function fieldScores(
  field: string,
  real: FieldSequences,
  synthetic: FieldSequences,
): SequenceFieldScores {
  return {
    field,
    meanSimilarity: statisticSimilarity(real, synthetic, 'mean'),
    deviationSimilarity: statisticSimilarity(real, synthetic, 'std'),
    interRowSimilarity: interRowSimilarity(real, synthetic),
    autocorrelation: lags.map((lag) => autocorrelationSimilarity(real, synthetic, lag)),
  }
}

function isConstant(sequences: FieldSequences): boolean {
  const first = sequences[0]?.[0]
  return sequences.every((values) => values.every((value) => Object.is(value, first)))
}

function spacing(
  tables: readonly TablePair[],
  sequences: readonly ReturnType<typeof sequencesOf>[],
  order: string,
): number {
  const [real, synthetic] = tables.map(({ children }, i) => {
    const column = children.columns.get(order)
    const values =
      column && column.kind !== 'text' ? Float64Array.from(column.values) : new Float64Array()
    return Float64Array.from(
      sequenceValues(sequences[i]!, values).flatMap((own) =>
        Array.from({ length: own.length - 1 }, (_, k) => own[k + 1]! - own[k]!),
      ),
    )
  })
  return ksComplement(real!, synthetic!)
}

function scoresOf(
  real: readonly AlignedColumn[],
  synthetic: readonly AlignedColumn[],
): QualityScores {
  const { columns: _columns, pairs: _pairs, ...scores } = quality(real, synthetic)
  return scores
}

// What a report on synthetic records says, before any page is drawn: the JSON file is this object.

import { createHash } from 'node:crypto'
import type { Table } from '../../data/table/table.ts'
import { alignTables } from '../../data/table/aligned-columns.ts'
import type { Evidence } from '../../generative/evaluation/evidence.ts'
import { marginal, type Marginal } from '../../generative/evaluation/marginals.ts'
import { projection, type Projection } from '../../generative/evaluation/projection.ts'
import type { Spread } from '../../generative/evaluation/stability.ts'
import type { PrivacyStatement } from '../../generative/privacy/statement.ts'
import type { CandidateRecord } from '../../generative/tables/row-model.ts'
import { createRandom } from '../../random.ts'
import type { Language, TrainingHistory } from '../report/content.ts'
import { verdict, type Verdict } from './verdict.ts'

const recordsReportFormat = 'millrace-records-report'
const recordsReportVersion = 1

export interface RecordsReport {
  readonly format: typeof recordsReportFormat
  readonly version: typeof recordsReportVersion
  readonly language: Language
  /** Of the records: the name of the file. */
  readonly name: string
  /** ISO time. */
  readonly madeAt: string
  readonly model: ModelFacts
  readonly verdict: Verdict
  readonly evidence: Evidence
  /** The quality score of draws with different seeds; null where there was one draw. */
  readonly stability: Spread | null
  readonly marginals: readonly Marginal[]
  readonly projection: Projection
  readonly training: readonly TrainingHistory[]
  /** What `auto` tried, in that order; null for a family that was named. */
  readonly contest: Contest | null
}

/** How a family was chosen: by the rows that each of them made, beside held-out ones. */
export interface Contest {
  readonly chosen: string
  readonly candidates: readonly CandidateRecord[]
}

export interface ModelFacts {
  readonly family: string
  readonly seed: number | string
  /** Null where it is not known. */
  readonly fitSeconds: number | null
  readonly rowsPerSecond: number | null
  /** Of differentially private training; null where it was not. */
  readonly privacy: Pick<PrivacyStatement, 'epsilon' | 'delta' | 'covered' | 'notCovered'> | null
  /** SHA-256 of the model file. */
  readonly fingerprint: string
}

export interface RecordsReportInput extends Pick<
  RecordsReport,
  'language' | 'name' | 'madeAt' | 'model' | 'training' | 'contest' | 'evidence' | 'stability'
> {
  readonly real: Table
  readonly synthetic: Table
}

export function recordsReport({ real, synthetic, ...input }: RecordsReportInput): RecordsReport {
  const [a, b] = alignTables([real, synthetic], input.evidence.fields)
  return {
    format: recordsReportFormat,
    version: recordsReportVersion,
    ...input,
    verdict: verdict(input.evidence),
    marginals: a!.map((column, i) => marginal(column, b![i]!)),
    projection: projection(a!, b!, createRandom(input.evidence.seed).split('projection')),
  }
}

export function fingerprintOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

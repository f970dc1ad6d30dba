// The decisions on quality of earlier runs, as the ledger has them, and what the records say of them by now.

import type { Decision, Outcome, PastDecision } from '../data/storage/ledger.ts'
import type { Table } from '../data/table/table.ts'
import {
  pastQuality,
  type PastQuality,
  type QualityExpectation,
  type QualityOutcome,
  qualityOutcome,
} from '../plant/quality/past-quality.ts'
import type { QualitySpecification } from '../plant/quality/quality-records.ts'
import { jsonOf } from './forecast-memory.ts'
import { judgeNewest } from './judge-newest.ts'

/** Of decisions in the ledger. */
export const qualityDecisionKind = 'quality'

export interface JudgedQuality {
  /** To be recorded with this run. */
  readonly outcomes: readonly Outcome[]
  /** Over all decisions, those judged before as well; null where nothing was seen of any. */
  readonly past: PastQuality | null
}

/** What to inspect and which settings to change, also where that is nothing. */
export function qualityDecision(operation: string, expectation: QualityExpectation): Decision {
  const { waiting, advice } = expectation
  const inspected = waiting.filter(({ isInspected }) => isInspected).length
  return {
    kind: qualityDecisionKind,
    content: jsonOf({ operation, changes: advice?.changes ?? [], inspected }),
    expected: jsonOf(expectation),
  }
}

/** @param decisions of every operation, the newest first. */
export function judgeQuality(
  decisions: readonly PastDecision[],
  specification: QualitySpecification,
  table: Table,
): JudgedQuality {
  const own = decisions.filter(
    // Safe: any object may be asked.
    ({ content }) => (content as { operation?: unknown }).operation === specification.operation,
  )
  const { outcomes, all } = judgeNewest<QualityOutcome>(own, (expected) => {
    if (!isExpectation(expected)) return null
    // Safe: written by `qualityDecision`, and asked for above.
    return qualityOutcome(expected as unknown as QualityExpectation, table, specification)
  })
  return { outcomes, past: pastQuality(all) }
}

/** Another version may have expected something else, of which nothing can be judged. */
function isExpectation(expected: PastDecision['expected']): boolean {
  const names = ['columns', 'records', 'until', 'waiting', 'advice']
  return (
    typeof expected === 'object' && expected !== null && names.every((name) => name in expected)
  )
}

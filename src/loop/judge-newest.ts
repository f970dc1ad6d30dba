// What came of the decisions of one area and thing, as the ledger has them, and of the newest by what is seen now.

import type { Outcome, PastDecision } from '../data/storage/ledger.ts'
import type { JsonValue } from '../data/storage/fingerprint.ts'
import { jsonOf } from './forecast-memory.ts'

export interface Judged<T> {
  /** To be recorded with this run. */
  readonly outcomes: readonly Outcome[]
  /** Of all decisions, those judged before as well. */
  readonly all: readonly T[]
}

/**
 * Judges the newest decision, unless it was before: older ones were judged when they were the newest, or were
 * replaced before anything new was seen.
 * @param decisions of the same thing, the newest first; their outcomes are what `judge` gave.
 * @param judge what came of what was expected; null where nothing of it is seen yet.
 */
export function judgeNewest<T extends object>(
  decisions: readonly PastDecision[],
  judge: (expected: JsonValue) => T | null,
): Judged<T> {
  const before = decisions.flatMap(({ outcomes }) => outcomes as unknown as readonly T[]) // Safe: written by this function's callers.
  const newest = decisions[0]
  const found = newest?.outcomes.length === 0 ? judge(newest.expected) : null
  if (!newest || !found) return { outcomes: [], all: before }
  return {
    outcomes: [{ decision: newest.decision, content: jsonOf(found) }],
    all: [...before, found],
  }
}

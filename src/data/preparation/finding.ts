// What a look at the data found, and what was done about it: one entry per kind, never per cell. A finding
// is codes and figures; the sentences are the report's, in each of its languages.

export type FindingKind =
  | 'stray-blanks'
  | 'missing-value'
  | 'unsorted'
  | 'exact-duplicate'
  | 'duplicate-key'
  | 'negative'
  | 'gap'
  | 'outlier'
  | 'constant'
  | 'all-zero'
  | 'too-short'
  | 'no-history'
  | 'never-asked'
  | 'stuck-sensor'
  | 'unknown-machine'
  | 'spelling'
  | 'same-moment'
  | 'other-event'
  | 'text-column'

export type FindingAction =
  | 'kept'
  | 'trimmed'
  | 'sorted'
  | 'dropped'
  | 'summed'
  | 'first-kept'
  | 'last-kept'
  | 'set-to-zero'
  | 'interpolated'
  | 'left-missing'
  | 'capped'
  | 'likened'
  | 'not-planned'
  | 'joined'

export interface Finding {
  readonly kind: FindingKind
  /** The file or table it is about. */
  readonly subject: string
  readonly column: string
  /** Rows, periods or series, as the kind says. */
  readonly count: number
  /** The first few places, for a person: `CP-25 2024-01-01: -3`. */
  readonly examples: readonly string[]
  readonly action: FindingAction
  /** The bound that decided, where there is one: values that a history needs. */
  readonly bound?: number
}

const shownExamples = 5

/** Counts the places of one kind and keeps the first few of them as examples. */
export interface FindingCounter {
  readonly count: number
  /** `describe` runs only where the example is kept. */
  add(describe: () => string): void
  /** No finding where nothing was counted. */
  toFindings(finding: Omit<Finding, 'count' | 'examples'>): Finding[]
}

export function createFindingCounter(): FindingCounter {
  const examples: string[] = []
  let count = 0
  return {
    get count() {
      return count
    },
    add(describe) {
      count++
      if (examples.length < shownExamples) examples.push(describe())
    },
    toFindings: (finding) => (count === 0 ? [] : [{ ...finding, count, examples }]),
  }
}

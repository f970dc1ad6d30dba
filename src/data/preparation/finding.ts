// What a look at the data found, and what was done about it: one entry per kind, never per cell.

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
  /** One English sentence. */
  readonly message: string
}

const shownExamples = 5

/** Counts the places of one kind and keeps the first few of them as examples. */
export interface FindingCounter {
  readonly count: number
  /** `describe` runs only where the example is kept. */
  add(describe: () => string): void
  /** No finding where nothing was counted; `sentence` gets the count with its noun in number. */
  toFindings(
    finding: Pick<Finding, 'kind' | 'subject' | 'column' | 'action'>,
    noun: string,
    sentence: (counted: string) => string,
  ): Finding[]
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
    toFindings(finding, noun, sentence) {
      if (count === 0) return []
      return [{ ...finding, count, examples, message: sentence(counted(count, noun)) }]
    },
  }
}

/** `1 row`, `1,204 rows`; a noun in -y or -s is given its own plural. */
export function counted(count: number, noun: string): string {
  const plural = noun.endsWith('y')
    ? `${noun.slice(0, -1)}ies`
    : noun.endsWith('s')
      ? noun
      : `${noun}s`
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}

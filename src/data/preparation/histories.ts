// Looks over the histories of a demand panel: gaps, negatives, outliers, series that say little.

import { MillraceError } from '../../errors.ts'
import { createFindingCounter, type Finding, type FindingAction } from './finding.ts'
import { fillGaps, findGaps, type GapRule } from './gaps.ts'
import { capOutliers, findOutliers, type OutlierRule } from './outliers.ts'

export interface CleaningRules {
  /** Missing periods inside a history. Default `leave`. */
  readonly gaps?: GapRule
  /** Negative demand (returns). Default `zero`. */
  readonly negatives?: 'zero' | 'keep' | 'error'
  /** Default `keep`. */
  readonly outliers?: OutlierRule
  /** Shorter histories are reported. Default 8 steps. */
  readonly minimumLength?: number
}

export interface History {
  readonly id: string
  /** Demand per step; NaN is missing. */
  readonly values: Float64Array
  /** Of a step, for messages: `2024-01-01`. */
  label(step: number): string
}

export interface CleanedHistories {
  /** In the order given; the arrays are new where something was changed. */
  readonly values: readonly Float64Array[]
  readonly findings: readonly Finding[]
}

/**
 * Applies the rules to every history: negatives, then outliers, then gaps.
 * @param subject the file and its value column, for the findings.
 * @throws MillraceError `bad-input` under a rule `error`, naming the series and the step.
 */
export function cleanHistories(
  histories: readonly History[],
  { subject, column, seasonLength = 1 }: { subject: string; column: string; seasonLength?: number },
  { gaps = 'leave', negatives = 'zero', outliers = 'keep', minimumLength = 8 }: CleaningRules = {},
): CleanedHistories {
  const counters = {
    negative: createFindingCounter(),
    outlier: createFindingCounter(),
    gap: createFindingCounter(),
    'all-zero': createFindingCounter(),
    constant: createFindingCounter(),
    'too-short': createFindingCounter(),
  }
  const cleaned = histories.map((history) => {
    const { id } = history
    let values = history.values
    const place = (step: number): string => `${id} ${history.label(step)}`

    const below = indicesOf(values, (value) => value < 0)
    for (const step of below) {
      if (negatives === 'error') {
        throw new MillraceError(
          'bad-input',
          `${subject}, column ${column}: negative demand, expected 0 or more, got ${values[step]} for ${place(step)}`,
          { hint: 'say that negatives count as zero, or book returns elsewhere' },
        )
      }
      counters.negative.add(() => `${place(step)}: ${history.values[step]}`)
    }
    if (below.length > 0 && negatives === 'zero') {
      values = values.map((value) => (value < 0 ? 0 : value))
    }

    const found = findOutliers(values, { seasonLength })
    for (const { index, value } of found) counters.outlier.add(() => `${place(index)}: ${value}`)
    if (found.length > 0 && outliers === 'cap') values = capOutliers(values, found)

    const missing = findGaps(values)
    for (const step of missing) {
      if (gaps === 'error') {
        throw new MillraceError(
          'bad-input',
          `${subject}: missing period, expected a row for every period of a series, got none for ${place(step)}`,
          { hint: 'say what a missing period means: zero, interpolate or leave' },
        )
      }
      counters.gap.add(() => place(step))
    }
    if (missing.length > 0 && (gaps === 'zero' || gaps === 'interpolate')) {
      values = fillGaps(values, gaps)
    }

    const present = values.filter((value) => !Number.isNaN(value))
    if (present.length < minimumLength) {
      counters['too-short'].add(() => `${id}: ${present.length}`)
    } else if (present.every((value) => value === 0)) counters['all-zero'].add(() => id)
    else if (present.every((value) => value === present[0])) {
      counters.constant.add(() => `${id}: ${present[0]}`)
    }
    return values
  })

  const base = { subject, column }
  const kept = { ...base, action: 'kept' } as const
  return {
    values: cleaned,
    findings: [
      ...counters.negative.toFindings({
        ...base,
        kind: 'negative',
        action: negatives === 'zero' ? 'set-to-zero' : 'kept',
      }),
      ...counters.outlier.toFindings({
        ...base,
        kind: 'outlier',
        action: outliers === 'cap' ? 'capped' : 'kept',
      }),
      ...counters.gap.toFindings({ ...base, kind: 'gap', action: gapActions[gaps] }),
      ...counters['too-short'].toFindings({ ...kept, kind: 'too-short', bound: minimumLength }),
      ...counters['all-zero'].toFindings({ ...kept, kind: 'all-zero' }),
      ...counters.constant.toFindings({ ...kept, kind: 'constant' }),
    ],
  }
}

const gapActions: Readonly<Record<GapRule, FindingAction>> = {
  zero: 'set-to-zero',
  interpolate: 'interpolated',
  leave: 'left-missing',
  error: 'left-missing',
}

function indicesOf(values: Float64Array, test: (value: number) => boolean): number[] {
  const found: number[] = []
  for (let i = 0; i < values.length; i++) if (test(values[i]!)) found.push(i)
  return found
}

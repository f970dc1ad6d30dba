// Rules that tell a signal from chance on a control chart of a normal statistic: those of Western
// Electric (Statistical Quality Control Handbook, 1956) and of Nelson 1984
// (doi:10.1080/00224065.1984.11978921). Each looks at the standardised points up to the present one.

import { normalCumulative } from '../../../statistics/normal.ts'

export interface Rule {
  /** Points in a row that it looks at. */
  readonly window: number
  /** What is said of a point that meets it, after `point N: `. */
  readonly sentence: string
  /**
   * Probability that it is met at a given point of a process in control: independent normal values,
   * known limits, and a window that is full.
   */
  readonly falseAlarmRate: number
  /** Of the distances from the centre in standard errors, the present one last. */
  isMet(window: readonly number[]): boolean
}

/** P(Z > z). */
const beyond = (z: number): number => normalCumulative(-z)
const within1 = 1 - 2 * beyond(1)

/** At least `needed` of the window beyond z on one side, the present point among them. */
function mostBeyond(needed: number, window: number, z: number): Rule['isMet'] {
  return (points) =>
    [1, -1].some(
      (side) =>
        side * points[window - 1]! > z &&
        points.filter((point) => side * point > z).length >= needed,
    )
}

/** Its rate: the present point, and at least all but one of the others, on either side. */
function mostBeyondRate(window: number, z: number): number {
  const p = beyond(z)
  const others = window - 1
  return 2 * p * (p ** others + others * p ** (others - 1) * (1 - p))
}

function allOnOneSide(points: readonly number[]): boolean {
  return points.every((point) => point > 0) || points.every((point) => point < 0)
}

function steps(points: readonly number[]): number[] {
  return points.slice(1).map((point, i) => point - points[i]!)
}

export const rules = {
  'beyond-limits': {
    window: 1,
    sentence: 'lies outside of the control limits',
    falseAlarmRate: 2 * beyond(3),
    isMet: ([point]) => Math.abs(point!) > 3,
  },
  'two-of-three-beyond-two': {
    window: 3,
    sentence: 'is the second of three points in a row beyond two standard errors on one side',
    falseAlarmRate: mostBeyondRate(3, 2),
    isMet: mostBeyond(2, 3, 2),
  },
  'four-of-five-beyond-one': {
    window: 5,
    sentence: 'is the fourth of five points in a row beyond one standard error on one side',
    falseAlarmRate: mostBeyondRate(5, 1),
    isMet: mostBeyond(4, 5, 1),
  },
  'eight-on-one-side': {
    window: 8,
    sentence: 'ends a run of eight points on one side of the centre',
    falseAlarmRate: 2 * 0.5 ** 8,
    isMet: allOnOneSide,
  },
  'nine-on-one-side': {
    window: 9,
    sentence: 'ends a run of nine points on one side of the centre',
    falseAlarmRate: 2 * 0.5 ** 9,
    isMet: allOnOneSide,
  },
  'six-in-a-trend': {
    window: 6,
    sentence: 'ends a row of six points that only rise or only fall',
    // Two of the 6! orders.
    falseAlarmRate: 2 / 720,
    isMet: (points) =>
      steps(points).every((step) => step > 0) || steps(points).every((step) => step < 0),
  },
  'fourteen-alternating': {
    window: 14,
    sentence: 'ends a row of fourteen points that rise and fall in turn',
    // Alternating orders are counted by Euler's zigzag number E(14), and begin either way.
    falseAlarmRate: (2 * 199_360_981) / 87_178_291_200,
    isMet: (points) =>
      steps(points).every((step, i, all) => step !== 0 && (i === 0 || step * all[i - 1]! < 0)),
  },
  'fifteen-within-one': {
    window: 15,
    sentence: 'ends a run of fifteen points within one standard error of the centre',
    falseAlarmRate: within1 ** 15,
    isMet: (points) => points.every((point) => Math.abs(point) < 1),
  },
  'eight-beyond-one': {
    window: 8,
    sentence: 'ends a run of eight points none of which is within one standard error of the centre',
    falseAlarmRate: (1 - within1) ** 8,
    isMet: (points) => points.every((point) => Math.abs(point) > 1),
  },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof rules

export const ruleSets = {
  'beyond-limits': ['beyond-limits'],
  'western-electric': [
    'beyond-limits',
    'two-of-three-beyond-two',
    'four-of-five-beyond-one',
    'eight-on-one-side',
  ],
  nelson: [
    'beyond-limits',
    'nine-on-one-side',
    'six-in-a-trend',
    'fourteen-alternating',
    'two-of-three-beyond-two',
    'four-of-five-beyond-one',
    'fifteen-within-one',
    'eight-beyond-one',
  ],
} as const satisfies Record<string, readonly RuleName[]>

export type RuleSet = keyof typeof ruleSets

/** A point that meets a rule. */
export interface RuleMet {
  readonly rule: RuleName
  readonly point: number
  /** First point of the window. */
  readonly from: number
}

/**
 * All points that meet a rule, in their order.
 * @param distances from the centre in standard errors; NaN is no point, and is passed over as if it
 *   were not there
 */
export function rulesMet(distances: ArrayLike<number>, names: readonly RuleName[]): RuleMet[] {
  const places: number[] = []
  const points: number[] = []
  for (let i = 0; i < distances.length; i++) {
    if (Number.isNaN(distances[i]!)) continue
    places.push(i)
    points.push(distances[i]!)
  }
  return points.flatMap((_, last) =>
    names.flatMap((name) => {
      const { window, isMet }: Rule = rules[name]
      const first = last - window + 1
      if (first < 0 || !isMet(points.slice(first, last + 1))) return []
      return [{ rule: name, point: places[last]!, from: places[first]! }]
    }),
  )
}

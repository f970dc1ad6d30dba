// Events that a person names, like `y > 2*mean`: demand compared with figures of its own history.

import { MillraceError } from '../../errors.ts'
import { mean } from '../../statistics/moments.ts'
import { median } from '../../statistics/quantile.ts'
import { presentValues } from './series.ts'

export interface DemandEvent {
  /** As the user wrote it. */
  readonly text: string
  /** The threshold of one series from its history; NaN where the history is empty. */
  thresholdOf(history: Float64Array): number
  isMet(value: number, threshold: number): boolean
}

const comparisons = {
  '>': (value: number, threshold: number) => value > threshold,
  '>=': (value: number, threshold: number) => value >= threshold,
  '<': (value: number, threshold: number) => value < threshold,
  '<=': (value: number, threshold: number) => value <= threshold,
  '=': (value: number, threshold: number) => value === threshold,
} as const

/** Figures of an ascending history. */
const figures = {
  mean,
  median,
  sd: deviation,
  min: (sorted: Float64Array) => sorted[0]!,
  max: (sorted: Float64Array) => sorted[sorted.length - 1]!,
} as const satisfies Record<string, (sorted: Float64Array) => number>

type Figure = keyof typeof figures

/**
 * Parses `y OP TERM + TERM ...`, where OP is > >= < <= or =, and a TERM is a number, a figure of the
 * history (mean, median, sd, min, max) or the product of both.
 * @throws MillraceError `bad-input` for anything else.
 */
export function parseEvent(text: string): DemandEvent {
  const match = /^\s*y\s*(>=|<=|>|<|=)\s*(.+)$/.exec(text)
  if (!match) throw badEvent(text)
  const isMet = comparisons[match[1] as keyof typeof comparisons] // Safe: the pattern lists the keys.
  const terms = match[2]!.split('+').map((term) => parseTerm(term, text))
  return {
    text,
    isMet,
    thresholdOf(history) {
      const sorted = presentValues(history).sort()
      if (sorted.length === 0) return Number.NaN
      return terms.reduce(
        (sum, { factor, figure }) => sum + factor * (figure ? figures[figure](sorted) : 1),
        0,
      )
    },
  }
}

interface Term {
  readonly factor: number
  readonly figure?: Figure
}

function parseTerm(term: string, text: string): Term {
  let factor = 1
  let figure: Figure | undefined
  for (const part of term.split('*').map((piece) => piece.trim())) {
    const number = part === '' ? Number.NaN : Number(part)
    if (!Number.isNaN(number)) factor *= number
    else if (Object.hasOwn(figures, part) && figure === undefined)
      figure = part as Figure // Safe: an own key.
    else throw badEvent(text)
  }
  return figure === undefined ? { factor } : { factor, figure }
}

function badEvent(text: string): MillraceError {
  const names = Object.keys(figures).join(', ')
  return new MillraceError(
    'bad-input',
    `event: not understood, expected something like "y > 2*mean", got "${text}"`,
    { hint: `compare y with numbers and with ${names} of the history, joined by * and +` },
  )
}

function deviation(values: Float64Array): number {
  const center = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length)
}

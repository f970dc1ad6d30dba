// Traits of items made comparable: how one without history is likened to others.

import type { Panel, Series, Traits } from '../series.ts'

const noParts: ReadonlyMap<string, number> = new Map()

/** Those that the panel has of a series, else its attributes. */
export function traitsOf({ traits }: Panel, { id, attributes }: Series): Traits {
  const own = traits?.get(id)
  if (own) return own
  return {
    figures: attributes.map((value) => (typeof value === 'number' ? value : Number.NaN)),
    words: attributes.map((value) => (typeof value === 'string' ? value : '')),
    parts: noParts,
  }
}

/** Figures as their logarithms where none is below zero, in units of their spread; 0 where missing. */
export function standardFigures(all: readonly Traits[]): Float64Array[] {
  const width = Math.max(0, ...all.map(({ figures }) => figures.length))
  const rows = all.map(() => new Float64Array(width))
  for (let j = 0; j < width; j++) {
    const raw = all.map(({ figures }) => figures[j] ?? Number.NaN)
    const given = raw.filter((value) => !Number.isNaN(value))
    const isRatio = given.every((value) => value >= 0)
    const least = Math.min(...given.filter((value) => value > 0))
    // A lead time of 0 is as far below the least one as a factor of two.
    const scaled = raw.map((value) => (isRatio ? Math.log(Math.max(value, least / 2)) : value))
    const present = scaled.filter((value) => !Number.isNaN(value))
    if (present.length === 0) continue
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length
    const square = present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length
    if (!(square > 0)) continue
    for (const [i, value] of scaled.entries()) {
      if (!Number.isNaN(value)) rows[i]![j] = (value - mean) / Math.sqrt(square)
    }
  }
  return rows
}

/** Cosine between what two items are made of; 0 where either is made of nothing. */
export function sharedParts(
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
): number {
  if (a.size === 0 || b.size === 0) return 0
  let product = 0
  for (const [part, units] of a) product += units * (b.get(part) ?? 0)
  return product === 0 ? 0 : product / (lengthOf(a) * lengthOf(b))
}

function lengthOf(parts: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const units of parts.values()) sum += units * units
  return Math.sqrt(sum)
}

import { describe, expect, test } from 'vitest'
import { darkColours, lightColours, palette } from '../../../../src/loop/report/charts/palette.ts'

/** Relative luminance of WCAG 2.2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(colour.slice(i, i + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high! + 0.05) / (low! + 0.05)
}

describe('palette', () => {
  test('every colour is a variable of the page', () => {
    expect(Object.entries(palette).filter(([name, value]) => value !== `var(--${name})`)).toEqual(
      [],
    )
  })

  test.each([
    ['light', lightColours],
    ['dark', darkColours],
  ])('text and lines can be read on %s paper', (_, { paper, ink, muted, line, ...hues }) => {
    // Links and folds are blue.
    expect(contrast(hues.blue, paper)).toBeGreaterThan(4.5)
    expect(contrast(ink, paper)).toBeGreaterThan(12)
    expect(contrast(muted, paper)).toBeGreaterThan(4.5)
    expect(contrast(line, paper)).toBeLessThan(2)
    const faint = Object.entries(hues).filter(([, colour]) => contrast(colour, paper) < 3)
    expect(faint).toEqual([])
  })
})

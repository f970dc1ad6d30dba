import { describe, expect, test } from 'vitest'
import { darkColours, lightColours } from '../../../src/loop/report/charts/palette.ts'
import { styleSheet } from '../../../src/loop/report/style.ts'

describe('style sheet', () => {
  const text = styleSheet()

  test('has light, dark, phone and print', () => {
    expect(text).toContain('prefers-color-scheme: dark')
    expect(text).toContain('max-width: 40rem')
    expect(text).toContain('@media print')
  })

  test('loads nothing', () => {
    expect(text).not.toMatch(/url\(|@import/)
  })

  test('defines every colour for light and dark', () => {
    for (const colours of [lightColours, darkColours]) {
      const missing = Object.entries(colours).filter(
        ([name, value]) => !text.includes(`--${name}: ${value};`),
      )
      expect(missing).toEqual([])
    }
  })

  // WCAG 2.2: 4.5 for text (1.4.3), 3 for what a chart draws (1.4.11).
  test.each([
    ['light', lightColours],
    ['dark', darkColours],
  ])('text and charts stand out enough in %s', (_, { line: _line, paper, ...colours }) => {
    const texts = new Set(['ink', 'muted', 'blue'])
    const faint = Object.entries(colours).filter(
      ([name, colour]) => contrast(colour, paper) < (texts.has(name) ? 4.5 : 3),
    )
    expect(faint).toEqual([])
  })

  test('colours of text are those whose contrast is that of text', () => {
    const used = [...text.matchAll(/[;{ ]color: var\(--(\w+)\)/g)].map((match) => match[1]!)
    // Paper is the colour of the chosen language, on ink.
    expect([...new Set(used)].toSorted()).toEqual(['blue', 'ink', 'muted', 'paper'])
  })

  test('shows where the focus is on all that can have it', () => {
    for (const place of ['summary', 'a', '.scroll', '.languages label:has(']) {
      expect(text).toMatch(
        new RegExp(`(^|, )${place.replaceAll(/[.(]/g, '\\$&')}:focus-visible`, 'm'),
      )
    }
  })

  test('on paper folds are open, and there is nothing to press', () => {
    const print = text.slice(text.indexOf('@media print'))
    expect(print).toContain('.fold::details-content { content-visibility: visible;')
    expect(print).toMatch(/nav, \.languages, details:not\(\.fold\) \{ display: none; \}/)
  })

  test('closes every block that it opens', () => {
    expect(text.split('{').length).toBe(text.split('}').length)
  })

  test('lets long names of items wrap, so that no number is pushed off a phone', () => {
    const [rule] = /^\.item \{.*\}$/m.exec(text) ?? []
    expect(rule).toContain('overflow-wrap: anywhere')
    expect(rule).not.toContain('nowrap')
  })
})

/** Of two colours like `#1a2129` (WCAG 2.2, contrast ratio). */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

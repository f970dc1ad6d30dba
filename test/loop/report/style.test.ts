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

  test('text has only the colours that are dark enough for text on the paper (palette.test.ts)', () => {
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

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeMarkup, markup, trusted } from '../../../src/loop/report/markup.ts'

describe('markup', () => {
  test('a string is escaped, HTML inside HTML is not escaped again', () => {
    const inner = markup`<b>${'<script>'}</b>`
    expect(markup`<p>${inner}</p>`.html).toBe('<p><b>&lt;script&gt;</b></p>')
  })

  test('arrays are joined; null, undefined and false are left out; zero stays', () => {
    expect(markup`${['a', markup`<i></i>`, 1]}|${null}${undefined}${false}|${0}`.html).toBe(
      'a<i></i>1||0',
    )
  })

  test('no data can open a tag or close an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(markup`${text}`.html).not.toMatch(/[<>"']/)
      }),
    )
  })

  test('escaping keeps what was meant', () => {
    const named: Readonly<Record<string, string>> = {
      '&amp;': '&',
      '&lt;': '<',
      '&gt;': '>',
      '&quot;': '"',
      '&#39;': "'",
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeMarkup(text).replace(/&[#\w]+;/g, (entity) => named[entity]!)).toBe(text)
      }),
    )
  })

  test('the indentation of a template is dropped, that of data is kept', () => {
    expect(
      markup`<p>
      ${'a\n  b'}
    </p>`.html,
    ).toBe('<p>\na\n  b\n</p>')
  })

  test('trusted text goes in as it is', () => {
    expect(markup`${trusted('<svg/>')}`.html).toBe('<svg/>')
  })
})

import { expect, test } from 'vitest'
import { fold } from '../../../src/loop/report/fold.ts'
import { markup } from '../../../src/loop/report/markup.ts'

test('a fold says its verdict before it is opened, and a link reaches what is inside', () => {
  const { html } = fold({
    id: 'grounds',
    heading: () => 'Trust',
    verdict: () => '9 of 10 held',
    body: [markup`<p>figures</p>`, false, null],
  })
  const [summary, inside] = html.split('</summary>')
  expect(summary).toContain('<h3>Trust</h3>')
  expect(summary).toContain('9 of 10 held')
  expect(inside).toContain('id="grounds"')
  expect(inside).toContain('<p>figures</p>')
})

test('it is open where the page is about nothing else', () => {
  expect(fold({ heading: () => 'Trust', isOpen: true, body: [] }).html).toContain(
    '<details class="fold" open>',
  )
})

test('without a verdict there is a heading alone', () => {
  expect(fold({ heading: () => 'Trust', body: [] }).html).not.toContain('verdict')
})

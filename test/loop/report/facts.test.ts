import { expect, test } from 'vitest'
import { factList } from '../../../src/loop/report/facts.ts'
import { markup } from '../../../src/loop/report/markup.ts'

test('lists names and values, and leaves out what is not known', () => {
  const { html } = factList([
    { label: () => 'Seed', value: markup`${7}` },
    false,
    null,
    { label: () => 'A & B', value: markup`<code>${'<x>'}</code>` },
  ])
  expect(html.match(/<dt>/g)).toHaveLength(2)
  expect(html).toContain('<dt>Seed</dt>')
  expect(html).toContain('<dt>A &amp; B</dt>')
  expect(html).toContain('<dd><code>&lt;x&gt;</code></dd>')
})

import { expect, test } from 'vitest'
import { documentPage } from '../../../src/loop/report/document.ts'
import { markup } from '../../../src/loop/report/markup.ts'

const page = documentPage({
  language: 'zh',
  title: (m) => m.records.title('a & b'),
  subtitle: () => 'made today',
  sections: [
    {
      id: 'one',
      heading: (m) => m.data.heading,
      markup: markup`<section id="one"><h2>One</h2></section>`,
    },
  ],
})

test('opens in its language, with title and contents', () => {
  expect(page).toContain('<html lang="zh">')
  expect(page).toContain('<title>a &amp; b 的合成记录</title>')
  expect(page).toMatch(/id="language-zh" checked/)
  expect(page).toContain('<a href="#one">')
  expect(page).toContain('<section id="one">')
})

test('forbids all that could load or run', () => {
  expect(page).toContain('default-src &#39;none&#39;')
})

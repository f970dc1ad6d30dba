import { describe, expect, test } from 'vitest'
import type { ReportContent } from '../../../src/loop/report/content.ts'
import { reportPage } from '../../../src/loop/report/page.ts'
import { sampleContent, sampleInfeasiblePlan, samplePlan, withoutDemand } from './sample-content.ts'

const page = reportPage(sampleContent)

describe('report page', () => {
  test('stands alone: no script, no link, nothing to load', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)/i)
    expect(page).not.toMatch(/(?:href|src)="(?!#)/)
    expect(page).toContain('default-src &#39;none&#39;')
  })

  test('goes from what to do, over why, the areas and the evidence, to data and making', () => {
    const order = ['first', 'why', 'quality', 'machines', 'evidence', 'data', 'made'].map((id) =>
      page.indexOf(`<section id="${id}">`),
    )
    expect(order.every((place) => place > 0)).toBe(true)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('has one first heading and no step left out in the heading levels', () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map((match) => Number(match[1]))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.every((level, i) => i === 0 || level - levels[i - 1]! <= 1)).toBe(true)
  })

  test('every id is there once, and every chart is named by a caption', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const names = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].map((match) => match[1]!)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !ids.includes(name))).toEqual([])
  })

  test('what names a chart says something, and every picture has a name or is hidden', () => {
    const captions = [...page.matchAll(/<figcaption[^>]*>([^]*?)<\/figcaption>/g)]
    const words = captions.map((match) => match[1]!.replaceAll(/<[^>]*>/g, '').trim())
    expect(words.filter((text) => text.length < 2)).toEqual([])
    const pictures = [...page.matchAll(/<svg [^>]*>/g)].map((match) => match[0])
    expect(
      pictures.filter((tag) => !/role="img" aria-labelledby=|aria-hidden="true"/.test(tag)),
    ).toEqual([])
  })

  test('every table has a caption, and every heading of one says something', () => {
    const tables = [...page.matchAll(/<table>([^]*?)<\/table>/g)].map((match) => match[1]!)
    expect(tables.filter((table) => !/^\s*<caption[^>]*>[^]+?<\/caption>/.test(table))).toEqual([])
    const heads = tables.flatMap((table) => [...table.matchAll(/<th [^>]*>([^]*?)<\/th>/g)])
    const empty = heads.filter((match) => match[1]!.replaceAll(/<[^>]*>/g, '').trim() === '')
    expect(heads.length).toBeGreaterThan(50)
    expect(empty).toEqual([])
  })

  test('decisions come before anything that is folded', () => {
    const fold = page.indexOf('<details class="fold"')
    for (const decision of ['Release ', 'Tests, machines and settings', 'Can this be trusted?']) {
      expect(page.indexOf(decision)).toBeLessThan(fold)
    }
  })

  test('opens in the language of the content and holds both', () => {
    const chinese = reportPage({ ...sampleContent, language: 'zh' })
    expect(page).toContain('<html lang="en">')
    expect(chinese).toContain('<html lang="zh">')
    expect(chinese).toContain('<title>Pump plant 的计划</title>')
    expect(chinese).toMatch(/id="language-zh" checked/)
    expect(chinese).toContain('What to do first')
  })

  test('no name from the data becomes markup', () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const poison = (text: string): string =>
      text.replaceAll(
        /"(?:CP-25|Pump plant|machining|CP-32|Circulation pump 25-40|generator|ets)"/g,
        JSON.stringify(evil),
      )
    // Safe: only strings were replaced.
    const content = JSON.parse(poison(JSON.stringify(sampleContent))) as ReportContent
    const poisoned = reportPage(content)
    expect(poisoned).toContain('&lt;script&gt;')
    expect(poisoned).not.toMatch(/<script|<img/i)
    expect(poisoned).not.toMatch(/<[^>]*\sonerror=/)
  })

  test('without a plan it says which rules are in conflict, and why it knows', () => {
    const conflict = reportPage({
      ...sampleContent,
      plan: sampleInfeasiblePlan,
    })
    expect(conflict).toContain('No plan is possible')
    expect(conflict).toContain('12.5')
    expect(conflict).not.toContain('<section id="why">')
  })

  test('says so where there is little to say', () => {
    const bare = reportPage({
      ...sampleContent,
      plan: {
        ...samplePlan,
        proposals: [],
        resources: [],
        reasons: [],
        baselines: [],
        profits: [],
      },
      forecasts: [],
      training: [],
      backtest: null,
      models: { windows: 0, horizon: 0, scores: [], segments: [], calibration: [], leftOut: [] },
      dataQuality: { ...sampleContent.dataQuality, findings: [] },
      maintenance: [],
    })
    expect(bare).toContain('Nothing needs to be released')
    expect(bare).toContain('No shortage is expected')
    expect(bare).toContain('too short')
    expect(bare).toContain('Nothing had to be mended')
    expect(bare).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('a plant without quality and maintenance has no such sections', () => {
    const plain = reportPage({ ...sampleContent, quality: [], maintenance: [] })
    expect(plain).not.toContain('id="quality"')
    expect(plain).not.toContain('id="machines"')
  })

  test('a plant without demand has what its areas have, and nothing of a plan', () => {
    const areas = reportPage(withoutDemand(sampleContent))
    expect(areas).toContain('What to do at Pump plant')
    expect(areas).toContain('Worth doing now')
    for (const id of ['first', 'quality', 'machines', 'data', 'made']) {
      expect(areas).toContain(`<section id="${id}">`)
    }
    expect(areas).not.toMatch(/id="(why|evidence)"|NaN|undefined|Infinity/)
  })

  test('shows no figure that is not one', () => {
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/)
  })
})

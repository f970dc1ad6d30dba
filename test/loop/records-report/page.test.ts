import { describe, expect, test } from 'vitest'
import { recordsReportPage } from '../../../src/loop/records-report/page.ts'
import type { RecordsReport } from '../../../src/loop/records-report/content.ts'
import { sampleReport } from './sample-report.ts'

describe('page of synthetic records', () => {
  test('stands alone: no script, no link, nothing to load', async () => {
    const page = recordsReportPage(await sampleReport())
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)/i)
    expect(page).not.toMatch(/(?:href|src)="(?!#)/)
  })

  test('goes from the verdict over the scores to how it was made', async () => {
    const page = recordsReportPage(await sampleReport())
    const ids = ['first', 'scores', 'fields', 'pairs', 'privacy', 'training', 'made']
    const order = ids.map((id) => page.indexOf(`<section id="${id}">`))
    expect(order.every((place) => place > 0)).toBe(true)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    for (const id of ids) expect(page).toContain(`href="#${id}"`)
  })

  test('every id is there once, and every chart is named by a caption', async () => {
    const page = recordsReportPage(await sampleReport())
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    const names = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].map((match) => match[1]!)
    expect(names.length).toBeGreaterThan(7)
    expect(names.filter((name) => !ids.includes(name))).toEqual([])
  })

  test('no name from the data becomes markup', async () => {
    const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>'
    const text = JSON.stringify(await sampleReport()).replaceAll(
      /"(?:torque|machines.csv|no|autoregressive|validation)"/g,
      JSON.stringify(evil),
    )
    // Safe: only strings were replaced.
    const poisoned = recordsReportPage(JSON.parse(text) as RecordsReport)
    expect(poisoned).toContain('&lt;script&gt;')
    expect(poisoned).not.toMatch(/<script|<img/i)
    expect(poisoned).not.toMatch(/<[^>]*\sonerror=/)
  })

  test('without a holdout the page says what cannot be said', async () => {
    const report = await sampleReport()
    const { evidence } = report
    const page = recordsReportPage({
      ...report,
      training: [],
      contest: null,
      evidence: {
        ...evidence,
        holdout: null,
        realUtility: null,
        synthetic: { ...evidence.synthetic, privacy: null, utility: null },
      },
    })
    expect(page).toContain('Give some with --holdout.')
    expect(page).not.toContain('id="training"')
  })
})

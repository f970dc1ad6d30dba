import { describe, expect, test } from 'vitest'
import { curveStyles, lossChart } from '../../../../src/loop/report/charts/loss-chart.ts'
import { sampleContent } from '../sample-content.ts'

describe('loss chart', () => {
  const [training] = sampleContent.training

  test('draws generator and discriminator apart by colour and dashes', () => {
    const svg = lossChart(training!)('x').html
    expect(svg).toContain('stroke="var(--blue)"')
    expect(svg).toMatch(/stroke="var\(--vermilion\)"[^>]*stroke-dasharray/)
  })

  test('marks the epoch that was kept', () => {
    const markOf = (bestEpoch: number): string | undefined =>
      lossChart({ ...training!, bestEpoch })('x').html.match(
        /<path d="([^"]+)"[^>]*stroke="var\(--muted\)" stroke-width="1.5"/,
      )?.[1]
    expect(markOf(20)).toBeDefined()
    expect(markOf(20)).not.toBe(markOf(60))
  })

  test('no two curves look the same', () => {
    const looks = curveStyles.map(({ colour, dash }) => `${colour} ${dash}`)
    expect(new Set(looks).size).toBe(looks.length)
  })
})

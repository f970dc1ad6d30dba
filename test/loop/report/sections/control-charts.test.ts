import { describe, expect, test } from 'vitest'
import { controlCharts } from '../../../../src/loop/report/sections/control-charts.ts'
import { sampleQuality } from '../sample-quality.ts'

const [bore] = sampleQuality.charts

describe('control charts', () => {
  const text = controlCharts([bore!], 'c').html

  test('say whether the process is in control, and able', () => {
    expect(text).toContain('out of control: 3 signals, the first new one at T0110')
    expect(text).toContain('Cp 1.66, Cpk 1.64 (1.54 to 1.74)')
    const quiet = controlCharts([{ ...bore!, signals: [], capability: null }], 'c').html
    expect(quiet).toContain('>in control; the last 100 of 120 points<')
  })

  test('signals of the points that the limits come from are no alarm', () => {
    const signals = bore!.signals.map((signal) => ({ ...signal, isBaseline: true }))
    const old = controlCharts([{ ...bore!, signals }], 'c').html
    expect(old).toContain('3 signals, all in the points that the limits come from')
    expect(old).not.toContain('Signals')
  })

  test('have a picture per panel and a table of signals in words', () => {
    expect(text.match(/<svg role="img"/g)).toHaveLength(bore!.panels.length)
    expect(text).toContain('outside of the control limits')
    expect(text).toContain('超出控制限')
  })
})

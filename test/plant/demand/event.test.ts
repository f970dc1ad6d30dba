import { describe, expect, test } from 'vitest'
import { parseEvent } from '../../../src/plant/demand/event.ts'

const history = Float64Array.of(2, Number.NaN, 4, 0, 6)

describe('events', () => {
  test.each([
    ['y > 2*mean', 6],
    ['y>=mean*2', 6],
    ['y < 10', 10],
    ['y <= median', 3],
    ['y > mean + 2 * sd', 3 + 2 * Math.sqrt(5)],
    ['y = min', 0],
    ['y > 0.5 * max + 1', 4],
  ])('%s has its threshold from the history', (text, expected) => {
    expect(parseEvent(text).thresholdOf(history)).toBeCloseTo(expected, 12)
  })

  test('comparisons mean what they say', () => {
    expect(parseEvent('y > 3').isMet(3, 3)).toBe(false)
    expect(parseEvent('y >= 3').isMet(3, 3)).toBe(true)
    expect(parseEvent('y < 3').isMet(2, 3)).toBe(true)
    expect(parseEvent('y <= 3').isMet(4, 3)).toBe(false)
    expect(parseEvent('y = 3').isMet(3, 3)).toBe(true)
  })

  test('without a history there is no threshold', () => {
    expect(parseEvent('y > mean').thresholdOf(Float64Array.of(Number.NaN))).toBeNaN()
  })

  test.each(['', 'y', 'y >', 'x > 3', 'y > 2*average', 'y > mean*mean', 'y > 2**mean', 'y > 2+'])(
    '"%s" is refused with what was expected',
    (text) => {
      expect(() => parseEvent(text)).toThrow(`event: not understood`)
    },
  )
})

import { describe, expect, test } from 'vitest'
import { en } from '../../../../src/loop/report/messages/en.ts'

describe('English messages', () => {
  test('counts in singular and plural', () => {
    expect(en.periods(1, 'week')).toBe('1 week')
    expect(en.periods(13, 'month')).toBe('13 months')
    expect(en.first.release(0, 'this week')).toBe('Nothing needs to be released this week.')
    expect(en.first.release(1, 'this week')).toBe('Release 1 order or lot this week')
  })

  test('names the resource or component behind a shortage', () => {
    expect(en.why.cause('capacity', 'machining')).toContain('machining')
    expect(en.why.cause('material', 'seal')).toContain('seal')
  })

  test('keeps the name of a rule that it does not know', () => {
    expect(en.policy('house rule')).toBe('house rule')
  })
})

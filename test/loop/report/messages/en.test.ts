import { describe, expect, test } from 'vitest'
import { en } from '../../../../src/loop/report/messages/en.ts'

describe('English messages', () => {
  test('counts in singular and plural', () => {
    expect(en.periods(1, 'week')).toBe('1 week')
    expect(en.periods(13, 'month')).toBe('13 months')
    expect(en.first.release(0, 'this week')).toBe('Nothing needs to be released this week.')
    expect(en.first.release(1, 'this week')).toBe('Release 1 order or lot this week')
  })

  test('names the resource or component behind a shortage, down to the root', () => {
    expect(en.why.cause({ cause: 'capacity', because: 'machining' })).toBe(
      'The hours of machining are used up.',
    )
    const short = { cause: 'material', because: 'casing' } as const
    expect(en.why.cause({ ...short, root: { item: 'casing', cause: 'lead-time' } })).toBe(
      'There is too little of casing (nothing released now arrives before then).',
    )
    const root = { item: 'casting', cause: 'capacity', because: 'foundry' } as const
    expect(en.why.cause({ ...short, root })).toBe(
      'There is too little of casing (for want of casting: the hours of foundry are used up).',
    )
  })

  test('keeps the name of a rule that it does not know', () => {
    expect(en.policy('house rule')).toBe('house rule')
  })
})

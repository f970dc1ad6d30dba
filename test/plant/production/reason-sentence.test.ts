import { expect, test } from 'vitest'
import type { Change } from '../../../src/plant/production/plan.ts'
import {
  changePhrase,
  reasonSentence,
  whyClause,
} from '../../../src/plant/production/reason-sentence.ts'

const reason = {
  about: 'overtime',
  subject: 'bench',
  from: 0,
  to: 1,
  quantity: 3.14159,
  stake: 90,
  cause: 'cheaper-than-shortage',
  because: 'A',
  evidence: { change: { kind: 'hour-less', resource: 'bench', period: 'w1' }, gain: -4 },
} as const

test('a reason names its subject, amount, periods and cause', () => {
  expect(reasonSentence(reason, ['w1', 'w2'])).toBe(
    'bench: up to 3.14 hours of overtime from w1 to w2, because overtime costs less than running short (mostly of A).',
  )
  expect(reasonSentence({ ...reason, to: 0 }, ['w1', 'w2'])).toContain(' in w1, because')
})

test('a chain of components names the item at its end, once', () => {
  const root = { item: 'casting', cause: 'frozen' } as const
  expect(whyClause({ cause: 'material', because: 'casing', root })).toMatch(
    /^there is too little of casing \(for want of casting: the frozen periods/,
  )
  expect(whyClause({ cause: 'material', because: 'casting', root })).toMatch(
    /^there is too little of casting \(the frozen periods/,
  )
})

test.each<[Change, string]>([
  [{ kind: 'no-lead-time' }, 'a lead time of 0'],
  [{ kind: 'earlier-arrival', before: null }, 'a first arrival before the end of the plan'],
  [{ kind: 'hour-more', resource: 'bench', period: 'w2' }, 'one more hour of bench in w2'],
  [{ kind: 'free-lot', limit: 'multiple' }, 'no multiple lot'],
])('%o is the phrase "%s"', (change, phrase) => {
  expect(changePhrase(change)).toBe(phrase)
})

import { expect, test } from 'vitest'
import { bestOf, proposedNote } from '../../../src/plant/production/choice.ts'
import { emptyDecision } from '../../../src/plant/production/decision.ts'
import { evaluateDecision } from '../../../src/plant/production/evaluate.ts'
import { buildRecords } from '../../../src/plant/production/records.ts'
import { itemOf, plantOf, scenariosOf } from './small-plant.ts'

test('what the plant wants most of decides, and the first of equals stays', () => {
  const safe = Float64Array.of(10, 10, 10, 10)
  const bold = Float64Array.of(0, 0, 20, 30)
  const paths = scenariosOf({ A: safe.length ? Array.from(safe, () => [1, 1, 1, 1]) : [] })
  const recordsOf = (risk: object) =>
    buildRecords(plantOf([itemOf('A')], { planning: { risk } as never }), paths)
  const { outcome } = evaluateDecision(
    recordsOf({ measure: 'expected_profit' }),
    emptyDecision(recordsOf({ measure: 'expected_profit' })),
  )
  const candidates = [
    { name: 'safe', profit: safe, outcome },
    { name: 'bold', profit: bold, outcome },
    { name: 'as bold', profit: bold, outcome },
  ]
  expect(bestOf(recordsOf({ measure: 'expected_profit' }), candidates).name).toBe('bold')
  const cautious = recordsOf({ measure: 'cvar', alpha: 0.5, weight: 1 })
  expect(bestOf(cautious, candidates).name).toBe('safe')
})

test('a rule that is proposed is named', () => {
  expect(proposedNote('sba-ets')).toEqual({ code: 'rule-proposed', rule: 'sba-ets' })
})

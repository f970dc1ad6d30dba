import { describe, expect, test } from 'vitest'
import { createHistory, historyFields } from '../../../src/generative/related/history.ts'
import type { StepForm } from '../../../src/generative/related/step-forms.ts'

const y: StepForm = {
  field: { name: 'y', minimum: 0, maximum: 100, step: 1 },
  form: 'value',
  changes: [-100, 100],
  usual: 0,
}
const level: StepForm = {
  field: { name: 'state', levels: 3, minimum: 0, maximum: 2, step: 1 },
  form: 'value',
  changes: [-2, 2],
}
const slow: StepForm = { field: y.field, form: 'change', changes: [-5, 5] }

/** What is known before each of the values, by name. */
function knownBefore(form: StepForm, values: readonly number[]): Record<string, number>[] {
  const history = createHistory([form], 2)
  const names = historyFields([form]).map(({ name }) => name)
  return values.map((value) => {
    const out = new Float64Array(names.length + 1)
    history.write(1, out, 1)
    history.add(1, Float64Array.of(value), 0)
    return Object.fromEntries(names.map((name, i) => [name, out[i + 1]!]))
  })
}

describe('what is known of the children before', () => {
  test('is nothing before the first one', () => {
    for (const form of [y, level, slow]) {
      expect(Object.values(knownBefore(form, [4])[0]!).every(Number.isNaN)).toBe(true)
    }
  })

  test('is the last ones and their means', () => {
    const known = knownBefore({ ...y, usual: NaN }, [10, 20, 0])[2]!
    expect(known['last y']).toBe(20)
    expect(known['before last y']).toBe(10)
    expect(known['recent mean of y']).toBeCloseTo(10 + 0.3 * 10, 12)
    expect(known['long mean of y']).toBeCloseTo(10 + 0.05 * 10, 12)
  })

  test('is how long ago the last event was, and what it was', () => {
    const known = knownBefore(y, [0, 7, 0, 0, 3])
    expect(known[1]!['last event of y']).toBeNaN()
    expect(known[4]).toMatchObject({ 'since event of y': 2, 'last event of y': 7 })
  })

  test('of changes is their size', () => {
    const known = knownBefore(slow, [10, 14, 11, 0])[3]!
    expect(known).toMatchObject({ 'last y': 11, 'last change of y': -3 })
    expect(known['usual change of y']).toBeCloseTo(4 + 0.05 * (3 - 4), 12)
  })

  test('of levels is the last two', () => {
    expect(knownBefore(level, [2, 1, 0])[2]).toEqual({ 'last state': 1, 'before last state': 2 })
  })

  test('one parent knows nothing of another', () => {
    const history = createHistory([level], 2)
    history.add(0, Float64Array.of(1), 0)
    const out = new Float64Array(2)
    history.write(1, out, 0)
    expect(Array.from(out)).toEqual([NaN, NaN])
  })
})

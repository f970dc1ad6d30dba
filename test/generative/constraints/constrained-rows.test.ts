import { describe, expect, test } from 'vitest'
import {
  fitConstraints,
  openConstraints,
} from '../../../src/generative/constraints/constrained-rows.ts'
import { levels, quantity } from './fields.ts'

const own = [quantity('low'), quantity('high'), levels('a', 2), levels('b', 2)]
const rows = Float64Array.of(1, 2, 0, 1, 5, 5, 1, 0)
const order = { kind: 'inequality' as const, fields: ['low', 'high'], strict: false }
const oneHot = { kind: 'one-hot' as const, fields: ['a', 'b'] }

describe('constraints of rows', () => {
  test('add their fields, and are the same when opened again', () => {
    const fitted = fitConstraints([order, oneHot], own, rows)
    expect(fitted.fields.map(({ name }) => name)).toEqual([
      'low',
      'high',
      'a',
      'b',
      'high - low',
      'a x b',
    ])
    expect(fitted.hosts).toEqual([1, 3])
    const opened = openConstraints(
      JSON.parse(JSON.stringify(fitted.states)) as typeof fitted.states,
      own,
    )
    expect(opened.extend(rows)).toEqual(fitted.extend(rows))
    expect(Array.from(opened.extend(rows).slice(0, 6))).toEqual([1, 2, 0, 1, 1, 1])
  })

  test('rows that break one are named', () => {
    const broken = Float64Array.from(rows).fill(9, 4, 5)
    expect(() => fitConstraints([order], own, broken)).toThrow(
      'record 2: breaks a constraint, expected inequality of low, high, got low 9, high 5',
    )
    const both = Float64Array.from(rows).fill(1, 2, 3)
    expect(() => fitConstraints([oneHot], own, both)).toThrow('record 1: breaks a constraint')
  })

  test('two constraints of one field, and fields of the wrong kind, are refused', () => {
    expect(() => fitConstraints([order, order], own, rows)).toThrow('field low: in two constraints')
    const wrong = { ...order, fields: ['low', 'a'] }
    expect(() => fitConstraints([wrong], own, rows)).toThrow('got levels in a')
    expect(() => fitConstraints([{ ...order, fields: ['low', 'id'] }], own, rows)).toThrow('got id')
    const time = { ...quantity('high'), scale: { origin: 0, unit: 1000 } }
    expect(() => fitConstraints([order], [own[0]!, time, own[2]!, own[3]!], rows)).toThrow(
      'expected all of them times or none, got the time high',
    )
  })
})

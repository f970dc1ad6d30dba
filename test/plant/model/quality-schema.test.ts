import { describe, expect, test } from 'vitest'
import { parsePlantFile } from '../../../src/plant/model/plant-file.ts'

const head = 'name: Small\ndemand: { file: d.csv }\nitems: { file: i.csv }\nquality:\n'

function qualityOf(...entries: readonly string[]) {
  return parsePlantFile(head + entries.map((entry) => `  - { ${entry} }\n`).join('')).quality
}

describe('quality in plant.yaml', () => {
  test('a file, an outcome and what fails are enough', () => {
    expect(qualityOf('operation: a, file: q.csv, outcome: result, failing: [scrap, 0]')).toEqual([
      {
        operation: 'a',
        file: 'q.csv',
        outcome: 'result',
        failing: ['scrap', '0'],
        columns: {},
        settings: {},
        ignore: [],
        control_charts: [],
      },
    ])
  })

  test('a plant without it has none', () => {
    expect(parsePlantFile(head.replace('quality:\n', '')).quality).toEqual([])
  })

  test('says what is missing or in contradiction, at its place', () => {
    const base = 'operation: a, file: q.csv, outcome: y'
    expect(() => qualityOf(base)).toThrow(
      'plant.yaml line 5, column 43: quality.0.outcome does not fit, expected failing (levels that fail) or limits (of a measurement) beside it, got "y"',
    )
    expect(() => qualityOf(`${base}, failing: [n], limits: { lower: 1 }`)).toThrow(
      'expected either failing or limits, not both',
    )
    expect(() => qualityOf(`${base}, limits: {}`)).toThrow('expected lower, upper or both, got {}')
    expect(() => qualityOf(`${base}, limits: { lower: 2, upper: 1 }`)).toThrow('lower below upper')
    const settings = 'settings: { t: { lowest: 5, highest: 5 } }'
    expect(() => qualityOf(`${base}, failing: [n], ${settings}`)).toThrow('lowest below highest')
  })

  test('a column has one part to play', () => {
    const base = 'operation: a, file: q.csv, outcome: y, failing: [n]'
    const settings = 'settings: { t: { lowest: 1, highest: 5 } }'
    expect(() => qualityOf(`${base}, measurements: [y]`)).toThrow('no setting and no measurement')
    expect(() => qualityOf(`${base}, ${settings}, measurements: [t]`)).toThrow(
      'quality.0.measurements.0',
    )
    expect(() => qualityOf(`${base}, ${settings}, ignore: [t]`)).toThrow('quality.0.ignore.0')
  })

  test('an operation is named once', () => {
    const one = 'operation: a, file: q.csv, outcome: y, failing: [n]'
    expect(() => qualityOf(one, one)).toThrow(
      'expected a name that no other operation has, got "a"',
    )
  })
})

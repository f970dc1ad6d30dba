import { describe, expect, test } from 'vitest'
import { MillraceError } from '../../../src/errors.ts'
import { hasDemand, parsePlantFile } from '../../../src/plant/model/plant-file.ts'

const small = 'name: Small\ndemand: { file: demand.csv }\nitems: { file: items.csv }\n'

function complaint(text: string): MillraceError {
  try {
    parsePlantFile(text)
  } catch (error) {
    if (error instanceof MillraceError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('parsePlantFile', () => {
  test('reads a small file', () => {
    expect(parsePlantFile(small).name).toBe('Small')
  })

  test('an unknown key is named with its line and the nearest known key', () => {
    const error = complaint(`${small}planning:\n  seed: 2\n  horizn: 4\n`)
    expect(error.message).toContain('plant.yaml line 5, column 3: unknown key')
    const second = complaint(`${small}planning:\n  horizn: 4\n`)
    expect(second.message).toContain('line 5, column 3: unknown key, expected one of horizon')
    expect(second.hint).toBe('Did you mean horizon?')
  })

  test('an unknown column name is found in a mapping of columns', () => {
    const error = complaint(
      'name: A\ndemand: { file: d.csv }\nitems:\n  file: i.csv\n  columns:\n    leadtime: weeks\n',
    )
    expect(error.message).toContain('line 6, column 5: unknown key')
    expect(error.hint).toBe('Did you mean lead_time?')
  })

  test('a misspelt required key is reported as unknown, not as missing', () => {
    expect(complaint('name: A\ndemnd: { file: d }\nitems: { file: i }\n').hint).toBe(
      'Did you mean demand?',
    )
  })

  const machines =
    'name: A\nmaintenance:\n  - { fleet: saws, file: s.csv, costs: { failure: 2, service: 1 } }\n'

  test('machines alone are a plant, without demand to plan for', () => {
    const file = parsePlantFile(machines)
    expect(file).toMatchObject({ name: 'A', maintenance: [{ fleet: 'saws' }] })
    expect(hasDemand(file)).toBe(false)
    expect(hasDemand(parsePlantFile(small))).toBe(true)
  })

  test('half an area is refused, by what is missing of it', () => {
    expect(complaint('name: A\ndemand: { file: d }\n').message).toBe(
      'plant.yaml: items is missing, expected a table of what is made or bought beside demand, got nothing',
    )
    expect(complaint(`${machines}items: { file: i }\n`).message).toBe(
      'plant.yaml: demand is missing, expected a table of what was sold beside items, got nothing',
    )
    expect(complaint(`${machines}routing: { file: r }\n`).message).toContain(
      'demand is missing, expected a table of what was sold beside routing',
    )
  })

  test('a plant without any area is refused', () => {
    const { message, hint } = complaint('name: A\n')
    expect(message).toContain('no area is described, expected demand with items, quality or')
    expect(hint).toContain('millrace init')
    expect(complaint('name: A\nquality: []\n').message).toContain('no area')
  })

  test('a value of the wrong kind is named with its line', () => {
    const error = complaint(`${small}planning:\n  horizon: soon\n`)
    expect(error.message).toContain('plant.yaml line 5, column 12: planning.horizon')
    expect(error.message).toContain('got "soon"')
    expect(complaint(`${small}planning: { horizon: -3 }\n`).message).toContain('got -3')
    expect(complaint(`${small}frequency: fortnight\n`).message).toContain('week')
  })

  test('an unknown key within a list is named, with what may stand there', () => {
    const error = complaint(
      `${small}quality:\n  - operation: a\n    file: q.csv\n    outcome: ok\n    failng: [no]\n`,
    )
    expect(error.message).toContain('line 8, column 5: unknown key, expected one of file, columns')
    expect(error.hint).toBe('Did you mean failing?')
    const setting = 'settings: { torque: { lowest: 1, higest: 2 } }'
    const deeper = complaint(
      `${small}quality:\n  - { operation: a, file: q, outcome: ok, failing: [no], ${setting} }\n`,
    )
    expect(deeper.hint).toBe('Did you mean highest?')
  })

  test('broken YAML is a sentence with a place', () => {
    expect(complaint('name: [a\n').message).toMatch(
      /plant.yaml line \d+, column \d+: not valid YAML/,
    )
  })

  test('an empty file asks for its keys', () => {
    expect(complaint('').message).toContain('plant.yaml: ')
  })
})

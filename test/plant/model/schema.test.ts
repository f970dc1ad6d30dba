import { describe, expect, test } from 'vitest'
import { plantJsonSchema, plantSchema } from '../../../src/plant/model/schema.ts'

describe('plantSchema', () => {
  test('a name, a demand file and an items file are enough; the rest has defaults', () => {
    const plant = plantSchema.parse({
      name: 'Small',
      demand: { file: 'demand.csv' },
      items: { file: 'items.csv' },
    })
    expect(plant).toMatchObject({
      frequency: 'week',
      seed: 1,
      demand: { columns: {}, cleaning: { negatives: 'zero', duplicates: 'error' } },
      items: { defaults: { markup: 0.3, service_level: 0.95 } },
      planning: { horizon: 13, scenarios: 200, risk: { measure: 'expected_profit' } },
    })
  })

  test('the JSON Schema for editors describes every key and asks only for what is required', () => {
    const schema = plantJsonSchema() as {
      required: string[]
      anyOf: { required: string[] }[]
      dependentRequired: Record<string, string[]>
      properties: Record<string, { properties?: object }>
    }
    expect(schema.required).toEqual(['name'])
    expect(schema.anyOf.flatMap(({ required }) => required)).toEqual([
      'demand',
      'quality',
      'maintenance',
    ])
    expect(schema.dependentRequired).toMatchObject({
      demand: ['items'],
      items: ['demand'],
      routing: ['demand'],
    })
    expect(Object.keys(schema.properties)).toEqual(Object.keys(plantSchema.shape))
    expect(Object.keys(schema.properties['planning']?.properties ?? {})).toContain('horizon')
  })
})

import { expect, test } from 'vitest'
import { readMetadata, withMetadata } from '../../../src/learning/onnx/metadata.ts'
import { fitRelated } from '../../../src/generative/related/fit-related.ts'
import { decodeRelatedModel, isRelatedModel } from '../../../src/generative/related/related-file.ts'
import { decodeTableModel } from '../../../src/generative/tables/model-file.ts'
import { toySchema, toyTables } from './toy-tables.ts'

const tables = toyTables(20)
const model = await fitRelated(toySchema(tables), tables, { family: 'independent', seed: 1 })
const bytes = model.encode()
await model.release()

test('a file reads back as it was written', () => {
  const stored = decodeRelatedModel(bytes, 'a')
  expect(stored.description).toEqual(JSON.parse(JSON.stringify(model.description)))
  expect(stored.profile.length).toBe('length')
  expect(isRelatedModel(bytes)).toBe(true)
})

test('a file that was cut short is told as such', () => {
  const cut = bytes.slice(0, bytes.length - 100)
  expect(isRelatedModel(cut)).toBe(false)
  expect(() => decodeRelatedModel(cut, 'a.millrace')).toThrow('a.millrace: not a whole model')
})

test('a file of another version is refused', () => {
  const key = 'millrace.related'
  const written = (version: number): Uint8Array => {
    const content = readMetadata(bytes)[key]!.replace(/"format":\d+/, `"format":${version}`)
    return withMetadata(bytes, { [key]: content })
  }
  expect(() => decodeRelatedModel(written(99), 'a')).toThrow('a: made by a newer version')
  expect(() => decodeRelatedModel(written(1), 'a')).toThrow('a: made by an older version')
})

test('a model of one table is not taken for one of two, nor the other way', () => {
  expect(() => decodeRelatedModel(decodeRelatedModel(bytes, 'a').parents, 'b')).toThrow(
    'b: not a model of related tables',
  )
  expect(() => decodeTableModel(bytes, 'a')).toThrow('a: not a model of records')
})

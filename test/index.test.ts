import { expect, test } from 'vitest'
import * as library from '../src/index.ts'
import { libraryExamples } from './library-examples.ts'

test('the page of the library names what the package exports', () => {
  const named = libraryExamples().flatMap((text) =>
    [...text.matchAll(/import \{ (.*?) \} from 'millrace'/gs)].flatMap((match) =>
      match[1]!.split(/,\s*/),
    ),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((name) => !(name in library))).toEqual([])
})

test('records are learnt, kept and drawn again by what is exported', async () => {
  const table = library.tableOf(
    Array.from({ length: 60 }, (_, i) => ({
      speed: 10 + (i % 7),
      machine: i % 3 ? 'mill' : 'saw',
    })),
    { speed: ({ speed }) => speed, machine: ({ machine }) => machine },
  )
  const schema = library.inferSchema(table)
  const model = await library.fitTable(schema, table, { seed: 1, family: 'copula' })
  const parts = []
  for await (const part of model.sample(10, { seed: 1, given: { machine: 'saw' } }))
    parts.push(part)
  await model.release()
  expect(parts.map(({ rowCount }) => rowCount)).toEqual([10])
  expect(parts[0]!.columns.get('machine')).toMatchObject({ kind: 'text' })
})

test('mistakes are errors of one class', async () => {
  await expect(library.readTable('no-such-file.csv')).rejects.toThrow(library.MillraceError)
})

// The schema of two related tables as YAML that a person reads and edits, and back.

import { type Document, stringify } from 'yaml'
import { expectRelated, type RelatedSchema, relatedSchema } from './related-schema.ts'
import { constraintHelp, expectKnownFields, kindsHelp, parseFile, partKeys } from './schema-file.ts'

const introduction = `# Two tables of which one belongs to the other, or records that follow each other.
# Edit what is wrong, then give this file to --schema.
#   parent.table  left out where the parent's fields stand in the table of the children
#   parent.key    tells parents apart; child.key names the parent of a child
#   child.order   by which the children of one parent follow each other; left out where they do not
`

/** The schema as commented YAML. */
export function formatRelatedSchema(schema: RelatedSchema): string {
  const options = { flowCollectionPadding: true, lineWidth: 100 }
  return `${introduction}${kindsHelp}${constraintHelp}${stringify(schema, options)}`
}

/** Whether the text of a schema is of two related tables, by its outermost keys. */
export function isRelatedSchema(text: string): boolean {
  return /^(parent|child):/m.test(text)
}

/** @throws MillraceError `bad-input` as `parseSchema`, and where keys or order do not fit. */
export function parseRelatedSchema(text: string, file = 'schema'): RelatedSchema {
  const schema = parseFile(text, file, relatedSchema, knownKeys)
  for (const side of ['parent', 'child'] as const)
    expectKnownFields(schema[side], `${file} ${side}`)
  expectRelated(schema, file)
  return schema
}

function knownKeys(document: Document, path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return Object.keys(relatedSchema.shape)
  if (path.length > 1) return partKeys(document, path)
  return Object.keys(relatedSchema.shape[path[0] === 'parent' ? 'parent' : 'child'].shape)
}

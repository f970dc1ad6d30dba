// plant.yaml as text to its checked content. Every complaint names line and column.

import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type YAMLMap,
} from 'yaml'
import type { z } from 'zod'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import {
  plantJsonSchema,
  plantSchema,
  productionTables,
  type AreasFile,
  type PlantFile,
} from './schema.ts'

/**
 * @param file how messages name the file.
 * @throws MillraceError `bad-input` for broken YAML, an unknown key (with the nearest known one), a
 *   missing key or a value of the wrong kind; for no area at all, or half of one.
 */
export function parsePlantFile(text: string, file = 'plant.yaml'): AreasFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${file} line ${line}, column ${col}`
  }
  const [broken] = document.errors
  if (broken) {
    const reason = broken.message.split(/ at line |\n/)[0]!
    throw new MillraceError(
      'bad-input',
      `${at(broken.pos[0])}: not valid YAML, expected keys and values, got: ${reason}`,
      { cause: broken },
    )
  }
  const parsed = plantSchema.safeParse(document.toJS() ?? {})
  if (parsed.success) {
    checkAreas(parsed.data, file)
    return parsed.data
  }

  const issue = firstUseful(parsed.error.issues)
  const name = issue.path.map(String).join('.') || 'the file'
  const unknown = unknownKeyOf(issue)
  if (unknown) {
    const known = knownKeys(unknown.path)
    const nearest = nearestName(unknown.key, known)
    const pair = mapAt(document, unknown.path)?.items.find(
      ({ key }) => isScalar(key) && String(key.value) === unknown.key,
    )
    const offset = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined
    throw new MillraceError(
      'bad-input',
      `${offset === undefined ? file : at(offset)}: unknown key, expected one of ${known.join(', ')}, got "${unknown.key}"`,
      nearest === undefined ? {} : { hint: `Did you mean ${nearest}?` },
    )
  }
  const place = (path: readonly PropertyKey[]): string => {
    // The deepest node on the path that the text really has.
    for (let length = path.length; length > 0; length--) {
      const found = document.getIn(path.slice(0, length), true)
      if (isNode(found) && found.range) return at(found.range[0])
    }
    return file
  }
  throw new MillraceError(
    'bad-input',
    `${place(issue.path)}: ${name} does not fit, expected ${expectation(issue)}, got ${describe(document.getIn(issue.path))}`,
  )
}

/** Whether there is demand to plan for, and not quality or machines alone. */
export function hasDemand(file: AreasFile): file is PlantFile {
  return file.demand !== undefined && file.items !== undefined
}

/** Demand and items come together, other tables of production with them, and an area there is. */
function checkAreas(areas: AreasFile, file: string): void {
  if (hasDemand(areas)) return
  const missing = (key: 'demand' | 'items', table: string, beside: string): MillraceError =>
    new MillraceError(
      'bad-input',
      `${file}: ${key} is missing, expected a table of ${table} beside ${beside}, got nothing`,
    )
  if (areas.demand) throw missing('items', 'what is made or bought', 'demand')
  const stray = productionTables.find((table) => areas[table] !== undefined)
  if (stray) throw missing('demand', 'what was sold', stray)
  if (areas.quality.length + areas.maintenance.length > 0) return
  throw new MillraceError(
    'bad-input',
    `${file}: no area is described, expected demand with items, quality or maintenance, got none of them`,
    { hint: 'millrace init writes a plant.yaml to begin with.' },
  )
}

type Issue = z.core.$ZodIssue

/** An unknown key is usually the cause of what is missing beside it, so it is said first. */
function firstUseful(issues: readonly Issue[]): Issue {
  return issues.find((issue) => unknownKeyOf(issue) !== undefined) ?? issues[0]!
}

/** Also a key of a mapping of columns, which zod reports as an invalid key of a record. */
function unknownKeyOf(
  issue: Issue,
): { readonly path: readonly PropertyKey[]; readonly key: string } | undefined {
  if (issue.code === 'unrecognized_keys') return { path: issue.path, key: issue.keys[0]! }
  if (issue.code === 'invalid_key') {
    return { path: issue.path.slice(0, -1), key: String(issue.path.at(-1)) }
  }
  return undefined
}

function mapAt(document: Document, path: readonly PropertyKey[]): YAMLMap | undefined {
  const found = path.length === 0 ? document.contents : document.getIn(path, true)
  return isMap(found) ? found : undefined
}

/** The keys that the schema knows at a path, by its JSON Schema. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema = plantJsonSchema() as JsonSchema // Safe: zod writes JSON Schema.
  for (const step of path) schema = schemaAt(schema, step)
  const branches = [schema, ...(schema.oneOf ?? schema.anyOf ?? [])]
  const keys = branches.flatMap((branch) => [
    ...Object.keys(branch.properties ?? {}),
    ...(branch.propertyNames?.enum ?? []),
  ])
  return [...new Set(keys)]
}

function schemaAt(schema: JsonSchema, step: PropertyKey): JsonSchema {
  if (typeof step === 'number') return schema.items ?? {}
  return schema.properties?.[String(step)] ?? schema.additionalProperties ?? {}
}

interface JsonSchema {
  readonly items?: JsonSchema
  readonly additionalProperties?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly propertyNames?: { readonly enum?: readonly string[] }
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : article(issue.expected)
    case 'too_small':
      return `at least ${issue.inclusive ? '' : 'more than '}${issue.minimum}`
    case 'too_big':
      return `at most ${issue.inclusive ? '' : 'less than '}${issue.maximum}`
    case 'invalid_value':
      return issue.values.map(String).join(' or ')
    default:
      return issue.message
  }
}

function article(kind: string): string {
  const plain = { record: 'keys and values', object: 'keys and values', array: 'a list' }[kind]
  return plain ?? (kind === 'string' ? 'text' : `a ${kind}`)
}

function describe(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (isNode(value)) return JSON.stringify(value.toJSON())
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value)
}

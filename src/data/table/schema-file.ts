// The schema of a record as YAML that a person reads and edits, and back to a checked schema. Every
// complaint names line and column.

import {
  Document,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  stringify,
  visit,
} from 'yaml'
import type { z } from 'zod'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { levelOrder } from './level-order.ts'
import {
  type Constraint,
  constrainedFields,
  listed,
  recordSchema,
  type RecordSchema,
} from './schema.ts'

const introduction =
  '# What the fields of a record are. Edit what is wrong, then give this file to --schema.\n'

export const kindsHelp = `#   number      minimum, maximum, decimals, increment (all values are the minimum and multiples of it)
#   count       whole numbers from minimum to maximum
#   category    levels; ordered: true where their order means something
#   time        earliest, latest, resolution in milliseconds
#   boolean     true or false; stored: number for 1 and 0
#   identifier  not learnt; fresh ones are made of prefix and number
# missing: true lets a field have gaps. A field that is taken out is not learnt.
`

export const constraintHelp = `# What always holds between fields; kinds:
#   { kind: inequality, fields: [a, b, c], strict: false }   a <= b <= c
#   { kind: combination, fields: [a, b] }                    only the pairs that the data have
#   { kind: sum, total: t, parts: [a, b] }                   a + b = t
#   { kind: one-hot, fields: [a, b, c] }                     exactly one is true
`

/** Levels that may stand on one line. */
const fewLevels = 20

/** A constraint or levels on one line. */
function flow(value: Constraint | readonly string[]): string {
  const document = new Document(value)
  if (isCollection(document.contents)) document.contents.flow = true
  return document.toString({ flowCollectionPadding: true, lineWidth: 0 }).trim()
}

/** A remark on each field of levels that look ordered, with their order. */
export function remarkOrders(
  document: Document,
  fields: RecordSchema['fields'],
  path: readonly string[],
): void {
  for (const [name, field] of Object.entries(fields)) {
    const order = field.kind === 'category' && !field.ordered && levelOrder(name, field.levels)
    const node = document.getIn([...path, name], true)
    if (!order || !isMap(node)) continue
    node.commentBefore = ` These levels look ordered. If they are: ordered: true, levels: ${flow(order)}`
  }
}

/**
 * The schema as commented YAML; constraints that are only suggested, doubts, and orders of levels that only
 * their words tell, stand in it as comments.
 */
export function formatSchema(
  { fields, constraints }: RecordSchema,
  suggested: readonly Constraint[] = [],
  doubts: readonly string[] = [],
): string {
  const options = { flowCollectionPadding: true, lineWidth: 100 }
  const text = new Document({ fields })
  remarkOrders(text, fields, ['fields'])
  visit(text, {
    // Levels on one line, where there is room.
    Seq: (_, node) => void (node.flow = node.items.length <= fewLevels),
  })
  const proposals = suggested.map((constraint) => `#   - ${flow(constraint)}\n`)
  const found =
    proposals.length === 0
      ? ''
      : `# All records hold these; take over those that are laws:\n${proposals.join('')}`
  const looks =
    doubts.length === 0
      ? ''
      : `# Correct the file and propose again, or take the field for levels as it stands here:\n${doubts.map((doubt) => `#   - ${doubt}\n`).join('')}`
  return `${introduction}${kindsHelp}${looks}${text.toString(options)}${constraintHelp}${found}${stringify({ constraints }, options)}`
}

/**
 * @param file how messages name the text.
 * @throws MillraceError `bad-input` for broken YAML, an unknown key or kind (with the nearest known
 *   one), or a constraint of fields that are not there.
 */
export function parseSchema(text: string, file = 'schema'): RecordSchema {
  const schema = parseFile(text, file, recordSchema, recordKeys)
  expectKnownFields(schema, file)
  return schema
}

/** The keys that may stand at a place of a file: those of the object that the path leads to. */
export type KnownKeys = (document: Document, path: readonly PropertyKey[]) => readonly string[]

/** Text as what a schema says of it. @throws as `parseSchema`. */
export function parseFile<T extends z.ZodType>(
  text: string,
  file: string,
  schema: T,
  knownKeys: KnownKeys,
): z.infer<T> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number | undefined): string => {
    if (offset === undefined) return file
    const { line, col } = lines.linePos(offset)
    return `${file} line ${line}, column ${col}`
  }
  const [broken] = document.errors
  if (broken) {
    const [reason] = broken.message.split(/ at line |\n/)
    throw new MillraceError(
      'bad-input',
      `${at(broken.pos[0])}: not valid YAML, expected keys and values, got: ${reason}`,
      { cause: broken },
    )
  }
  const content = document.toJS() as unknown
  const parsed = schema.safeParse(content ?? {})
  if (!parsed.success) throw complaint(parsed.error.issues, document, at, knownKeys)
  return parsed.data
}

function complaint(
  issues: readonly z.core.$ZodIssue[],
  document: Document,
  at: (offset: number | undefined) => string,
  knownKeys: KnownKeys,
): MillraceError {
  // A mistyped key is usually the cause of what is missing beside it.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!
  const place = (path: readonly PropertyKey[]): string => {
    for (let length = path.length; length > 0; length--) {
      const found = document.getIn(path.slice(0, length), true)
      if (isNode(found) && found.range) return at(found.range[0])
    }
    return at(undefined)
  }
  const name = issue.path.map(String).join('.') || 'the file'
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!
    const known = knownKeys(document, issue.path)
    const near = nearestName(key, known)
    const parent = issue.path.length === 0 ? document.contents : document.getIn(issue.path, true)
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined
    const offset = pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined
    return new MillraceError(
      'bad-input',
      `${at(offset)}: unknown key in ${name}, expected one of ${known.join(', ')}, got "${key}"`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  const value = issue.path.length === 0 ? undefined : document.getIn(issue.path)
  const got = isNode(value) ? JSON.stringify(value.toJSON()) : JSON.stringify(value ?? null)
  if (issue.code === 'invalid_union') {
    const near = nearestName(String(value), kinds)
    return new MillraceError(
      'bad-input',
      `${place(issue.path)}: ${name} is unknown, expected one of ${kindsFor(issue.path).join(', ')}, got ${got}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
  return new MillraceError(
    'bad-input',
    `${place(issue.path)}: ${name} does not fit, expected ${expectation(issue)}, got ${got}`,
  )
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected
  return issue.message.replace(/^Invalid [^:]*: expected /, '')
}

const fieldKinds = ['number', 'count', 'category', 'time', 'boolean', 'identifier']
const constraintKinds = ['inequality', 'combination', 'sum', 'one-hot']
const kinds = [...fieldKinds, ...constraintKinds]

function kindsFor(path: readonly PropertyKey[]): readonly string[] {
  return path.includes('constraints') ? constraintKinds : fieldKinds
}

/** Keys that the schema of a record knows at a place of the file. */
function recordKeys(document: Document, path: readonly PropertyKey[]): readonly string[] {
  return path.length === 0 ? Object.keys(recordSchema.shape) : partKeys(document, path)
}

/** Keys of the field or constraint that a path leads to. */
export function partKeys(document: Document, path: readonly PropertyKey[]): readonly string[] {
  const kind = document.getIn([...path, 'kind'])
  const { fields, constraints } = recordSchema.shape
  const branches = path.includes('constraints')
    ? constraints.unwrap().element.options
    : fields.valueType.options
  const branch = branches.find(({ shape }) => shape.kind.value === kind)
  return branch ? Object.keys(branch.shape) : []
}

export function expectKnownFields({ fields, constraints }: RecordSchema, file: string): void {
  const known = Object.keys(fields)
  for (const constraint of constraints) {
    const unknown = constrainedFields(constraint).find((name) => !Object.hasOwn(fields, name))
    if (unknown === undefined) continue
    const near = nearestName(unknown, known)
    throw new MillraceError(
      'bad-input',
      `${file}: ${constraint.kind} of an unknown field, expected some of ${listed(known)}, got ${unknown}`,
      near === undefined ? {} : { hint: `Did you mean ${near}?` },
    )
  }
}

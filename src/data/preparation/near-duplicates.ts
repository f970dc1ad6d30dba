// Rows that say the same twice, exactly or nearly: MinHash signatures (Broder 1997,
// doi:10.1109/SEQUEN.1997.666900) in bands of a locality-sensitive hash find candidates, and the
// similarity of each candidate is then counted out.

import type { Column, Table } from '../table/table.ts'

export interface NearDuplicateOptions {
  /** Columns to compare by; all of them by default. Identifiers should be left out. */
  readonly columns?: readonly string[]
  /** Least Jaccard similarity of what two rows say. Default 0.9. */
  readonly similarity?: number
  /** Numbers closer than this part of their column's range are alike. Default 0.01. */
  readonly tolerance?: number
}

export interface NearDuplicates {
  /** Groups of at least two rows, ascending: every one is like another of its group. */
  readonly groups: readonly (readonly number[])[]
  /** Rows beyond the first of their group that are the same in every column. */
  readonly exactCopies: number
  /** 1 / size of the row's group: what makes each group count as one row. */
  readonly weights: Float64Array
}

const bands = 12
const rowsPerBand = 5

/** Finds groups of rows that are alike. Time and memory are linear in rows unless most are alike. */
export function findNearDuplicates(
  table: Table,
  { columns, similarity = 0.9, tolerance = 0.01 }: NearDuplicateOptions = {},
): NearDuplicates {
  const { rowCount } = table
  const tokensIn = [...table.columns]
    .filter(([name]) => columns === undefined || columns.includes(name))
    .map(([name, column]) => tokenizer(name, column, tolerance))
  const exactKeys = [...table.columns].filter(
    ([name]) => columns === undefined || columns.includes(name),
  )
  const parents = Int32Array.from({ length: rowCount }, (_, row) => row)
  const firstOf = new Map<string, number>()
  const tokens: Uint32Array[] = []
  let exactCopies = 0
  for (let row = 0; row < rowCount; row++) {
    const key = exactKeys.map(([, column]) => String(valueAt(column, row))).join('\u0000')
    const first = firstOf.get(key)
    if (first === undefined) firstOf.set(key, row)
    else {
      exactCopies++
      join(parents, first, row)
    }
    tokens.push(first === undefined ? tokensOf(tokensIn, row) : tokens[first]!)
  }
  const originals = [...firstOf.values()]
  for (let band = 0; band < bands; band++) {
    const buckets = new Map<string, number[]>()
    for (const row of originals) {
      const signature = Array.from({ length: rowsPerBand }, (_, i) =>
        leastHash(tokens[row]!, band * rowsPerBand + i),
      ).join()
      const bucket = buckets.get(signature)
      if (!bucket) buckets.set(signature, [row])
      else {
        // One of each group that is in the bucket already is enough.
        const heads = new Map(bucket.map((other) => [rootOf(parents, other), other]))
        for (const other of heads.values()) {
          if (rootOf(parents, other) === rootOf(parents, row)) continue
          if (jaccard(tokens[other]!, tokens[row]!) >= similarity) join(parents, other, row)
        }
        bucket.push(row)
      }
    }
  }
  return { ...grouped(parents), exactCopies }
}

function grouped(parents: Int32Array): Pick<NearDuplicates, 'groups' | 'weights'> {
  const members = new Map<number, number[]>()
  for (let row = 0; row < parents.length; row++) {
    const root = rootOf(parents, row)
    const group = members.get(root)
    if (group) group.push(row)
    else members.set(root, [row])
  }
  const weights = new Float64Array(parents.length)
  for (const group of members.values()) for (const row of group) weights[row] = 1 / group.length
  return { groups: [...members.values()].filter((group) => group.length > 1), weights }
}

/** The rows that are left when each group keeps its first. */
export function firstOfEach({ groups }: NearDuplicates, rowCount: number): Int32Array {
  const dropped = new Set(groups.flatMap((group) => group.slice(1)))
  return Int32Array.from({ length: rowCount }, (_, row) => row).filter((row) => !dropped.has(row))
}

type Tokenizer = (row: number, add: (token: string) => void) => void

/** What a cell says: a word for a level or gap, two overlapping steps for a number, pieces of a text. */
function tokenizer(name: string, column: Column, tolerance: number): Tokenizer {
  if (column.kind === 'boolean') return (row, add) => add(`${name}=${column.values[row]}`)
  if (column.kind === 'text') {
    return (row, add) => {
      const text = column.levels[column.codes[row]!]
      if (text === undefined || text.split(' ').length < 3) add(`${name}=${text}`)
      else for (const piece of piecesOf(text)) add(`${name}~${piece}`)
    }
  }
  let [low, high] = [Infinity, -Infinity]
  for (const value of column.values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const width = Math.max((high - low) * 2 * tolerance, Number.MIN_VALUE)
  return (row, add) => {
    const step = (column.values[row]! - low) / width
    // Values that are close share at least one of two grids, half a step apart.
    add(`${name}<${Math.floor(step)}`)
    add(`${name}>${Math.floor(step + 0.5)}`)
  }
}

/** Runs of five characters of the text in lower case, blanks made one. */
function piecesOf(text: string): string[] {
  const plain = text.toLowerCase().replace(/\s+/g, ' ').trim()
  if (plain.length <= 5) return [plain]
  return Array.from({ length: plain.length - 4 }, (_, i) => plain.slice(i, i + 5))
}

/** Hashes of the tokens of a row, ascending, each once. */
function tokensOf(columns: readonly Tokenizer[], row: number): Uint32Array {
  const found = new Set<number>()
  for (const tokenize of columns) tokenize(row, (token) => found.add(hashOf(token)))
  return Uint32Array.from(found).sort()
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

function leastHash(tokens: Uint32Array, order: number): number {
  const salt = mixed(Math.imul(order + 1, 0x9e3779b9))
  return tokens.reduce((least, token) => Math.min(least, mixed(token ^ salt)), 2 ** 32)
}

function jaccard(a: Uint32Array, b: Uint32Array): number {
  let [i, j, both] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) both++
    if (a[i]! <= b[j]!) {
      if (a[i] === b[j]) j++
      i++
    } else j++
  }
  const all = a.length + b.length - both
  return all === 0 ? 1 : both / all
}

function valueAt(column: Column, row: number): string | number {
  return column.kind === 'text' ? (column.levels[column.codes[row]!] ?? -1) : column.values[row]!
}

function rootOf(parents: Int32Array, row: number): number {
  let root = row
  while (parents[root] !== root) root = parents[root]!
  // Shortens the way for the next time.
  while (parents[row] !== root) [parents[row], row] = [root, parents[row]!]
  return root
}

function join(parents: Int32Array, a: number, b: number): void {
  const [first, second] = [rootOf(parents, a), rootOf(parents, b)]
  parents[Math.max(first, second)] = Math.min(first, second)
}

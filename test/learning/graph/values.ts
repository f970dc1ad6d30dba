// Short ways for tests to write a tensor and to read a node's value.

import { constant } from '../../../src/learning/graph/apply.ts'
import { evaluate } from '../../../src/learning/graph/evaluate.ts'
import type { Node } from '../../../src/learning/graph/node.ts'

export function vector(...entries: number[]): Node {
  return constant(entries, [entries.length])
}

export function matrix(rows: readonly (readonly number[])[]): Node {
  return constant(rows.flat(), [rows.length, rows[0]!.length])
}

export function valuesOf(node: Node): number[] {
  return [...evaluate([node])[0]!.data]
}

// The sum of the adjoints that one node receives from its users. Slices of a tensor that was cut into
// parts are joined, and many small products into one matrix become one product; both turn up wherever
// weights or states are used step after step.

import { apply, zeros } from './apply.ts'
import { concat, pad } from './arrangement.ts'
import { add } from './elementwise.ts'
import { isOperator, type Node } from './node.ts'

/** Sum of at least one adjoint, all of one shape. */
export function accumulate(parts: readonly Node[]): Node {
  const terms = joinPadded(mergeProducts(parts))
  return terms.reduce((total, term) => add(total, term))
}

/** `sum of A_i B_i` is `[A_1 A_2 ...] [B_1; B_2; ...]`. */
function mergeProducts(parts: readonly Node[]): Node[] {
  const groups = new Map<string, Node<'matmul'>[]>()
  const terms: Node[] = []
  for (const part of parts) {
    if (isOperator(part, 'matmul') && isThin(part)) {
      const key = JSON.stringify(part.attributes)
      groups.set(key, [...(groups.get(key) ?? []), part])
    } else terms.push(part)
  }
  for (const group of groups.values()) {
    const { attributes } = group[0]!
    const left = concat(
      group.map(({ inputs }) => inputs[0]),
      attributes.transposeLeft ? 0 : 1,
    )
    const right = concat(
      group.map(({ inputs }) => inputs[1]),
      attributes.transposeRight ? 1 : 0,
    )
    terms.push(group.length === 1 ? group[0]! : apply('matmul', [left, right], attributes))
  }
  return terms
}

/** Whether joining the factors moves no more than adding the products would. */
function isThin({ inputs: [a], attributes, shape }: Node<'matmul'>): boolean {
  if (shape.length !== 2 || a.shape.length !== 2) return false
  const [rows, columns] = shape
  const inner = a.shape[attributes.transposeLeft ? 0 : 1]!
  return (rows! + columns!) * inner <= 2 * rows! * columns!
}

interface Piece {
  readonly content: Node
  readonly axis: number
  readonly start: number
  readonly end: number
}

/** Zero-padded pieces along one axis that do not overlap are joined instead of added. */
function joinPadded(parts: readonly Node[]): Node[] {
  const terms: Node[] = []
  const pieces: Piece[] = []
  for (const part of parts) {
    const piece = pieceOf(part)
    if (piece) pieces.push(piece)
    else terms.push(part)
  }
  const shape = parts[0]!.shape
  for (const axis of new Set(pieces.map((piece) => piece.axis))) {
    let left = pieces.filter((piece) => piece.axis === axis).sort((a, b) => a.start - b.start)
    while (left.length > 0) {
      const row: Piece[] = []
      for (const piece of left) {
        if (row.length === 0 || piece.start >= row.at(-1)!.end) row.push(piece)
      }
      left = left.filter((piece) => !row.includes(piece))
      terms.push(joined(row, axis, shape))
    }
  }
  return terms
}

function pieceOf(node: Node): Piece | null {
  if (!isOperator(node, 'pad') || node.attributes.value !== 0) return null
  const { before, after } = node.attributes
  const axes = node.shape.flatMap((_, i) => (before[i]! + after[i]! > 0 ? [i] : []))
  const [axis] = axes
  if (axis === undefined || axes.length > 1) return null
  const start = before[axis]!
  return { content: node.inputs[0], axis, start, end: node.shape[axis]! - after[axis]! }
}

function joined(row: readonly Piece[], axis: number, shape: readonly number[]): Node {
  const contents: Node[] = []
  let at = row[0]!.start
  for (const { content, start, end } of row) {
    if (start > at) contents.push(zeros(shape.with(axis, start - at), content.type))
    contents.push(content)
    at = end
  }
  const none = shape.map(() => 0)
  const whole = concat(contents, axis)
  const before = none.with(axis, row[0]!.start)
  const after = none.with(axis, shape[axis]! - at)
  return at - row[0]!.start === shape[axis] ? whole : pad(whole, before, after)
}

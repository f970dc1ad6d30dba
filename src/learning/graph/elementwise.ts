// Element by element, broadcasting as NumPy does; a number may stand for a node.

import { apply, scalar, toNode, type Operand } from './apply.ts'
import type { ElementType, Node } from './node.ts'

export const negate = (x: Node): Node => apply('negate', [x], {})
export const abs = (x: Node): Node => apply('abs', [x], {})
/** -1, 0 or 1. */
export const sign = (x: Node): Node => apply('sign', [x], {})
export const floor = (x: Node): Node => apply('floor', [x], {})
export const exp = (x: Node): Node => apply('exp', [x], {})
export const log = (x: Node): Node => apply('log', [x], {})
export const sqrt = (x: Node): Node => apply('sqrt', [x], {})
export const sin = (x: Node): Node => apply('sin', [x], {})
export const cos = (x: Node): Node => apply('cos', [x], {})
export const tanh = (x: Node): Node => apply('tanh', [x], {})
export const sigmoid = (x: Node): Node => apply('sigmoid', [x], {})
/** log(1 + exp(x)), without overflow. */
export const softplus = (x: Node): Node => apply('softplus', [x], {})
/** 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
export const erf = (x: Node): Node => apply('erf', [x], {})
export const relu = (x: Node): Node => leakyRelu(x, 0)
export const leakyRelu = (x: Node, slope: number = 0.01): Node => apply('leakyRelu', [x], { slope })
export const square = (x: Node): Node => multiply(x, x)
export const reciprocal = (x: Node): Node => divide(1, x)

export const add = (a: Operand, b: Operand): Node => apply('add', pair(a, b), {})
export const subtract = (a: Operand, b: Operand): Node => apply('subtract', pair(a, b), {})
export const multiply = (a: Operand, b: Operand): Node => apply('multiply', pair(a, b), {})
export const divide = (a: Operand, b: Operand): Node => apply('divide', pair(a, b), {})
/** a to the b; the gradient in b needs a > 0. */
export const power = (a: Operand, b: Operand): Node => apply('power', pair(a, b), {})
export const maximum = (a: Operand, b: Operand): Node => apply('maximum', pair(a, b), {})
export const minimum = (a: Operand, b: Operand): Node => apply('minimum', pair(a, b), {})
export const clamp = (x: Node, low: number, high: number): Node => minimum(maximum(x, low), high)

export const greater = (a: Operand, b: Operand): Node => apply('greater', pair(a, b), {})
export const less = (a: Operand, b: Operand): Node => greater(b, a)
export const greaterOrEqual = (a: Operand, b: Operand): Node => not(less(a, b))
export const lessOrEqual = (a: Operand, b: Operand): Node => not(greater(a, b))
export const equal = (a: Operand, b: Operand): Node => apply('equal', pair(a, b), {})
export const not = (x: Node): Node => apply('not', [x], {})
export const and = (a: Node, b: Node): Node => apply('and', [a, b], {})
export const or = (a: Node, b: Node): Node => not(and(not(a), not(b)))
/** `condition ? a : b`; a gradient flows only through the side that is taken. */
export const where = (condition: Node, a: Operand, b: Operand): Node =>
  apply('where', [condition, ...pair(a, b)], {})

export const cast = (x: Node, type: ElementType): Node =>
  x.type === type ? x : apply('cast', [x], { type })
/** The same value, through which no gradient flows. */
export const stopGradient = (x: Node): Node => apply('stopGradient', [x], {})

/** A number beside a node takes the node's type. */
function pair(a: Operand, b: Operand): readonly [Node, Node] {
  if (typeof a === 'number')
    return [scalar(a, typeof b === 'number' ? 'float32' : b.type), toNode(b)]
  return [a, toNode(b, a.type)]
}

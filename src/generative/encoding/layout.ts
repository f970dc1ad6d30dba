// Records of several kinds of numbers: scalars, and choices written as one number per outcome. A layout
// says where which stand; what a family puts out becomes a record by it, and is judged by it.

import { constant } from '../../learning/graph/apply.ts'
import { concat, oneHot, reshape, slice } from '../../learning/graph/arrangement.ts'
import {
  add,
  cast,
  clamp,
  exp,
  multiply,
  subtract,
  tanh,
} from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import type { Node } from '../../learning/graph/node.ts'
import { sum } from '../../learning/graph/reduction.ts'
import { gumbelSoftmax } from '../../learning/nn/gumbel-softmax.ts'
import { categoricalLoss } from '../../learning/nn/losses/categorical.ts'
import { gaussianLoss } from '../../learning/nn/losses/gaussian.ts'

/** Choices of the same number of outcomes, side by side. */
export interface ChoiceGroup {
  readonly count: number
  readonly width: number
}

/** Scalars first, then the groups of choices. */
export interface Layout {
  /** Scalars and the outcomes of all choices. */
  readonly recordWidth: number
  readonly scalars: number
  readonly groups: readonly ChoiceGroup[]
  /** By scalar, the place in the record of the outcome under which it counts; absent: it always does. */
  readonly presence: readonly (number | undefined)[]
  /** What puts out every record alike starts from: 0 for scalars, log shares for choices. */
  readonly start: readonly number[]
}

/** Scalars and choices: numbers of a row in its shortest form. */
export function codeWidth({ scalars, groups }: Layout): number {
  return scalars + groups.reduce((sum, { count }) => sum + count, 0)
}

/**
 * Codes `[batch, codes]`, scalars and the numbers of the outcomes, as a record `[batch, recordWidth]`;
 * scalars that do not count are 0.
 */
export function recordOfCodes(layout: Layout, codes: Node): Node {
  let at = layout.scalars
  const choices = layout.groups.map(({ count, width }) => {
    at += count
    return oneHot(cast(slice(codes, 1, at - count, at), 'int32'), width)
  })
  return hidden(layout, scalarsOf(layout, codes), choices)
}

/** Joined, with 0 for the scalars that do not count. */
function hidden(layout: Layout, scalars: Node | undefined, choices: readonly Node[]): Node {
  const record = joined(scalars, choices)
  if (!scalars) return record
  return joined(multiply(scalars, presence(layout, record)), choices)
}

/** One entry per choice group: `[..., count, width]` of `[..., recordWidth]`. */
function choicesOf({ scalars, groups }: Layout, record: Node): Node[] {
  let at = scalars
  return groups.map(({ count, width }) => {
    const part = slice(record, -1, at, at + count * width)
    at += count * width
    return reshape(part, [...record.shape.slice(0, -1), count, width])
  })
}

function joined(scalars: Node | undefined, choices: readonly Node[]): Node {
  const flat = choices.map((choice) => {
    const [count, width] = choice.shape.slice(-2)
    return reshape(choice, [...choice.shape.slice(0, -2), count! * width!])
  })
  return concat(scalars ? [scalars, ...flat] : flat, -1)
}

function scalarsOf({ scalars }: Layout, record: Node): Node | undefined {
  return scalars > 0 ? slice(record, -1, 0, scalars) : undefined
}

/** Whether each scalar counts, `[..., scalars]`, by the outcomes of a record. */
export function presence({ recordWidth, scalars, presence }: Layout, record: Node): Node {
  const selection = new Float32Array(recordWidth * scalars)
  presence.forEach((place, i) => {
    if (place !== undefined) selection[place * scalars + i] = 1
  })
  const always = presence.map((place) => (place === undefined ? 1 : 0))
  return add(
    matmul(record, constant(selection, [recordWidth, scalars])),
    constant(always, [scalars]),
  )
}

export interface ActivationOptions {
  readonly gumbel: Node
  /** Choices are one outcome each; else nearly so, by a softmax of temperature 0.2. */
  readonly hard?: boolean
}

/** A record from what a generator puts out: scalars on (-1, 1), drawn choices, hidden what is not there. */
export function activated(layout: Layout, output: Node, { gumbel, hard }: ActivationOptions): Node {
  const noises = choicesOf(layout, gumbel)
  const choices = choicesOf(layout, output).map((logits, i) =>
    gumbelSoftmax(logits, noises[i]!, { temperature: 0.2, hard: hard ?? false }),
  )
  const scalars = scalarsOf(layout, output)
  return hidden(layout, scalars && tanh(scalars), choices)
}

/** Scalars as `activated` gives them, and choices as logits: what a sampler hands on to be drawn from. */
export function drawable(layout: Layout, output: Node): Node {
  const scalars = scalarsOf(layout, output)
  if (!scalars) return output
  if (layout.groups.length === 0) return tanh(scalars)
  return concat([tanh(scalars), slice(output, -1, layout.scalars)], -1)
}

/** Numbers that a decoder gives: a record's, and the logarithms of the scalars' deviations. */
export function likelihoodWidth({ recordWidth, scalars }: Layout): number {
  return recordWidth + scalars
}

/**
 * -log p of a record `[batch, recordWidth]`, summed over its parts, `[batch]`: scalars that count are
 * normal, choices categorical. Parts that are `given` (1) do not count.
 */
export function layoutLoss(
  layout: Layout,
  decoded: Node,
  record: Node,
  given: Node | undefined,
): Node {
  const isAsked = given ? subtract(1, given) : add(multiply(record, 0), 1)
  const asked = choicesOf(layout, isAsked)
  const logits = choicesOf(layout, decoded)
  const losses = choicesOf(layout, record).map((choice, i) => {
    const own = slice(asked[i]!, -1, 0, 1)
    const loss = categoricalLoss(choice, logits[i]!)
    return sum(multiply(loss, reshape(own, loss.shape)), { axes: 1 })
  })
  const scalars = scalarsOf(layout, record)
  if (scalars) {
    const counts = multiply(presence(layout, record), slice(isAsked, -1, 0, layout.scalars))
    const [centre, logDeviation] = normalsOf(layout, decoded)
    losses.push(sum(multiply(gaussianLoss(scalars, centre, logDeviation), counts), { axes: 1 }))
  }
  return losses.reduce(add)
}

/** What a sampler hands on: scalars drawn from their normals, choices as logits. */
export function drawnOf(layout: Layout, decoded: Node, noise: Node): Node {
  const { recordWidth, scalars } = layout
  const logits = slice(decoded, -1, scalars, recordWidth)
  if (scalars === 0) return logits
  const [centre, logDeviation] = normalsOf(layout, decoded)
  const drawn = add(centre, multiply(exp(logDeviation), slice(noise, -1, 0, scalars)))
  return layout.groups.length > 0 ? concat([drawn, logits], -1) : drawn
}

function normalsOf({ recordWidth, scalars }: Layout, decoded: Node): [Node, Node] {
  return [slice(decoded, -1, 0, scalars), clamp(slice(decoded, -1, recordWidth), -4, 2)]
}

// The codec of table rows for families that learn records of scalars and choices. What is given is any
// subset of the fields: each training row shows a random one, none in half of the cases, and the rest
// is learnt given that; nothing given is the empty subset.

import { constant } from '../../learning/graph/apply.ts'
import { concat, slice } from '../../learning/graph/arrangement.ts'
import { add, cast, greater, multiply, where } from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import type { Node } from '../../learning/graph/node.ts'
import type { Codec } from './codec.ts'
import { type ChoiceGroup, codeWidth, type Layout, recordOfCodes } from './layout.ts'
import {
  choicesInGraph,
  choiceWidths,
  type MixedField,
  outcomeLogits,
  scoreInGraph,
  stepsOfDraw,
} from './mixed-fields.ts'

export interface MixedCodec extends Codec {
  readonly layout: Layout
  /** Steps `[batch, fields]` in the shortest form, `[batch, codes]`; what training is fed with. */
  codes(steps: Node): Node
  /** Steps `[batch, fields]` from a record whose choices are logits. */
  rows(record: Node | undefined, draw: RowDraw): Node
  /** Where the logits of the choices of each field stand in a record, and its scalar. */
  readonly places: readonly FieldPlaces[]
}

export interface RowDraw {
  /** Steps and flags of what is given, `[batch, fields]`, which is copied. */
  readonly values: Node
  readonly given: Node
  /** Of the outcomes of all fields, 0 excludes one. */
  readonly weights: Node
  /** Added to the logits of the outcomes of all fields. */
  readonly biases: readonly (readonly number[])[]
  /** `[batch, fields]` on [0, 1) */
  readonly level: Node
}

export interface FieldPlaces {
  readonly scalar: number | undefined
  readonly choices: readonly { readonly start: number; readonly width: number }[]
}

interface Choice {
  readonly field: number
  readonly part: number
  readonly width: number
}

export function mixedCodec(fields: readonly MixedField[]): MixedCodec {
  const count = fields.length
  const scored = fields.flatMap(({ knots }, i) => (knots ? [i] : []))
  const choices = fields
    .flatMap((field, i) =>
      choiceWidths(field).map((width, part): Choice => ({ field: i, part, width })),
    )
    .sort((a, b) => a.width - b.width || a.field - b.field || a.part - b.part)
  const starts = choices.map((_, i) => scored.length + total(choices.slice(0, i)))
  const places = fields.map((_, field): FieldPlaces => {
    const scalar = scored.indexOf(field)
    return {
      scalar: scalar < 0 ? undefined : scalar,
      choices: choices.flatMap((choice, i) =>
        choice.field === field ? [{ start: starts[i]!, width: choice.width }] : [],
      ),
    }
  })
  const recordWidth = scored.length + total(choices)
  const fieldOf = [
    ...scored,
    ...choices.flatMap(({ field, width }) => new Array(width).fill(field)),
  ]
  const layout: Layout = {
    recordWidth,
    scalars: scored.length,
    groups: groupsOf(choices),
    presence: scored.map((field) => places[field]!.choices[0]?.start),
    start: [...scored.map(() => 0), ...choices.flatMap((choice) => startOf(fields, choice))],
  }
  const spread = new Float32Array(count * recordWidth)
  fieldOf.forEach((field, i) => (spread[field * recordWidth + i] = 1))

  /** Flags `[batch, fields]` over the record, `[batch, recordWidth]`. */
  const overRecord = (flags: Node): Node => matmul(flags, constant(spread, [count, recordWidth]))

  function codes(steps: Node): Node {
    const column = (field: number): Node => slice(steps, 1, field, field + 1)
    const scores = scored.map((field) => scoreInGraph(fields[field]!, column(field))!)
    const outcomes = fields.map((field, i) => choicesInGraph(field, column(i)))
    const chosen = choices.map(({ field, part }) => outcomes[field]![part]!)
    return concat([...scores, ...chosen], 1)
  }

  return {
    layout,
    places,
    recordWidth,
    conditionWidth: recordWidth + count,
    besideWidth: count,
    inputs: { codes: [codeWidth(layout)] },
    noise: {
      share: { kind: 'uniform', width: 1 },
      order: { kind: 'uniform', width: count },
    },
    given: { values: [count], given: [count] },
    codes,
    example({ codes }, { share, order } = {}) {
      const record = recordOfCodes(layout, codes!)
      // Half of the rows show nothing, the others each field with a chance of their own.
      const flags = cast(greater(add(multiply(share!, 2), -1), order!), 'float32')
      const given = overRecord(flags)
      return {
        record,
        given,
        beside: flags,
        condition: concat([multiply(record, given), flags], 1),
      }
    },
    condition({ values, given }) {
      const mask = overRecord(given!)
      // What is not given may be any number, also none.
      const known = where(greater(given!, 0), values!, 0)
      return concat([multiply(recordOfCodes(layout, codes(known)), mask), given!], 1)
    },
    decode: (record) => record,
    rows(record, { values, given, weights, biases, level }) {
      let offset = 0
      const columns = fields.map((field, i) => {
        const { scalar, choices: own } = places[i]!
        const of = (start: number, width: number): Node => slice(record!, 1, start, start + width)
        const from = offset
        offset += field.outcomes.length
        const logits =
          own.length === 0
            ? undefined
            : add(
                outcomeLogits(
                  field,
                  own.map(({ start, width }) => of(start, width)),
                ),
                constant(biases[i]!, [field.outcomes.length]),
              )
        const drawn = stepsOfDraw(field, {
          logits,
          weights: slice(weights, 0, from, offset),
          level: slice(level, 1, i, i + 1),
          score: scalar === undefined ? undefined : of(scalar, 1),
        })
        const column = (x: Node): Node => slice(x, 1, i, i + 1)
        // A field that is always the same has one number for the whole batch.
        return where(greater(column(given), 0), column(values), drawn)
      })
      return concat(columns, 1)
    },
  }
}

function total(choices: readonly Choice[]): number {
  return choices.reduce((sum, { width }) => sum + width, 0)
}

function groupsOf(choices: readonly Choice[]): ChoiceGroup[] {
  const groups: { count: number; width: number }[] = []
  for (const { width } of choices) {
    const last = groups.at(-1)
    if (last?.width === width) last.count++
    else groups.push({ count: 1, width })
  }
  return groups
}

/** Log shares of the outcomes of a choice. */
function startOf(fields: readonly MixedField[], { field, part, width }: Choice): number[] {
  const { shares, ranks, base } = fields[field]!
  const sums = new Array<number>(width).fill(1e-4)
  shares.forEach((share, outcome) => {
    const rank = ranks?.[outcome] ?? outcome
    const digit = base === undefined ? rank : part === 0 ? Math.floor(rank / base) : rank % base
    sums[digit]! += share
  })
  return sums.map(Math.log)
}

// Rows from an ONNX sampler: what most families share once they are fitted. Values go in and come out
// as steps above the field's origin, so that large numbers stay exact in float32.

import { createSession, type Session, type ValueDescription } from '../../learning/onnx/session.ts'
import { fillNoise } from '../../learning/training/noise.ts'
import type { Random } from '../../random.ts'
import { type FieldSteps, stepsOfValue, valueOfSteps } from '../encoding/bins.ts'
import type { DrawOptions, GivenRows, RowModel } from './row-model.ts'

/** A field of a sampler: its steps, and what its outcomes stand for. */
export interface DrawnField extends FieldSteps {
  readonly outcomes: readonly Outcome[]
}

/** One value, any value of a quantity, or none. */
export type Outcome = number | 'any' | 'missing'

/** Replaces the noise of that name, `[rowCount, width]`. */
export type Prepare = (given: GivenRows, random: Random) => Readonly<Record<string, Float32Array>>

/**
 * Opens a model with inputs `values` and `given`, `[batch, fields]`; `weights`, one per outcome of all
 * fields, 0 excludes it; noise `<kind>/<name>`, `[batch, width]`; and the output `rows`.
 */
export async function openGraph(
  model: Uint8Array,
  fields: readonly DrawnField[],
  prepare: Prepare = () => ({}),
): Promise<RowModel> {
  const session = await createSession(model)
  return {
    draw: (given, random, options) => draw(session, fields, given, random, prepare, options),
    release: () => session.release(),
  }
}

async function draw(
  session: Session,
  fields: readonly DrawnField[],
  given: GivenRows,
  random: Random,
  prepare: Prepare,
  options: DrawOptions = {},
): Promise<Float64Array> {
  const { rowCount, values, flags } = given
  const width = fields.length
  const steps = new Float32Array(rowCount * width)
  for (let i = 0; i < steps.length; i++) {
    if (flags[i] === 1) steps[i] = stepsOfValue(fields[i % width]!, values[i]!)
  }
  const weights = outcomeWeights(fields, options)
  const { rows } = await session.run({
    values: { shape: [rowCount, width], data: steps },
    given: { shape: [rowCount, width], data: Float32Array.from(flags) },
    weights: { shape: [weights.length], data: weights },
    ...noiseFeeds(session.inputs, rowCount, random, prepare(given, random)),
  })
  const drawn = new Float64Array(rowCount * width)
  for (let i = 0; i < drawn.length; i++) {
    drawn[i] = flags[i] === 1 ? values[i]! : valueOfSteps(fields[i % width]!, rows!.data[i]!)
  }
  return drawn
}

/** The noise among the inputs of a model, drawn afresh but for what is prepared. */
export function noiseFeeds(
  inputs: readonly ValueDescription[],
  rowCount: number,
  random: Random,
  prepared: Readonly<Record<string, Float32Array>> = {},
): Record<string, { shape: number[]; data: Float32Array }> {
  const noises = inputs.filter(({ name }) => name.includes('/'))
  return Object.fromEntries(
    noises.map(({ name, shape }) => {
      const kind = name.startsWith('normal/') ? 'normal' : 'uniform'
      const width = shape[1]!
      const fresh = (): Float32Array => {
        const data = new Float32Array(rowCount * width)
        fillNoise(data, kind, random.split(name))
        return data
      }
      return [name, { shape: [rowCount, width], data: prepared[name] ?? fresh() }]
    }),
  )
}

/** 1 for each outcome that may be drawn, 0 for the others. */
function outcomeWeights(
  fields: readonly DrawnField[],
  { isComplete = false, mayBe }: DrawOptions,
): Float32Array {
  const weights = fields.flatMap(({ outcomes }, field) =>
    outcomes.map((value): number => {
      if (value === 'missing') return isComplete ? 0 : 1
      if (value === 'any') return 1
      return !mayBe || mayBe(field, value) ? 1 : 0
    }),
  )
  return Float32Array.from(weights.length === 0 ? [1] : weights)
}

// Families that learn records of scalars and choices, on rows of numbers: fields are encoded once, the
// network is trained until held-out rows say enough, single fields are calibrated, and one graph is kept
// that draws rows under any condition.

import { MillraceError } from '../../errors.ts'
import { constants, input } from '../../learning/graph/apply.ts'
import { reshape, unsqueeze } from '../../learning/graph/arrangement.ts'
import type { Node } from '../../learning/graph/node.ts'
import { encodeModel } from '../../learning/onnx/encode.ts'
import { createSession } from '../../learning/onnx/session.ts'
import { fit } from '../../learning/training/fit.ts'
import type { Groups } from '../../learning/training/program.ts'
import { createRandom } from '../../random.ts'
import { stepsOfValue } from '../encoding/bins.ts'
import { type MixedCodec, mixedCodec } from '../encoding/mixed.ts'
import { fitMixedField, type MixedField, type Scores } from '../encoding/mixed-fields.ts'
import type { GenerativeModel } from '../family.ts'
import { type Calibration, calibrate, uncalibrated } from './calibration.ts'
import { type DrawnField, noiseFeeds, openGraph, type Outcome } from './graph-rows.ts'
import { splitRows, takenRows } from './held-out-rows.ts'
import { rowFidelity } from './row-fidelity.ts'
import { fieldValues, type RowMatrix } from './row-matrix.ts'
import {
  drawnLike,
  type FamilyOptions,
  type FittedFamily,
  type RowModel,
  type TableFamily,
} from './row-model.ts'

/** What a family says of itself. */
export interface NetworkFamily {
  readonly name: string
  readonly scores: Scores
  build(codec: MixedCodec, rowCount: number): NetworkTraining
}

export interface NetworkTraining {
  readonly model: GenerativeModel
  readonly epochs: number
  /** Epochs between two judgements of what is drawn, and without a better one before it ends. */
  readonly judgedEvery: number
  readonly patience: number
  readonly averageDecay: number
}

export function networkFamily(network: NetworkFamily): TableFamily {
  return {
    name: network.name,
    fit: (rows, options) => fitNetwork(network, rows, options),
    // Safe: what this version of the format holds is what `fit` made.
    open: ({ models, state }) => openGraph(models.sampler, state as readonly DrawnField[]),
  }
}

const mostHeldRows = 2000

/** How far what is drawn is from held-out rows: 1 less the fidelity, which tells when to stop. */
const unlikeness = 'unlikeness'

async function fitNetwork(
  { name, scores, build }: NetworkFamily,
  rows: RowMatrix,
  options: FamilyOptions,
): Promise<FittedFamily> {
  const begun = performance.now()
  const fields = rows.fields.map((field, i) => fitMixedField(field, fieldValues(rows, i), scores))
  const codec = mixedCodec(fields)
  const state = fields.map(drawnField)
  const secondsSince = (): number => (performance.now() - begun) / 1000
  if (codec.recordWidth === 0) {
    const models = { sampler: encodeRows(codec, uncalibrated(fields)) }
    const record = { rows: rows.rowCount, validationRows: 0, history: [], bestEpoch: 0 }
    return { models, state, training: { ...record, seconds: secondsSince() } }
  }

  const { model, epochs, judgedEvery, patience, averageDecay } = build(codec, rows.rowCount)
  const codes = await encodedRows(codec, fields, rows, options.seed)
  const width = codec.inputs['codes']![0]!
  const { training, validation, validationCount } = splitRows(
    'codes',
    codes,
    width,
    options.seed,
    mostHeldRows,
  )
  /** The sampler that parameters make. */
  async function finished(parameters: Groups): Promise<Uint8Array> {
    const trained = { model, parameters }
    const records = await drawnRecords(codec, trained, options.seed)
    const calibration = await calibrate(fields, codec.places, records, codec.recordWidth)
    return encodeRows(codec, calibration, trained)
  }
  const held = validation?.codes.starts.map((start) => start / width)
  const judge = held && {
    metric: unlikeness,
    everyEpochs: judgedEvery,
    of: unlikenessTo(takenRows(rows, held), options.seed, async (parameters: Groups) =>
      openGraph(await finished(parameters), state),
    ),
  }
  const outcome = await fit(model.program, training, {
    ...options,
    epochs,
    judge,
    earlyStopping: judge && { metric: unlikeness, patience },
    averageDecay,
    stage: `train ${name}`,
  })
  if (outcome.status === 'diverged') {
    throw new MillraceError(
      'internal',
      `${name}: the loss stopped being a number in epoch ${outcome.epoch}`,
      { hint: outcome.advice },
    )
  }
  return {
    models: { sampler: await finished(outcome.parameters) },
    state,
    training: {
      seconds: secondsSince(),
      rows: rows.rowCount,
      validationRows: validationCount,
      history: outcome.history,
      bestEpoch: outcome.bestEpoch,
    },
  }
}

function drawnField({
  origin,
  unit,
  isWhole,
  outcomes,
  hasMissing,
  knots,
}: MixedField): DrawnField {
  const named = outcomes.map((steps, i): Outcome => {
    if (!Number.isNaN(steps)) return origin + unit * steps
    return knots && i === 0 && !(hasMissing && outcomes.length === 1) ? 'any' : 'missing'
  })
  return { origin, unit, isWhole, outcomes: named }
}

const rowsPerRun = 4096

/** Rows in their shortest form; whole numbers are spread over the unit around them. */
async function encodedRows(
  codec: MixedCodec,
  fields: readonly MixedField[],
  { rowCount, values }: RowMatrix,
  seed: number | string,
): Promise<Float32Array> {
  const steps = input('steps', [-1, fields.length])
  const bytes = encodeModel({ inputs: [steps], outputs: { codes: codec.codes(steps) } })
  const session = await createSession(bytes)
  const random = createRandom(seed).split('spread')
  const width = codec.inputs['codes']![0]!
  const codes = new Float32Array(rowCount * width)
  try {
    for (let first = 0; first < rowCount; first += rowsPerRun) {
      const count = Math.min(rowsPerRun, rowCount - first)
      const data = new Float32Array(count * fields.length)
      for (let i = 0; i < data.length; i++) {
        const field = fields[i % fields.length]!
        const own = stepsOfValue(field, values[first * fields.length + i]!)
        data[i] = field.knots && field.isWhole ? own + random.uniform() - 0.5 : own
      }
      const result = await session.run({ steps: { shape: [count, fields.length], data } })
      codes.set(result['codes']!.data as Float32Array, first * width) // Safe: the graph is float32.
    }
  } finally {
    await session.release()
  }
  return codes
}

/** Draws as many rows as are held, with the same noise each time, so that judgements compare. */
function unlikenessTo(
  held: RowMatrix,
  seed: number | string,
  open: (parameters: Groups) => Promise<RowModel>,
): (parameters: Groups) => Promise<number> {
  const random = createRandom(seed).split('judge')
  return async (parameters) => {
    const model = await open(parameters)
    try {
      const drawn = await drawnLike(model, held, random.split('draw'))
      const { score } = await rowFidelity(held, drawn, { seed, labels: ['judge', 'judge'] })
      return 1 - score
    } finally {
      await model.release()
    }
  }
}

interface Trained {
  readonly model: GenerativeModel
  readonly parameters: Groups
}

/** Records `[batch, recordWidth]`, choices as logits, and the noise that they are made of. */
function recordGraph(
  codec: MixedCodec,
  { model, parameters }: Trained,
  given: Readonly<Record<string, Node>>,
): { record: Node; noise: readonly Node<'input'>[] } {
  const noise = Object.entries(model.noise).map(([name, { kind, width }]) => {
    // Rows are drawn one by one, so there are no strata to spread over.
    const plain = kind === 'stratified' ? 'normal' : kind
    return [name, input(`${plain}/${name}`, [-1, width])] as const
  })
  const single = Object.fromEntries(noise.map(([name, node]) => [name, unsqueeze(node, 1)]))
  const record = model.sample(constants(parameters), codec.condition(given), single)
  return { record: reshape(record, [-1, codec.recordWidth]), noise: noise.map(([, node]) => node) }
}

const calibrationRows = 8192

/** Records with nothing given. */
async function drawnRecords(
  codec: MixedCodec,
  trained: Trained,
  seed: number | string,
): Promise<Float32Array> {
  const given = Object.fromEntries(
    Object.entries(codec.given).map(([name, shape]) => [name, input(name, [-1, ...shape])]),
  )
  const { record, noise } = recordGraph(codec, trained, given)
  const inputs = [...Object.values(given), ...noise]
  const session = await createSession(encodeModel({ inputs, outputs: { record } }))
  const records = new Float32Array(calibrationRows * codec.recordWidth)
  try {
    for (let first = 0; first < calibrationRows; first += rowsPerRun) {
      const random = createRandom(seed).split('calibration', first)
      const nothing = Object.fromEntries(
        Object.entries(codec.given).map(([name, [width]]) => [
          name,
          { shape: [rowsPerRun, width!], data: new Float32Array(rowsPerRun * width!) },
        ]),
      )
      const result = await session.run({
        ...nothing,
        ...noiseFeeds(session.inputs, rowsPerRun, random),
      })
      const drawn = result['record']!.data as Float32Array // Safe: the graph is float32.
      records.set(drawn, first * codec.recordWidth)
    }
  } finally {
    await session.release()
  }
  return records
}

/** The sampler, as `openGraph` feeds it. */
function encodeRows(
  codec: MixedCodec,
  { fields, biases }: Calibration,
  trained?: Trained,
): Uint8Array {
  const width = fields.length
  const total = fields.reduce((sum, { outcomes }) => sum + outcomes.length, 0)
  const values = input('values', [-1, width])
  const given = input('given', [-1, width])
  const weights = input('weights', [Math.max(1, total)])
  const level = input('uniform/level', [-1, width])
  const { record, noise } = trained
    ? recordGraph(codec, trained, { values, given })
    : { record: undefined, noise: [] }
  const rows = mixedCodec(fields).rows(record, { values, given, weights, biases, level })
  return encodeModel({ inputs: [values, given, weights, level, ...noise], outputs: { rows } })
}

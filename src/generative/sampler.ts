// From a trained model to a file that draws records, and back: condition and noise go in, records in
// the units of the data come out.

import { MillraceError } from '../errors.ts'
import { constants, input } from '../learning/graph/apply.ts'
import { sizeOf, type TensorValue } from '../learning/graph/node.ts'
import { encodeModel } from '../learning/onnx/encode.ts'
import { createSession } from '../learning/onnx/session.ts'
import { fillNoise } from '../learning/training/noise.ts'
import type { Groups } from '../learning/training/program.ts'
import type { Random } from '../random.ts'
import type { Codec } from './encoding/codec.ts'
import type { GenerativeModel } from './family.ts'
import { fillStratifiedNormals } from './stratified.ts'

export interface SamplerOptions {
  /** Samples that one run of the model draws per row. Default 100. */
  readonly samples?: number
  /** Kept in the file. */
  readonly metadata?: Readonly<Record<string, string>>
}

/**
 * A standard ONNX model. Inputs: those that the codec gives, `[batch, ...row shape]`, and
 * `<kind>/<name>` of each noise, `[batch, samples, width]`. Output: `records`,
 * `[batch, samples, recordWidth]`.
 */
export function encodeSampler<P extends Groups>(
  model: GenerativeModel<P>,
  codec: Codec,
  parameters: P,
  { samples = 100, metadata = {} }: SamplerOptions = {},
): Uint8Array {
  const given = mapEntries(codec.given, (shape, name) => input(name, [-1, ...shape]))
  const noise = mapEntries(model.noise, ({ kind, width }, name) =>
    input(`${kind}/${name}`, [-1, samples, width]),
  )
  const finished = model.finish?.(parameters) ?? parameters
  const record = model.sample(constants(finished), codec.condition(given), noise)
  return encodeModel({
    inputs: [...Object.values(given), ...Object.values(noise)],
    outputs: { records: codec.decode(record, given) },
    metadata,
  })
}

export interface Sampler {
  /** Row widths of what has to be given, by name. */
  readonly given: ReadonlyMap<string, number>
  readonly recordWidth: number
  /**
   * Records `[rows, sampleCount, recordWidth]` of the rows of `given`, each `[rows, ...]`. The records
   * of a row depend on its own random generator alone, of which there is one per row.
   */
  draw(
    given: Readonly<Record<string, Float32Array>>,
    sampleCount: number,
    randoms: readonly Random[],
  ): Promise<Float32Array>
  release(): Promise<void>
}

/** Opens what `encodeSampler` made. @throws MillraceError `bad-input` for another model. */
export async function openSampler(model: Uint8Array): Promise<Sampler> {
  const session = await createSession(model)
  const noises = session.inputs.filter(({ name }) => name.includes('/'))
  const others = session.inputs.filter(({ name }) => !name.includes('/'))
  const recordWidth = session.outputs.find(({ name }) => name === 'records')?.shape[2]
  const samples = noises[0]?.shape[1]
  if (recordWidth === undefined || samples === undefined) {
    throw new MillraceError('bad-input', 'model: not a sampler, expected noise in and records out')
  }

  async function drawRows(
    given: Readonly<Record<string, Float32Array>>,
    first: number,
    sampleCount: number,
    randoms: readonly Random[],
    target: Float32Array,
  ): Promise<void> {
    const rows = randoms.length
    const feeds: Record<string, TensorValue> = {}
    for (const { name, shape } of others) {
      const width = sizeOf(shape.slice(1))
      const data = given[name]!.subarray(first * width, (first + rows) * width)
      feeds[name] = { shape: [rows, ...shape.slice(1)], data }
    }
    const runs = Math.ceil(sampleCount / samples!)
    const drawn = noises.map(({ name, shape }) => ({
      name,
      width: shape[2]!,
      values: drawNoise(name, randoms, runs * samples!, shape[2]!),
    }))
    for (let run = 0; run < runs; run++) {
      for (const { name, width, values } of drawn) {
        const data = samplesOf(values, rows, runs * samples! * width, run, samples! * width)
        feeds[name] = { shape: [rows, samples!, width], data }
      }
      const { records } = await session.run(feeds)
      const wanted = Math.min(samples!, sampleCount - run * samples!) * recordWidth!
      for (let row = 0; row < rows; row++) {
        const start = row * samples! * recordWidth!
        const offset = (first + row) * sampleCount + run * samples!
        const part = records!.data.subarray(start, start + wanted)
        target.set(part, offset * recordWidth!)
      }
    }
  }

  return {
    given: new Map(others.map(({ name, shape }) => [name, sizeOf(shape.slice(1))])),
    recordWidth,
    async draw(given, sampleCount, randoms) {
      const target = new Float32Array(randoms.length * sampleCount * recordWidth)
      const rowsPerRun = Math.max(1, Math.floor(recordsPerRun / samples))
      for (let first = 0; first < randoms.length; first += rowsPerRun) {
        const own = randoms.slice(first, first + rowsPerRun)
        await drawRows(given, first, sampleCount, own, target)
      }
      return target
    },
    release: () => session.release(),
  }
}

/** Bounds the memory of a run. */
const recordsPerRun = 3200

/** Noise `[rows, sampleCount, width]`, each row from its own generator. */
function drawNoise(
  name: string,
  randoms: readonly Random[],
  sampleCount: number,
  width: number,
): Float32Array {
  const length = sampleCount * width
  const values = new Float32Array(randoms.length * length)
  for (const [row, random] of randoms.entries()) {
    const own = values.subarray(row * length, (row + 1) * length)
    const kind = name.split('/')[0]
    switch (kind) {
      case 'stratified':
        fillStratifiedNormals(own, width, random.split(name))
        break
      case 'normal':
      case 'uniform':
      case 'gumbel':
        fillNoise(own, kind, random.split(name))
        break
      default:
        throw new MillraceError('bad-input', `model: unknown noise, got ${name}`)
    }
  }
  return values
}

/** Of each row of `[rows, total]`, the part of `length` numbers with that index. */
function samplesOf(
  values: Float32Array,
  rows: number,
  total: number,
  part: number,
  length: number,
): Float32Array {
  if (length === total) return values
  const taken = new Float32Array(rows * length)
  for (let row = 0; row < rows; row++) {
    const start = row * total + part * length
    taken.set(values.subarray(start, start + length), row * length)
  }
  return taken
}

function mapEntries<T, U>(
  entries: Readonly<Record<string, T>>,
  map: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, value]) => [name, map(value, name)]),
  )
}

// A conditional distribution with known moments, and what a family has learnt of it.

import type { GenerativeModel } from '../../src/generative/family.ts'
import { type Codec, plainCodec } from '../../src/generative/encoding/codec.ts'
import { encodeSampler, openSampler } from '../../src/generative/sampler.ts'
import { fit } from '../../src/learning/training/fit.ts'
import { type Groups, matrixRows, type TrainingData } from '../../src/learning/training/program.ts'
import { createRandom } from '../../src/random.ts'

export const toyCodec: Codec = plainCodec(2, 1)

/**
 * Given c on [-1, 1]: x = 0.5 c + 0.15 a and y = -0.3 c + (0.15 + 0.1 c) b, where a and b are standard
 * normals of correlation 0.8.
 */
export function toyRows(count: number): TrainingData {
  const random = createRandom(11)
  const record = new Float32Array(count * 2)
  const condition = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const c = 2 * random.uniform() - 1
    const a = random.normal()
    const b = 0.8 * a + 0.6 * random.normal()
    condition[i] = c
    record[2 * i] = 0.5 * c + 0.15 * a
    record[2 * i + 1] = -0.3 * c + (0.15 + 0.1 * c) * b
  }
  return { record: matrixRows(record, 2), condition: matrixRows(condition, 1) }
}

export interface Moments {
  readonly mean: readonly [number, number]
  readonly deviation: readonly [number, number]
  readonly correlation: number
}

export function toyMoments(c: number): Moments {
  return { mean: [0.5 * c, -0.3 * c], deviation: [0.15, 0.15 + 0.1 * c], correlation: 0.8 }
}

/** Trains and gives the ONNX sampler. */
export async function trainOnToy<P extends Groups>(
  model: GenerativeModel<P>,
  options: { readonly epochs: number; readonly rows?: number; readonly averageDecay?: number },
): Promise<Uint8Array> {
  const { rows = 2048, ...rest } = options
  const outcome = await fit(model.program, toyRows(rows), { seed: 1, ...rest })
  if (outcome.status !== 'trained') throw new Error(`training ended as ${outcome.status}`)
  return encodeSampler(model, toyCodec, outcome.parameters)
}

export async function sampledMoments(model: Uint8Array, c: number): Promise<Moments> {
  const sampler = await openSampler(model)
  const count = 2000
  const records = await sampler.draw({ condition: Float32Array.of(c) }, count, [createRandom(2)])
  await sampler.release()
  const column = (field: number): number[] =>
    Array.from({ length: count }, (_, i) => records[2 * i + field]!)
  const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / count
  const [x, y] = [column(0), column(1)]
  const mean: [number, number] = [average(x), average(y)]
  const spread = (values: readonly number[], centre: number): number =>
    Math.sqrt(average(values.map((value) => (value - centre) ** 2)))
  const deviation: [number, number] = [spread(x, mean[0]), spread(y, mean[1])]
  const product = average(x.map((value, i) => (value - mean[0]) * (y[i]! - mean[1])))
  return { mean, deviation, correlation: product / (deviation[0] * deviation[1]) }
}

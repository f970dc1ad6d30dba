// Runs encoded models; the only importer of ONNX Runtime.

import { InferenceSession, Tensor } from 'onnxruntime-node'
import { MillraceError } from '../../errors.ts'
import {
  formatShape,
  type ElementType,
  type Shape,
  type TensorData,
  type TensorValue,
} from '../graph/node.ts'
import { countNodes } from './graph-size.ts'

export type TensorValues = Readonly<Record<string, TensorValue>>

/**
 * First output of a model that is given all others and returns none. The binding copies every output,
 * given ones too, about 0.8 ms per million numbers; it does so one after another once the run is over,
 * and stops with an error at a sequence. By then everything has been written in place.
 */
export const writtenMark = 'written'
const stopAtSequence = 'Non tensor type is temporarily not supported'

export interface SessionOptions {
  /** Threads within one operator; more than one is often slower on shared cores. */
  readonly threads?: number
  /**
   * How long one of several threads stays awake without work, at most, before it leaves its core to others; default 0.
   * Waking it costs time on every operator, staying awake costs the others theirs.
   */
  readonly spinMicroseconds?: number
  /** Writes a profile under this file prefix, completed at `release`. */
  readonly profile?: string
}

/** What a model declares of one input or output; -1 is the symbolic batch. */
export interface ValueDescription {
  readonly name: string
  readonly shape: Shape
  readonly type: ElementType
}

export interface Session {
  readonly inputs: readonly ValueDescription[]
  readonly outputs: readonly ValueDescription[]
  /**
   * Runs the model. Outputs that are given are written in place, without a copy; the others are
   * returned in new arrays. Throws `bad-input` where a feed is missing or of another shape or element
   * type, an output shares memory with a feed, or is not given to a model that only writes in place.
   */
  run(feeds: TensorValues, outputs?: TensorValues): Promise<TensorValues>
  /**
   * Checks and wraps once what is run many times over the same arrays: a training step writes its
   * batch into the feeds' arrays and runs again.
   */
  prepare(feeds: TensorValues, outputs?: TensorValues): () => Promise<TensorValues>
  release(): Promise<void>
}

/** Loads a model. Throws `bad-input` where ONNX Runtime rejects it. */
export async function createSession(
  model: Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  const { profile } = options
  const runtime = await load(model, options)
  const inputs = runtime.inputMetadata.map(describe)
  const [first] = runtime.outputMetadata
  const returnsNothing = first?.name === writtenMark && !first.isTensor
  const outputs = runtime.outputMetadata.slice(returnsNothing ? 1 : 0).map(describe)

  function prepare(feeds: TensorValues, given: TensorValues = {}): () => Promise<TensorValues> {
    const wrappedFeeds: Record<string, Tensor> = {}
    for (const value of inputs) wrappedFeeds[value.name] = wrap('feed', value, feeds[value.name])
    expectKnown('feed', feeds, inputs)
    expectKnown('output', given, outputs)
    expectApart(feeds, given)
    const fetches: Record<string, Tensor | null> = {}
    for (const value of outputs) {
      const target = given[value.name]
      const isReturned = target === undefined && !returnsNothing
      fetches[value.name] = isReturned ? null : wrap('output', value, target)
    }
    if (returnsNothing) {
      fetches[writtenMark] = null
      return async () => {
        await runtime.run(wrappedFeeds, fetches).catch(expectStop)
        return given
      }
    }
    return async () => {
      const results = await runtime.run(wrappedFeeds, fetches)
      return Object.fromEntries(
        outputs.map(({ name }) => [name, given[name] ?? unwrap(results[name])]),
      )
    }
  }

  return {
    inputs,
    outputs,
    prepare,
    run: (feeds, given) => prepare(feeds, given)(),
    async release() {
      if (profile !== undefined) runtime.endProfiling()
      await runtime.release()
    },
  }
}

/**
 * Nodes from which a graph is run by the executor that may run nodes side by side. The other one plans
 * ahead which results can share memory, in a time that grows with the square of the nodes: 0.8 s for
 * 2,500, 3.6 s for 5,000 and 19 s for 9,600 (the sampler of 160 fields), against 0.3, 0.8 and 2.4 s.
 * It runs twice as fast, so a smaller graph is worth the wait.
 */
const largeGraph = 6000

async function load(
  model: Uint8Array,
  { threads = 1, spinMicroseconds = 0, profile }: SessionOptions,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      ...(countNodes(model) >= largeGraph
        ? { executionMode: 'parallel' as const, interOpNumThreads: 2 }
        : { interOpNumThreads: 1 }),
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
      extra: {
        session: {
          intra_op: {
            allow_spinning: spinMicroseconds > 0 ? '1' : '0',
            spin_duration_us: String(spinMicroseconds),
          },
        },
      },
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MillraceError('bad-input', `model: cannot be loaded, expected ONNX, got ${reason}`, {
      cause,
    })
  }
}

/** Passes over the error that says that the run is over and its outputs are in place. */
function expectStop(error: unknown): void {
  if (!(error instanceof Error && error.message.startsWith(stopAtSequence))) throw error
}

function describe(value: InferenceSession.ValueMetadata): ValueDescription {
  if (!value.isTensor) {
    throw new MillraceError('unsupported', `model: '${value.name}' is no tensor`)
  }
  const { name, type } = value
  if (type !== 'float32' && type !== 'int32' && type !== 'bool') {
    throw new MillraceError(
      'unsupported',
      `model: '${name}' has an unknown element type, expected float32, int32 or bool, got ${type}`,
    )
  }
  return { name, type, shape: value.shape.map((size) => (typeof size === 'number' ? size : -1)) }
}

function wrap(role: string, expected: ValueDescription, value: TensorValue | undefined): Tensor {
  const { name, shape, type } = expected
  const isShape =
    value?.shape.length === shape.length &&
    shape.every((size, i) => size === -1 || size === value.shape[i])
  if (value === undefined || !isShape) {
    const got = value === undefined ? 'nothing' : formatShape(value.shape)
    throw new MillraceError(
      'bad-input',
      `${role} '${name}': wrong shape, expected ${formatShape(shape)}, got ${got}`,
    )
  }
  const { data } = value
  if (type === 'float32' && data instanceof Float32Array) return new Tensor(type, data, value.shape)
  if (type === 'int32' && data instanceof Int32Array) return new Tensor(type, data, value.shape)
  if (type === 'bool' && data instanceof Uint8Array) return new Tensor(type, data, value.shape)
  throw new MillraceError(
    'bad-input',
    `${role} '${name}': wrong array, expected one of ${type}, got ${data.constructor.name}`,
  )
}

function unwrap(tensor: Tensor | undefined): TensorValue {
  const data = tensor?.data
  if (
    tensor === undefined ||
    !(data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array)
  ) {
    throw new MillraceError('internal', 'session: an output of unknown element type was returned')
  }
  return { shape: tensor.dims, data }
}

/** An operator may write an output before another has read the input under it. */
function expectApart(feeds: TensorValues, outputs: TensorValues): void {
  for (const [name, { data }] of Object.entries(outputs)) {
    const other = Object.entries(feeds).find(([, feed]) => overlaps(data, feed.data))
    if (other) {
      throw new MillraceError(
        'bad-input',
        `output '${name}': shares memory with a feed, expected an array of its own, got that of '${other[0]}'`,
      )
    }
  }
}

function overlaps(a: TensorData, b: TensorData): boolean {
  return (
    a.buffer === b.buffer &&
    a.byteOffset < b.byteOffset + b.byteLength &&
    b.byteOffset < a.byteOffset + a.byteLength
  )
}

function expectKnown(role: string, values: TensorValues, known: readonly ValueDescription[]): void {
  const names = known.map(({ name }) => name)
  const unknown = Object.keys(values).find((name) => !names.includes(name))
  if (unknown !== undefined) {
    throw new MillraceError(
      'bad-input',
      `${role} '${unknown}': no such name in the model, expected ${names.join(', ')}, got ${unknown}`,
    )
  }
}

import { afterAll, describe, expect, test } from 'vitest'
import { input } from '../../../src/learning/graph/apply.ts'
import { gather } from '../../../src/learning/graph/arrangement.ts'
import { add, greater, multiply } from '../../../src/learning/graph/elementwise.ts'
import type { TensorValue } from '../../../src/learning/graph/node.ts'
import { encodeModel } from '../../../src/learning/onnx/encode.ts'
import { createSession } from '../../../src/learning/onnx/session.ts'

const state = input('state', [3])
const step = input('step', [])
const model = encodeModel({
  inputs: [state, step],
  outputs: { next: add(state, step), large: greater(multiply(state, 2), 5) },
})
const session = await createSession(model)
afterAll(() => session.release())

const vector = (...data: number[]): TensorValue => ({
  shape: [data.length],
  data: Float32Array.from(data),
})
const scalar = (value: number): TensorValue => ({ shape: [], data: Float32Array.of(value) })

describe('a session', () => {
  test('describes what it takes and gives', () => {
    expect(session.inputs).toEqual([
      { name: 'state', shape: [3], type: 'float32' },
      { name: 'step', shape: [], type: 'float32' },
    ])
    expect(session.outputs.map(({ type }) => type)).toEqual(['float32', 'bool'])
  })

  test('returns the same for the same feeds, in new arrays', async () => {
    const feeds = { state: vector(1, 2, 3), step: scalar(0.5) }
    const first = await session.run(feeds)
    const second = await session.run(feeds)
    expect([...first.next!.data]).toEqual([1.5, 2.5, 3.5])
    expect([...first.large!.data]).toEqual([0, 0, 1])
    expect(second).toEqual(first)
    expect(second.next!.data).not.toBe(first.next!.data)
  })

  test('writes given outputs in place and leaves its inputs untouched, step after step', async () => {
    const [even, odd] = [vector(0, 1, 2), vector(0, 0, 0)]
    const by = scalar(1)
    const forth = session.prepare({ state: even, step: by }, { next: odd })
    const back = session.prepare({ state: odd, step: by }, { next: even })
    const { next } = await forth()
    expect(next).toBe(odd)
    expect([...odd.data]).toEqual([1, 2, 3])
    expect([...even.data]).toEqual([0, 1, 2])
    by.data[0] = 10
    await back()
    expect([...even.data]).toEqual([11, 12, 13])
    expect([...odd.data]).toEqual([1, 2, 3])
  })

  test.each([
    [
      'a missing feed',
      { state: vector(1, 2, 3) },
      "feed 'step': wrong shape, expected [], got nothing",
    ],
    [
      'another shape',
      { state: vector(1), step: scalar(1) },
      "feed 'state': wrong shape, expected [3], got [1]",
    ],
    [
      'an unknown name',
      { state: vector(1, 2, 3), step: scalar(1), x: scalar(1) },
      "feed 'x': no such name",
    ],
    [
      'another element type',
      { state: { shape: [3], data: new Float64Array(3) }, step: scalar(1) },
      "feed 'state': wrong array, expected one of float32, got Float64Array",
    ],
  ])('refuses %s', async (_, feeds, message) => {
    await expect(async () => session.run(feeds)).rejects.toThrow(message)
  })

  test('refuses an output that shares memory with a feed', () => {
    const data = new Float32Array(6)
    const feeds = { state: { shape: [3], data: data.subarray(0, 3) }, step: scalar(1) }
    const shifted = { next: { shape: [3], data: data.subarray(2, 5) } }
    expect(() => session.prepare(feeds, shifted)).toThrow("got that of 'state'")
    expect(() =>
      session.prepare(feeds, { next: { shape: [3], data: data.subarray(3) } }),
    ).not.toThrow()
  })

  test('of a model that only writes in place returns nothing but what it was given', async () => {
    const table = input('table', [2, 2])
    const row = input('row', [1], 'int32')
    const taken = gather(table, row)
    const inPlace = await createSession(
      encodeModel({
        inputs: [table, row],
        outputs: { taken, twice: multiply(taken, 2) },
        writesInPlace: true,
      }),
    )
    const feeds = {
      table: { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
      row: { shape: [1], data: Int32Array.of(1) },
    }
    const given = {
      taken: { shape: [1, 2], data: new Float32Array(2) },
      twice: { shape: [1, 2], data: new Float32Array(2) },
    }
    try {
      expect(inPlace.outputs.map(({ name }) => name)).toEqual(['taken', 'twice'])
      expect(() => inPlace.prepare(feeds, { taken: given.taken })).toThrow(
        "output 'twice': wrong shape, expected [1, 2], got nothing",
      )
      const run = inPlace.prepare(feeds, given)
      expect(await run()).toBe(given)
      expect([...given.taken.data, ...given.twice.data]).toEqual([3, 4, 6, 8])
      feeds.row.data[0] = 0
      await run()
      expect([...given.taken.data, ...given.twice.data]).toEqual([1, 2, 2, 4])
      feeds.row.data[0] = 7
      await expect(run()).rejects.toThrow('out of')
    } finally {
      await inPlace.release()
    }
  })

  test('leaves denormal numbers of the process alone', async () => {
    const result = await session.run({ state: vector(1e-39, 0, 0), step: scalar(0) })
    expect(result.next!.data[0]).toBe(Math.fround(1e-39))
    expect(Number.MIN_VALUE * 2 > 0).toBe(true)
  })

  test('refuses bytes that are no model', async () => {
    await expect(createSession(Uint8Array.of(1, 2, 3))).rejects.toThrow('model: cannot be loaded')
  })
})

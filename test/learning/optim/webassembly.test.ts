import { expect, test } from 'vitest'
import {
  arithmetic,
  assembleModule,
  createMemory,
  instantiate,
  instruction,
  types,
  type Code,
} from '../../../src/learning/optim/webassembly.ts'

const { getLocal, loop, load, store, splat, f32Constant } = instruction

/** Doubles and adds a number to each of the numbers from byte 0 on. */
function affine(limitBytes: number, shift: number): Float32Array {
  const cursor = 2
  const body: Code = [
    getLocal(cursor),
    [getLocal(cursor), load, f32Constant(2), splat, arithmetic.multiply.vector],
    [getLocal(1), splat, arithmetic.add.vector, store],
  ]
  const bytes = assembleModule([types.i32, types.f32], [types.i32], loop(cursor, 0, body))
  const memory = createMemory(64)
  const numbers = new Float32Array(memory.buffer, 0, 16).fill(1)
  instantiate(bytes, memory)(limitBytes, shift)
  return numbers
}

test('a loop works on four numbers at a time, up to its limit', () => {
  expect([...affine(32, 0.5)]).toEqual([...Array(8).fill(2.5), ...Array(8).fill(1)])
})

test('indices larger than a byte are encoded', () => {
  const locals = Array<number>(200).fill(types.f32)
  const code = [f32Constant(7), instruction.setLocal(200), getLocal(0), getLocal(200), splat, store]
  const memory = createMemory(100_000)
  instantiate(assembleModule([types.i32], locals, code), memory)(70_000)
  expect(memory.buffer.byteLength).toBe(131_072)
  expect(new Float32Array(memory.buffer, 70_000, 4)).toEqual(Float32Array.of(7, 7, 7, 7))
})

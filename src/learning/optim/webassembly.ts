// The little of WebAssembly's binary format that update kernels need (W3C, WebAssembly Core 2.0).

/** Bytes of code; nested lists are put one after another. */
export type Code = readonly (number | Code)[]

export const types = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const

/** Instructions by the name of the specification, with a dot for its kind. */
export const instruction = {
  getLocal: (index: number): Code => [0x20, unsigned(index)],
  setLocal: (index: number): Code => [0x21, unsigned(index)],
  i32Add: [0x6a],
  f32Constant: (value: number): Code => [0x43, [...new Uint8Array(Float32Array.of(value).buffer)]],
  f32Add: [0x92],
  /** Four numbers from the address on the stack. */
  load: [simd(0x00), 4, 0],
  /** Four numbers to the address under them on the stack. */
  store: [simd(0x0b), 4, 0],
  splat: simd(0x13),
  extractLane: (lane: number): Code => [simd(0x1f), lane],
  f32x4Add: simd(0xe4),
  /** Runs `body` for cursor = 0, 16, 32, ... below the number in the local `limit`, at least once. */
  loop: (cursor: number, limit: number, body: Code): Code => [
    [0x41, 0, 0x21, unsigned(cursor), 0x03, 0x40, body],
    [0x20, unsigned(cursor), 0x41, 16, 0x6a, 0x22, unsigned(cursor)],
    [0x20, unsigned(limit), 0x49, 0x0d, 0, 0x0b],
  ],
} as const

/** Opcodes that take one number or four. */
export const arithmetic = {
  abs: { scalar: [0x8b], vector: simd(0xe0) },
  negate: { scalar: [0x8c], vector: simd(0xe1) },
  sqrt: { scalar: [0x91], vector: simd(0xe3) },
  add: { scalar: [0x92], vector: simd(0xe4) },
  subtract: { scalar: [0x93], vector: simd(0xe5) },
  multiply: { scalar: [0x94], vector: simd(0xe6) },
  divide: { scalar: [0x95], vector: simd(0xe7) },
  minimum: { scalar: [0x96], vector: simd(0xe8) },
  maximum: { scalar: [0x97], vector: simd(0xe9) },
} as const

/** A module that imports `memory.memory` and exports one function, `run`, without a result. */
export function assembleModule(
  parameters: readonly number[],
  locals: readonly number[],
  code: Code,
): Uint8Array {
  const body = flatten([list(locals.map((type) => [1, type])), code, 0x0b])
  return Uint8Array.from(
    flatten([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [[0x60, list(parameters.map((type) => [type])), 0]]),
      section(2, [[text('memory'), text('memory'), 2, 0, 1]]),
      section(3, [[0]]),
      section(7, [[text('run'), 0, 0]]),
      section(10, [[unsigned(body.length), body]]),
    ]),
  )
}

/** Memory of a fixed size; typed arrays over its buffer are what a module works on. */
export interface ModuleMemory {
  readonly buffer: ArrayBuffer
}

// The part of the standard global that is used; Node's own type definitions leave it out.
interface WebAssemblyGlobal {
  readonly Memory: new (options: { initial: number; maximum: number }) => ModuleMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { run(...values: readonly number[]): void } }
}
const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyGlobal }

export function createMemory(byteLength: number): ModuleMemory {
  const pages = Math.max(1, Math.ceil(byteLength / 65536))
  return new WebAssembly.Memory({ initial: pages, maximum: pages })
}

/** The function of an assembled module. */
export function instantiate(
  bytes: Uint8Array,
  memory: ModuleMemory,
): (...values: readonly number[]) => void {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { memory: { memory } }).exports.run
}

function section(id: number, entries: readonly Code[]): Code {
  const content = flatten(list(entries))
  return [id, unsigned(content.length), content]
}

function list(entries: readonly Code[]): Code {
  return [unsigned(entries.length), entries]
}

function text(value: string): Code {
  return [value.length, [...new TextEncoder().encode(value)]]
}

function simd(opcode: number): Code {
  return [0xfd, unsigned(opcode)]
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, unsigned(value >>> 7)]
}

function flatten(code: Code): number[] {
  return code.flatMap((part) => (typeof part === 'number' ? [part] : flatten(part)))
}

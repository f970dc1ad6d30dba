// An update of long vectors compiled to one WebAssembly loop with 128-bit SIMD. As ONNX nodes an Adam
// update is ten passes over memory and three copied outputs; here it is one pass, in place.

import { MillraceError } from '../../errors.ts'
import { isOperator, topologicalOrder, type Node } from '../graph/node.ts'
import { arithmetic, assembleModule, instruction, types, type Code } from './webassembly.ts'

/** What a kernel computes: vectors get new values from the old ones and the scalars. */
export interface KernelDefinition {
  /** Names of the float32 `[n]` inputs, in the order of the pointers that the kernel takes. */
  readonly vectors: readonly string[]
  /** Names of the float32 `[]` inputs, in the order of the numbers that the kernel takes. */
  readonly scalars: readonly string[]
  /** New values by the name of the vector that they replace. */
  readonly results: ReadonlyMap<string, Node>
}

/**
 * A module whose `run(byteLength, ...pointers, ...scalars)` does the update. Vectors are aligned to 16
 * bytes and padded with zeros to a multiple of four numbers. Results may hold the operators of
 * `arithmetic`, and sums over all elements. Throws `internal` for anything else.
 */
export function compileKernel({ vectors, scalars, results }: KernelDefinition): Uint8Array {
  const parameters = [types.i32, ...vectors.map(() => types.i32), ...scalars.map(() => types.f32)]
  const locals: number[] = []
  const addLocal = (type: number): number => parameters.length + locals.push(type) - 1
  const nodes = topologicalOrder([...results.values()])
  const stages = stagesOf(nodes)
  const cursor = addLocal(types.i32)
  const places = new Map(
    nodes.map((node) => [node, addLocal(isScalar(node) ? types.f32 : types.v128)]),
  )
  const totals = new Map(nodes.filter(isSum).map((node) => [node, addLocal(types.v128)]))

  const scalarOf = (node: Node): Code => instruction.getLocal(places.get(node)!)
  const vectorOf = (node: Node): Code =>
    isScalar(node) ? [scalarOf(node), instruction.splat] : scalarOf(node)
  const addressOf = (name: string): Code => [
    instruction.getLocal(1 + expectIndex(vectors, name)),
    instruction.getLocal(cursor),
    instruction.i32Add,
  ]

  function valueOf(node: Node): Code {
    if (isOperator(node, 'input')) {
      const { name } = node.attributes
      if (!isScalar(node)) return [addressOf(name), instruction.load]
      return instruction.getLocal(1 + vectors.length + expectIndex(scalars, name))
    }
    if (isOperator(node, 'constant')) {
      return instruction.f32Constant(Number(node.attributes.value.data[0]))
    }
    if (isSum(node)) return sumOfLanes(totals.get(node)!)
    const opcodes = arithmeticOf(node)
    return isScalar(node)
      ? [node.inputs.map(scalarOf), opcodes.scalar]
      : [node.inputs.map(vectorOf), opcodes.vector]
  }

  const compute = (node: Node): Code => [valueOf(node), instruction.setLocal(places.get(node)!)]
  const accumulate = (node: Node): Code => {
    const total = totals.get(node)!
    const next = [instruction.getLocal(total), vectorOf(node.inputs[0]!), instruction.f32x4Add]
    return [next, instruction.setLocal(total)]
  }
  const replace = ([name, node]: readonly [string, Node]): Code => [
    addressOf(name),
    vectorOf(node),
    instruction.store,
  ]

  // One loop per stage: all but the last add up sums, the last writes the results.
  const lastStage = Math.max(0, ...stages.values())
  const code = Array.from({ length: lastStage + 1 }, (_, stage): Code => {
    const isOfStage = (node: Node): boolean => stages.get(node) === stage
    const sums = nodes.filter((node) => isSum(node) && stages.get(node) === stage + 1)
    const wanted = stage === lastStage ? [...results.values()] : sums.flatMap((x) => x.inputs)
    const elements = topologicalOrder(wanted).filter((node) => !isScalar(node))
    const ends = stage === lastStage ? [...results].map(replace) : sums.map(accumulate)
    return [
      nodes.filter((node) => isScalar(node) && isOfStage(node)).map(compute),
      instruction.loop(cursor, 0, [elements.map(compute), ends]),
    ]
  })
  return assembleModule(parameters, locals, code)
}

/** The same for all elements. */
function isScalar(node: Node): boolean {
  return node.shape.length === 0
}

function isSum(node: Node): boolean {
  return node.operator === 'sum'
}

/** The stage in which a node is known: what uses a sum comes one loop after it was added up. */
function stagesOf(nodes: readonly Node[]): Map<Node, number> {
  const stages = new Map<Node, number>()
  for (const node of nodes) {
    const before = node.inputs.reduce((stage, x) => Math.max(stage, stages.get(x)!), 0)
    stages.set(node, before + (isSum(node) ? 1 : 0))
  }
  return stages
}

function sumOfLanes(total: number): Code {
  const lane = (index: number): Code => [
    instruction.getLocal(total),
    instruction.extractLane(index),
  ]
  return [lane(0), [1, 2, 3].map((index) => [lane(index), instruction.f32Add])]
}

function arithmeticOf({ operator }: Node): { readonly scalar: Code; readonly vector: Code } {
  const opcodes = Object.entries(arithmetic).find(([name]) => name === operator)?.[1]
  if (!opcodes) {
    throw new MillraceError('internal', `kernel: operator '${operator}' is no part of an update`)
  }
  return opcodes
}

function expectIndex(names: readonly string[], name: string): number {
  const index = names.indexOf(name)
  if (index >= 0) return index
  throw new MillraceError(
    'internal',
    `kernel: unknown input, expected one of ${names.join(', ')}, got ${name}`,
  )
}

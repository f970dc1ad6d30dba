// How large a model's graph is, whatever its weights weigh.

import { delimitedFields } from './protobuf.ts'

// Field numbers of ModelProto and GraphProto.
const graphField = 7
const nodeField = 1

/** Nodes of the graph. Throws `bad-input` where the bytes are no model. */
export function countNodes(model: Uint8Array): number {
  let count = 0
  for (const [field, graph] of delimitedFields(model)) {
    if (field !== graphField) continue
    for (const [part] of delimitedFields(graph)) if (part === nodeField) count++
  }
  return count
}

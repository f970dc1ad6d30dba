// Reading back what `encodeModel` keeps beside the graph, which the runtime does not show.

import { delimitedFields } from './protobuf.ts'

// Field numbers of ModelProto and StringStringEntryProto.
const metadataField = 14
const keyField = 1
const valueField = 2

/** The metadata of an ONNX model. Throws `bad-input` where the bytes are no model. */
export function readMetadata(model: Uint8Array): Record<string, string> {
  const metadata: Record<string, string> = {}
  for (const [field, entry] of delimitedFields(model)) {
    if (field !== metadataField) continue
    const parts = new Map(delimitedFields(entry))
    const text = (part: number): string => new TextDecoder().decode(parts.get(part))
    metadata[text(keyField)] = text(valueField)
  }
  return metadata
}

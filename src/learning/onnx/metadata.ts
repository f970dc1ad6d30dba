// What an ONNX model keeps beside the graph, which the runtime does not show: read back, and added.

import { delimitedFields, MessageWriter } from './protobuf.ts'

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

/** The same model with more metadata. */
export function withMetadata(
  model: Uint8Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const added = new MessageWriter()
  for (const [key, value] of Object.entries(metadata)) {
    const entry = new MessageWriter().string(keyField, key).string(valueField, value)
    added.message(metadataField, entry)
  }
  // Fields of a message may stand in any order: appended ones belong to it.
  return Buffer.concat([model, added.finish()])
}

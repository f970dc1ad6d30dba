// Distinct texts and their codes, looked up by their bytes so that a repeated text is never decoded.

import { isUtf8 } from 'node:buffer'

export interface TextLevels {
  /** In the order of their first appearance. */
  readonly levels: readonly string[]
  /** The code of the text in `bytes[start, end)`; -1 where the bytes are not UTF-8. */
  codeOf(bytes: Uint8Array, start: number, end: number): number
}

export function createTextLevels(): TextLevels {
  const levels: string[] = []
  const encoded: Uint8Array[] = []
  // Open addressing (Knuth, TAOCP vol. 3, 6.4): slot -> code + 1, 0 is free.
  let slots = new Int32Array(64)
  let hashes = new Int32Array(32)
  let last = -1

  function isLevel(code: number, bytes: Uint8Array, start: number, length: number): boolean {
    const level = encoded[code]!
    if (level.length !== length) return false
    for (let i = 0; i < length; i++) if (level[i] !== bytes[start + i]) return false
    return true
  }

  function add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    // `slice` of a Buffer would share its memory.
    const copy = new Uint8Array(bytes.subarray(start, end))
    if (!isUtf8(copy)) return -1
    const code = levels.length
    levels.push(Buffer.from(copy.buffer).toString('utf8'))
    encoded.push(copy)
    if (code === hashes.length) hashes = extended(hashes)
    hashes[code] = hash
    slots[slot] = code + 1
    if (2 * levels.length > slots.length) rehash()
    return code
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 4)
    const mask = slots.length - 1
    for (let code = 0; code < levels.length; code++) {
      let slot = hashes[code]! & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = code + 1
    }
  }

  return {
    levels,
    codeOf(bytes, start, end) {
      const length = end - start
      // Long-format files repeat the same identifier over many rows.
      if (last >= 0 && isLevel(last, bytes, start, length)) return last
      const hash = hashOf(bytes, start, end)
      const mask = slots.length - 1
      let slot = hash & mask
      for (;;) {
        const code = slots[slot]! - 1
        if (code < 0) {
          const added = add(bytes, start, end, hash, slot)
          if (added >= 0) last = added
          return added
        }
        if (hashes[code] === hash && isLevel(code, bytes, start, length)) {
          last = code
          return code
        }
        slot = (slot + 1) & mask
      }
    },
  }
}

// FNV-1a with the murmur3 finaliser, as in random.ts.
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

function extended(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}

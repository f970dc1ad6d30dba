// Samplers that stay open between calls, so that one row is answered at once, but never more than a few:
// each holds memory outside JavaScript's reach, and who uses a model need not say when it is done.

import { openSampler, type Sampler } from './sampler.ts'

export interface SamplerPool {
  /** Opens the model, unless it is open, and keeps it open at least until the work has ended. */
  use<T>(model: Uint8Array, work: (sampler: Sampler) => Promise<T>): Promise<T>
  /** Models that are open. */
  readonly size: number
}

interface Entry {
  readonly sampler: Promise<Sampler>
  users: number
}

/** Beyond `capacity`, what was used longest ago and is not in use is released. */
export function createSamplerPool(
  capacity: number,
  open: (model: Uint8Array) => Promise<Sampler> = openSampler,
): SamplerPool {
  // In the order of their last use.
  const entries = new Map<Uint8Array, Entry>()

  async function releaseOldest(): Promise<void> {
    for (const [model, { sampler, users }] of entries) {
      if (entries.size <= capacity) return
      if (users > 0) continue
      entries.delete(model)
      await (await sampler).release()
    }
  }

  return {
    get size() {
      return entries.size
    },
    async use(model, work) {
      const entry = entries.get(model) ?? { sampler: open(model), users: 0 }
      entries.delete(model)
      entries.set(model, entry)
      entry.users++
      try {
        return await work(await entry.sampler)
      } catch (error) {
        // What cannot be opened is tried again next time; an error of the work leaves it open.
        await entry.sampler.catch(() => entries.delete(model))
        throw error
      } finally {
        entry.users--
        await releaseOldest()
      }
    },
  }
}

import { expect, test } from 'vitest'
import { createSamplerPool } from '../../src/generative/sampler-pool.ts'
import type { Sampler } from '../../src/generative/sampler.ts'

const models = [Uint8Array.of(0), Uint8Array.of(1), Uint8Array.of(2)] as const

/** A pool of two that notes what is opened and released. */
function recordingPool() {
  const notes: string[] = []
  const pool = createSamplerPool(2, async (model) => {
    notes.push(`open ${model[0]}`)
    const sampler: Sampler = {
      given: new Map(),
      recordWidth: 1,
      draw: async () => Float32Array.of(model[0]!),
      release: async () => void notes.push(`release ${model[0]}`),
    }
    return sampler
  })
  const draw = (model: Uint8Array): Promise<Float32Array> =>
    pool.use(model, (sampler) => sampler.draw({}, 1, []))
  return { notes, pool, draw }
}

test('a model that is used again is not opened again', async () => {
  const { notes, draw } = recordingPool()
  expect([...(await draw(models[1]))]).toEqual([1])
  await draw(models[1])
  await Promise.all([draw(models[0]), draw(models[0])])
  expect(notes).toEqual(['open 1', 'open 0'])
})

test('what was used longest ago is released once there are too many', async () => {
  const { notes, pool, draw } = recordingPool()
  for (const place of [0, 1, 0, 2] as const) await draw(models[place])
  expect(notes).toEqual(['open 0', 'open 1', 'open 2', 'release 1'])
  expect(pool.size).toBe(2)
})

test('what is in use is not released', async () => {
  const { notes, pool, draw } = recordingPool()
  let finish = (): void => undefined
  const ending = new Promise<void>((resolve) => {
    finish = resolve
  })
  const working = pool.use(models[0], () => ending)
  await draw(models[1])
  await draw(models[2])
  expect(notes).not.toContain('release 0')
  finish()
  await working
  expect(pool.size).toBe(2)
})

test('a model that cannot be opened is tried again, an error of the work leaves it open', async () => {
  let tries = 0
  const pool = createSamplerPool(1, async () => {
    tries++
    throw new Error('broken')
  })
  const use = (): Promise<void> => pool.use(models[0], async () => undefined)
  await expect(use()).rejects.toThrow('broken')
  await expect(use()).rejects.toThrow('broken')
  expect(tries).toBe(2)
  expect(pool.size).toBe(0)

  const other = recordingPool()
  const failing = other.pool.use(models[0], async () => {
    throw new Error('no rows')
  })
  await expect(failing).rejects.toThrow('no rows')
  expect(other.pool.size).toBe(1)
})

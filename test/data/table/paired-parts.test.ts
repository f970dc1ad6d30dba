import { describe, expect, test } from 'vitest'
import { unzip } from '../../../src/data/table/paired-parts.ts'

async function* counting(count: number, seen: number[] = []): AsyncGenerator<[number, string]> {
  for (let i = 0; i < count; i++) {
    seen.push(i)
    yield [i, `${i}`]
    await Promise.resolve()
  }
}

async function all<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const part of parts) found.push(part)
  return found
}

describe('pairs as two streams', () => {
  test('each reader has its side of every pair', async () => {
    const [numbers, texts] = unzip(counting(20))
    const found = await Promise.all([all(numbers), all(texts)])
    expect(found[0]).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(found[1]).toEqual(found[0].map(String))
  })

  test('a reader that is ahead waits for the other', async () => {
    const seen: number[] = []
    const [numbers, texts] = unzip(counting(100, seen))
    const ahead = all(numbers)
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(seen.length).toBeLessThan(5)
    await Promise.all([ahead, all(texts)])
    expect(seen.length).toBe(100)
  })

  test('where one reader gives up, the other fails', async () => {
    const [numbers, texts] = unzip(counting(100))
    const giveUp = async (): Promise<void> => {
      for await (const text of texts) if (text === '3') break
    }
    const results = await Promise.allSettled([all(numbers), giveUp()])
    expect(results[0]).toMatchObject({
      status: 'rejected',
      reason: new Error('the other reader of the pairs gave up'),
    })
  })

  test('an error of the source reaches both', async () => {
    async function* broken(): AsyncGenerator<[number, number]> {
      yield [1, 1]
      await Promise.resolve()
      throw new Error('no more')
    }
    const [a, b] = unzip(broken())
    await Promise.all([
      expect(all(a)).rejects.toThrow('no more'),
      expect(all(b)).rejects.toThrow('no more'),
    ])
  })
})

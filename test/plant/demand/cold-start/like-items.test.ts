import { describe, expect, test } from 'vitest'
import {
  expectedLevels,
  likeItems,
  likeItemsSampler,
} from '../../../../src/plant/demand/cold-start/like-items.ts'
import type { Panel, Traits } from '../../../../src/plant/demand/series.ts'
import { createRandom } from '../../../../src/random.ts'
import { forecasterConformance } from '../conformance.ts'
import { panelOf } from '../panels.ts'

const options = { horizon: 4, sampleCount: 200, seed: 1 }

/** Ten slow items (about 2) and ten fast ones (about 60), and as the last one an item that has sold `own`. */
function panelWith(own: readonly number[], last: Partial<Traits>): Panel {
  const random = createRandom(5)
  const around = (level: number) =>
    Array.from({ length: 40 }, () => Math.round(level * (0.5 + random.uniform())))
  const histories = Array.from({ length: 20 }, (_, i) => around(i % 2 === 0 ? 2 : 60))
  const panel = panelOf([...histories, own])
  const none = { figures: [], parts: new Map<string, number>() }
  return {
    ...panel,
    series: panel.series.map((one, i) => (i === 20 ? { ...one, start: 40 - own.length } : one)),
    traits: new Map(
      panel.series.map(({ id }, i): [string, Traits] => [
        id,
        i === 20
          ? { ...none, words: [''], ...last }
          : { ...none, words: [i % 2 === 0 ? 'spare' : 'pump'] },
      ]),
    ),
  }
}

async function meanOfLast(panel: Panel): Promise<number> {
  const fitted = await likeItems.fit(panel, options)
  const { values } = await fitted.sample(panel, options)
  const last = values.subarray(20 * 800)
  return last.reduce((sum, value) => sum + value, 0) / last.length
}

describe('like-items', () => {
  forecasterConformance(likeItems)

  test('an item without history is expected to sell like those of its family', async () => {
    expect(Math.abs((await meanOfLast(panelWith([], { words: ['spare'] }))) - 2)).toBeLessThan(1)
    expect(Math.abs((await meanOfLast(panelWith([], { words: ['pump'] }))) - 60)).toBeLessThan(20)
  })

  test('what a planner states goes before: a figure, or an item', async () => {
    const stated = await meanOfLast(panelWith([], { words: ['pump'], expected: 5 }))
    expect(Math.abs(stated - 5)).toBeLessThan(0.8)
    const like = await meanOfLast(panelWith([], { words: ['pump'], like: 's0' }))
    expect(like).toBeLessThan(6)
  })

  test('its own first sales outweigh what was expected', async () => {
    const few = await meanOfLast(panelWith([6], { words: ['pump'] }))
    const more = await meanOfLast(panelWith([6, 5, 7, 6, 6, 5, 7, 6], { words: ['pump'] }))
    expect(Math.abs(more - 6)).toBeLessThan(1.5)
    expect(few).toBeGreaterThan(more)
  })

  test('says what it expects of an item without history, and from which items', () => {
    const [level, ...others] = expectedLevels(panelWith([], { words: ['spare'] }))
    expect(others).toEqual([])
    expect(level!.id).toBe('s20')
    expect(level!.source).toBe('items')
    expect(level!.low).toBeLessThan(level!.median)
    expect(level!.high).toBeGreaterThan(level!.median)
    for (const id of level!.like) expect(Number(id.slice(1)) % 2).toBe(0)
    expect(expectedLevels(panelWith([], { like: 's3' }))[0]).toMatchObject({
      like: ['s3'],
      source: 'like',
    })
    expect(expectedLevels(panelWith([1], {}))).toEqual([])
  })

  test('where no item has a history, nothing is expected', () => {
    const paths = new Float64Array(8).fill(9)
    likeItemsSampler(panelOf([[], []]), undefined)(0, 4, createRandom(1), paths)
    expect(paths.every((value) => value === 0)).toBe(true)
  })
})

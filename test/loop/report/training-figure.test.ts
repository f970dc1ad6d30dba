import { expect, test } from 'vitest'
import { trainingFigure } from '../../../src/loop/report/training-figure.ts'

test('lists at most a dozen epochs, the last one among them', () => {
  const points = Array.from({ length: 100 }, (_, i) => ({ epoch: i + 1, loss: 1 / (i + 1) }))
  const { html } = trainingFigure(
    { model: 'vae', bestEpoch: 60, curves: [{ name: 'validation', points }] },
    3,
  )
  const epochs = [...html.matchAll(/<th scope="row"[^>]*>(\d+)<\/th>/g)].map(([, epoch]) => epoch)
  expect(epochs.length).toBeLessThanOrEqual(13)
  expect(epochs.at(-1)).toBe('100')
  expect(html).toContain('id="training-3"')
})

import { describe, expect, test } from 'vitest'
import { models } from '../../../../src/loop/report/sections/models.ts'
import { sampleContent } from '../sample-content.ts'

describe('models', () => {
  const text = models(sampleContent).html

  test('says which won, where, and by how much', () => {
    expect(text).toMatch(/smooth.*conditional VAE.*0\.131.*ETS.*0\.142.*7\.7%/s)
  })

  test('shows the baselines beside the models, the best first', () => {
    const scores = text.slice(text.indexOf('80% interval holds'))
    expect(scores.indexOf('conditional VAE')).toBeGreaterThan(0)
    expect(scores.indexOf('conditional VAE')).toBeLessThan(scores.indexOf('last season'))
    expect(text).toContain('baseline')
  })

  test('names what was left out', () => {
    expect(text).toContain('Left out for want of history or time: histogram network.')
  })

  test('shows calibration, and the losses of generator and discriminator', () => {
    expect(text).toContain('id="calibration"')
    expect(text).toContain('generator')
    expect(text).toContain('discriminator')
    expect(text).toContain('epoch 70')
  })

  test('a table of losses is short and ends with the last epoch', () => {
    const table = text.slice(text.indexOf('id="training-0"'))
    const rows = table.match(/<th scope="row"/g)!
    expect(rows.length).toBeLessThanOrEqual(13)
    expect(table).toContain('120')
  })
})

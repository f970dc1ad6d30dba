import { expect, test } from 'vitest'
import { createProgressLine, describeProgress } from '../../src/cli/progress.ts'

function recorder(isTTY: boolean) {
  const written: string[] = []
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) }
}

test('the line names the stage, the fraction, the time left and the detail', () => {
  const progress = { stage: 'train vae', fraction: 0.25, detail: 'epoch 5' }
  expect(describeProgress(progress, 10)).toBe('train vae  25%  30 s left  epoch 5')
  expect(describeProgress({ ...progress, fraction: 0.01 }, 600)).toBe('train vae  1%  epoch 5')
  expect(describeProgress({ stage: 'plan' }, 10)).toBe('plan')
  // A stage that began at 20% and did 5% in ten seconds needs 150 for the rest.
  expect(describeProgress(progress, 10, 0.2)).toBe('train vae  25%  3 min left  epoch 5')
})

test('a log gets a line for each new stage, then few, and no percentage twice within a minute', () => {
  let time = 0
  const stream = recorder(false)
  const line = createProgressLine(stream, () => time)
  for (; time <= 70_000; time += 1000) line.update({ stage: 'train', fraction: 0.3, detail: 'gan' })
  line.update({ stage: 'plan', fraction: 0.5 })
  for (; time <= 110_000; time += 1000) line.update({ stage: 'plan', fraction: time / 140_000 })
  line.clear()
  expect(stream.written.map((text) => text.split('  ').slice(0, 2).join(' ').trim())).toEqual([
    'train 30%',
    'train 30%',
    'plan 50%',
    'plan 61%',
    'plan 72%',
    'plan 79%',
  ])
})

test('a log is told how each stage ended, once', () => {
  const stream = recorder(false)
  const line = createProgressLine(stream, () => 0)
  for (const fraction of [0.07, 0.5, 1]) line.update({ stage: 'read', fraction })
  line.update({ stage: 'score', fraction: 0 })
  line.update({ stage: 'score', fraction: 1 })
  line.clear()
  line.clear()
  expect(stream.written).toEqual(['read  7%\n', 'read  100%\n', 'score  0%\n', 'score  100%\n'])
})

test('a terminal line is cut to the width and cleared', () => {
  const stream = recorder(true)
  const line = createProgressLine(stream, () => 0)
  line.update({ stage: 'x'.repeat(100) })
  line.clear()
  line.clear()
  expect(stream.written).toEqual([`\r\u001B[K${'x'.repeat(39)}`, '\r\u001B[K'])
})

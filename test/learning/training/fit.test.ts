import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sgd } from '../../../src/learning/optim/sgd.ts'
import { fit, type FitOptions, type FitOutcome } from '../../../src/learning/training/fit.ts'
import type { Groups } from '../../../src/learning/training/program.ts'
import type { Progress } from '../../../src/progress.ts'
import { regressionData, regressionProgram, trueBias, trueWeights } from './programs.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fit-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const data = regressionData(200)

function expectTrained<P extends Groups>(
  outcome: FitOutcome<P>,
): Extract<FitOutcome<P>, { status: 'trained' }> {
  if (outcome.status !== 'trained') throw new Error(`${outcome.status} in epoch ${outcome.epoch}`)
  return outcome
}

/** Weights and bias of the fitted line. */
async function fitLine(
  options: Partial<FitOptions> = {},
  program = regressionProgram(),
): Promise<number[]> {
  const { parameters } = expectTrained(await fit(program, data, { seed: 1, epochs: 6, ...options }))
  return [...parameters.line.weights.data, ...parameters.line.bias.data]
}

describe('fit', () => {
  test('a linear regression reaches its closed form', async () => {
    const { parameters, history } = expectTrained(
      await fit(regressionProgram(), data, { seed: 1, epochs: 100 }),
    )
    trueWeights.forEach((w, i) => expect(parameters.line.weights.data[i]).toBeCloseTo(w, 3))
    expect(parameters.line.bias.data[0]).toBeCloseTo(trueBias, 3)
    expect(parameters.seen.steps.data[0]).toBe(100 * 6)
    expect(history).toHaveLength(100)
    expect(Object.keys(history[0]!.losses)).toEqual(['regression', 'regression/bias'])
  })

  test('the same seed gives the same parameters, another seed others', async () => {
    const first = await fitLine()
    expect(await fitLine()).toEqual(first)
    expect(await fitLine({ seed: 2 })).not.toEqual(first)
  })

  test('a run that was cancelled and resumed equals one that was not, bit for bit', async () => {
    const program = regressionProgram({ jitter: 0.1 })
    const options = { averageDecay: 0.9, epochs: 8 }
    const uninterrupted = await fitLine(options, program)
    const path = join(folder, 'run')
    const controller = new AbortController()
    const cancelled = fitLine(
      {
        ...options,
        checkpoint: { path },
        signal: controller.signal,
        onEpoch: ({ epoch }) => epoch === 3 && controller.abort(),
      },
      program,
    )
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(folder)).toEqual(['run'])
    const epochs: number[] = []
    const resumed = await fitLine(
      { ...options, checkpoint: { path }, onEpoch: ({ epoch }) => epochs.push(epoch) },
      program,
    )
    expect(resumed).toEqual(uninterrupted)
    expect(epochs[0]).toBeGreaterThan(3)
    expect(existsSync(path)).toBe(false)
  })

  test('keeps the parameters that a judge outside of the thread found best', async () => {
    const seen: number[] = []
    const verdicts = [0.5, 0.2, 0.9]
    const outcome = await fit(regressionProgram(), data, {
      seed: 1,
      epochs: 6,
      judge: {
        metric: 'unlikeness',
        everyEpochs: 2,
        of({ line }) {
          seen.push(line.bias.data[0]!)
          return Promise.resolve(verdicts[seen.length - 1]!)
        },
      },
      earlyStopping: { metric: 'unlikeness', patience: 10 },
    })
    const { parameters, history, bestEpoch } = expectTrained(outcome)
    const judged = history.map(({ validation }) => validation['unlikeness'] ?? null)
    expect(judged).toEqual([null, 0.5, null, 0.2, null, 0.9])
    expect(bestEpoch).toBe(4)
    expect(parameters.line.bias.data[0]).toBe(seen[1])
    expect(new Set(seen).size).toBe(3)
  })

  test('ends with what a judge throws', async () => {
    const judge = {
      metric: 'unlikeness',
      everyEpochs: 1,
      of: () => Promise.reject(new Error('no verdict')),
    }
    await expect(fitLine({ judge })).rejects.toThrow('no verdict')
  })

  test('the checkpoint of other data is refused', async () => {
    const path = join(folder, 'run')
    const controller = new AbortController()
    const stop = { signal: controller.signal, onEpoch: () => controller.abort() }
    const run = fitLine({ epochs: 50, checkpoint: { path }, ...stop })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
    const other = fit(regressionProgram(), regressionData(100), {
      seed: 1,
      epochs: 50,
      checkpoint: { path },
    })
    await expect(other).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a checkpoint that could not be written is refused before the start', async () => {
    const path = join(folder, 'no', 'run')
    await expect(fitLine({ checkpoint: { path } })).rejects.toThrow('cannot be written to')
  })

  test('cancelling before the start does nothing', async () => {
    await expect(fitLine({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })

  test('early stopping gives back the best epoch', async () => {
    // A rate this large makes the error swing, so that the last epoch is not the best.
    const program = regressionProgram({
      optimiser: sgd({ rate: 0.6, momentum: 0.6 }),
      batchSize: 8,
    })
    const { history, bestEpoch, stoppedEarly, parameters } = expectTrained(
      await fit(program, regressionData(64, 1), {
        seed: 1,
        epochs: 200,
        validation: regressionData(100, 1),
        earlyStopping: { metric: 'error', patience: 5 },
      }),
    )
    const errors = history.map(({ validation }) => validation.error!)
    expect(stoppedEarly).toBe(true)
    expect(errors[bestEpoch - 1]).toBe(Math.min(...errors))
    expect(history).toHaveLength(bestEpoch + 5)
    expect(parameters.seen.steps.data[0]).toBe(bestEpoch * 8)
  })

  test('a loss that is no number any more ends the run with advice', async () => {
    const program = regressionProgram({ optimiser: sgd({ rate: 1e6 }) })
    const outcome = await fit(program, data, { seed: 1, epochs: 100 })
    expect(outcome).toMatchObject({ status: 'diverged', phase: 'regression' })
    expect(outcome.status === 'diverged' && outcome.advice).toContain('learning rate')
  })

  test('what a callback throws ends the training', async () => {
    const onEpoch = (): void => {
      throw new Error('enough')
    }
    await expect(fitLine({ onEpoch, epochs: 1000 })).rejects.toThrow('enough')
  })

  test('reports progress that grows to the end', async () => {
    const reports: Progress[] = []
    await fitLine({ onProgress: (progress) => reports.push(progress), stage: 'train line' })
    const fractions = reports.map(({ fraction }) => fraction!)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(reports.at(-1)).toMatchObject({ stage: 'train line', fraction: 1 })
    expect(reports.at(-1)!.detail).toContain('epoch 6 of 6')
  })

  test('data that do not fit the program are refused with what was expected', async () => {
    const program = regressionProgram()
    const options = { seed: 1, epochs: 1 }
    const empty = { values: new Float32Array(), starts: new Uint32Array() }
    const { x, y } = data
    await expect(fit(program, { x, y: empty }, options)).rejects.toThrow('expected 200 rows, got 0')
    await expect(fit(program, { x: empty, y: empty }, options)).rejects.toThrow('no rows')
    const late = { values: x.values, starts: Uint32Array.from({ length: 200 }, () => 599) }
    await expect(fit(program, { x: late, y }, options)).rejects.toThrow('ends outside the values')
    const watching = { ...options, earlyStopping: { metric: 'loss', patience: 1 } }
    await expect(fit(program, data, watching)).rejects.toThrow('needs validation rows')
    await expect(fit(program, data, { ...watching, validation: data })).rejects.toThrow(
      'expected one of error, got loss',
    )
  })
})

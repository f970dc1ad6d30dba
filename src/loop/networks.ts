// The networks of a run, trained ahead of their use: each once for every stretch of history that it is
// sure to be asked about, several at a time, and only as long as the plant allows.

import { availableParallelism } from 'node:os'
import { MillraceError, throwIfCancelled } from '../errors.ts'
import { validationCuts } from '../plant/demand/validation.ts'
import type { FittedForecaster, Forecaster } from '../plant/demand/forecaster.ts'
import { contenders, forecasterNamed } from '../plant/demand/forecasters.ts'
import { gan, histogram, vae } from '../plant/demand/generative/families.ts'
import { panelWithoutLast, type Panel } from '../plant/demand/series.ts'
import type { WorkOptions } from '../progress.ts'

export interface NetworkOptions extends WorkOptions {
  readonly seed: number
  /** Networks that are not trained by then are left out; 0 trains none. Default: as long as it takes. */
  readonly budgetSeconds?: number | undefined
}

export interface Candidates {
  /** Among which the champion chooses. */
  readonly contenders: readonly Forecaster[]
  /** All that are compared: the contenders, and an adversarial network beside them. */
  readonly compared: readonly Forecaster[]
  /** Names of networks for which the time was too short. */
  readonly leftOut: readonly string[]
}

/** A history that forecasters will be asked about, and how far. */
export interface Task {
  readonly panel: Panel
  readonly horizon: number
  /** Whether networks that the champion may not choose are asked as well. */
  readonly isCompared: boolean
}

const networkNames = new Set([histogram.name, vae.name, gan.name])
/** As `champion` has it. */
const validationWindows = 3

/** Trains the networks on every history of the tasks. A network that fails on one of them is left out of all. */
export async function trainCandidates(
  tasks: readonly Task[],
  { budgetSeconds = Infinity, seed, onProgress, signal }: NetworkOptions,
): Promise<Candidates> {
  const networks = [...contenders.filter(isNetwork), forecasterNamed(gan.name)]
  const trained = new Map(networks.map((network) => [network, new Map<string, FittedForecaster>()]))
  const isOut = new Set<Forecaster>()
  const jobs = networks.flatMap((network) =>
    tasks.flatMap(({ panel, horizon, isCompared }) => {
      // The champion looks further back to choose; all of the history it asks of those alone that it chose, unless
      // they are compared. With a time to keep to, whatever may be asked for is trained within it.
      const cut = Math.max(...validationCuts(panel, horizon, validationWindows))
      const isWanted = isCompared || (isContender(network) && Number.isFinite(budgetSeconds))
      const panels = [
        ...(isContender(network) ? [panelWithoutLast(panel, cut)] : []),
        ...(isWanted ? [panel] : []),
      ]
      return panels.map((one) => ({ network, panel: one, horizon }))
    }),
  )
  const limit = budgetSeconds === Infinity ? undefined : AbortSignal.timeout(1000 * budgetSeconds)
  const stop = AbortSignal.any([signal, limit].filter((one) => one !== undefined))
  const fractions = jobs.map(() => 0)
  let next = 0
  const work = async (): Promise<void> => {
    for (let place = next++; place < jobs.length; place = next++) {
      const { network, panel, horizon } = jobs[place]!
      if (isOut.has(network) || stop.aborted || budgetSeconds === 0) {
        isOut.add(network)
        continue
      }
      const report = (fraction: number): void => {
        fractions[place] = fraction
        const done = fractions.reduce((sum, one) => sum + one, 0)
        onProgress?.({ stage: network.name, fraction: done / jobs.length })
      }
      try {
        const progress = ({ fraction = 0 }): void => report(fraction)
        const fit = await network.fit(panel, { horizon, seed, signal: stop, onProgress: progress })
        trained.get(network)!.set(keyOf(panel, horizon), fit)
      } catch (error) {
        if (!isExpected(error)) throw error
        isOut.add(network)
      }
      report(1)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work))
  throwIfCancelled(signal)

  const recall = (network: Forecaster): Forecaster => recalling(network, trained.get(network)!)
  const usable = contenders
    .filter((one) => !isOut.has(one))
    .map((one) => (isNetwork(one) ? recall(one) : one))
  const beside = networks.filter((one) => !isContender(one) && !isOut.has(one))
  return {
    contenders: usable,
    compared: [...usable, ...beside.map(recall)],
    leftOut: networks.filter((one) => isOut.has(one)).map(({ name }) => name),
  }
}

function isContender(network: Forecaster): boolean {
  return contenders.includes(network)
}

function isNetwork({ name }: Forecaster): boolean {
  return networkNames.has(name)
}

/** Too little history for a network, or too little time. */
function isExpected(error: unknown): boolean {
  return error instanceof MillraceError && ['unsupported', 'cancelled'].includes(error.code)
}

/**
 * A forecaster that gives what it has been fitted to before. Where it fails on a stretch that it is asked about for
 * the first time, what it learnt on another one stands in.
 * @param fits by `keyOf`.
 */
export function recalling(
  forecaster: Forecaster,
  fits: ReadonlyMap<string, FittedForecaster>,
): Forecaster {
  return {
    name: forecaster.name,
    async fit(panel, options) {
      const { horizon, signal } = options
      const known = fits.get(keyOf(panel, horizon))
      if (known) return known
      try {
        return await forecaster.fit(panel, options)
      } catch (error) {
        throwIfCancelled(signal)
        const other = [...fits].findLast(([key]) => key.startsWith(`${horizon}\n`))
        if (!other || !isExpected(error)) throw error
        return other[1]
      }
    },
  }
}

/** Within one run, stretches of the same series are told by where they begin and how long they are. */
export function keyOf({ series }: Panel, horizon: number): string {
  return [
    horizon,
    ...series.map(({ id, start, values }) => `${id} ${start} ${values.length}`),
  ].join('\n')
}

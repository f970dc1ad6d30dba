// A forecast is kept in the plant's ledger under the fingerprint of all that it depends on, and taken
// from there as long as nothing of that has changed; the backtest of the plant beside it.

import { createHash } from 'node:crypto'
import { fingerprintJson, type JsonValue } from '../data/storage/fingerprint.ts'
import type { Ledger, TrainedModel } from '../data/storage/ledger.ts'
import { shortHistory } from '../plant/demand/segment.ts'
import { type Panel, presentValues } from '../plant/demand/series.ts'
import type { DemandForecast, ForecastSettings } from './forecast.ts'
import { keptFormat } from './kept-format.ts'
import type { BacktestSummary } from './report/content.ts'

const modelName = 'demand'
const evaluationName = 'evaluation.json'

export interface RecalledForecast {
  readonly forecast: DemandForecast
  readonly trainedAt: Date
  /** Of the plant's tables at that time; the backtest holds for them alone. */
  readonly plantFingerprint: string
  readonly backtest: BacktestSummary | null
}

/** Of the cleaned history, what is known ahead, the settings, the version and the shape: what a forecast depends on. */
export function forecastFingerprint(
  panel: Panel,
  settings: ForecastSettings,
  version: string,
  format = keptFormat,
): string {
  const { calendar, seasonLength, knownNames, attributeNames, covers, series } = panel
  const traits = hasFirstSteps(panel) ? panel.traits : undefined
  const hash = createHash('sha256')
  for (const { values, known } of series) {
    for (const array of [values, ...known]) {
      hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    }
  }
  return fingerprintJson({
    format,
    version,
    settings: { ...settings },
    calendar: { ...calendar },
    seasonLength,
    knownNames,
    attributeNames,
    traits: [...(traits ?? [])].map(([id, { figures, words, parts, expected, like }]) => [
      id,
      ...[...figures, ...words, ...[...parts].flat(), expected, like].map(String),
    ]),
    covers: [...(covers ?? [])].flat(),
    series: series.map(({ id, start, values, attributes }) => {
      return [id, start, values.length, ...attributes.map(String)]
    }),
    values: hash.digest('hex'),
  })
}

/**
 * Whether any item may be forecast by what likens it to others: where none is, a new price trains nothing anew.
 * A third of the longest history is held back at most, and validation leaves out half of the rest.
 */
function hasFirstSteps({ series }: Panel): boolean {
  const counts = series.map(({ values }) => presentValues(values).length)
  const leftOut = (2 / 3) * Math.max(0, ...series.map(({ values }) => values.length))
  return counts.some((count) => count - leftOut < shortHistory)
}

/** The forecast of an earlier run with that fingerprint, if all of it is still there. */
export async function recallForecast(
  ledger: Ledger,
  fingerprint: string,
): Promise<RecalledForecast | undefined> {
  const model = await ledger.findModel(modelName, fingerprint)
  const evaluation = model?.files.get(evaluationName)
  if (!evaluation) return undefined
  const earlier = (await ledger.runs()).filter((run) => run.fingerprint === fingerprint)
  for (const { run } of earlier.toReversed()) {
    const scenarios = await ledger.scenarios(run)
    if (!scenarios) continue
    // Safe: written by `rememberedForecast`, and checked by the ledger against its manifest.
    const kept = JSON.parse(Buffer.from(evaluation).toString('utf8')) as Evaluation
    const { comparison, training, trainedAt, plantFingerprint, backtest } = kept
    return {
      forecast: { scenarios, comparison, training },
      trainedAt: new Date(trainedAt),
      plantFingerprint,
      backtest,
    }
  }
  return undefined
}

interface Evaluation
  extends
    Pick<DemandForecast, 'comparison' | 'training'>,
    Pick<RecalledForecast, 'plantFingerprint' | 'backtest'> {
  readonly trainedAt: string
}

/** What the ledger keeps of a forecast beside its scenarios. */
export function rememberedForecast(
  fingerprint: string,
  seed: number,
  { forecast, trainedAt, plantFingerprint, backtest }: RecalledForecast,
): TrainedModel {
  const { comparison, training } = forecast
  const evaluation: Evaluation = {
    comparison,
    training,
    trainedAt: trainedAt.toISOString(),
    plantFingerprint,
    backtest,
  }
  return {
    name: modelName,
    fingerprint,
    seed,
    metrics: jsonOf(comparison),
    files: new Map([[evaluationName, Buffer.from(JSON.stringify(evaluation))]]),
  }
}

/** Plain data as JSON; what JSON cannot hold (a score that is not a number) becomes null. */
export function jsonOf(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue // Safe: that is what JSON gives.
}

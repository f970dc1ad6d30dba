// What was learnt for one kind of series: an ONNX model that carries in its metadata what is needed to
// feed it.

import { MillraceError } from '../../../errors.ts'
import { readMetadata } from '../../../learning/onnx/metadata.ts'
import type { EpochRecord } from '../../../learning/training/task.ts'
import type { CovariateEncoding } from './covariates.ts'
import type { Regime } from './regime.ts'
import type { WindowLengths } from './window-rows.ts'

export interface TrainedRegime extends RegimeDescription {
  readonly sampler: Uint8Array
}

/** What stands beside the graph in the file; plain data. */
export interface RegimeDescription extends WindowLengths {
  /** Of the forecaster. */
  readonly name: string
  readonly regime: Regime
  readonly encoding: CovariateEncoding
  /** Losses by epoch on all windows but those held out, and metrics of the latter. */
  readonly history: readonly EpochRecord[]
  readonly bestEpoch: number
}

/** Of the metadata; raised when what they hold changes. */
const format = 1
const key = 'millrace.demand'

export function regimeMetadata(description: RegimeDescription): Record<string, string> {
  return { [key]: JSON.stringify({ format, ...description }) }
}

/**
 * @throws MillraceError `bad-input` for what is no demand model, `conflict` for one of another version.
 */
export function readTrainedRegime(fileName: string, sampler: Uint8Array): TrainedRegime {
  const text = readMetadata(sampler)[key]
  if (text === undefined) {
    throw new MillraceError('bad-input', `${fileName}: not a demand model, expected ${key} in it`)
  }
  // Safe: what this version of the format holds is what `regimeMetadata` wrote.
  const { format: found, ...description } = JSON.parse(text) as RegimeDescription & {
    format: number
  }
  if (found !== format) {
    throw new MillraceError(
      'conflict',
      `${fileName}: made by another version, expected format ${format}, got ${found}`,
      { hint: 'Train it again.' },
    )
  }
  return { ...description, sampler }
}

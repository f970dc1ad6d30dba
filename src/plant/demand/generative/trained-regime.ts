// What was learnt for one kind of series: an ONNX model that carries in its metadata what is needed to
// feed it.

import {
  type ContentFormat,
  contentEntry,
  readContent,
} from '../../../learning/onnx/model-content.ts'
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

const format: ContentFormat = {
  key: 'millrace.demand',
  version: 1,
  kind: 'demand model',
  source: 'millrace run',
}

export function regimeMetadata(description: RegimeDescription): Record<string, string> {
  return contentEntry(format, description)
}

/**
 * @throws MillraceError `bad-input` for what is no demand model, `conflict` for one of another version.
 */
export function readTrainedRegime(fileName: string, sampler: Uint8Array): TrainedRegime {
  return { ...readContent<RegimeDescription>(sampler, fileName, format).content, sampler }
}
